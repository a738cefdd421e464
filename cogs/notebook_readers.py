"""Which channels with notebooks the person who acts may read, as Discord says at this moment."""

import discord

from bot.chat.client import EssaiBot
from bot.chat.person import guild_of
from cogs.ask import reader_of

Interaction = discord.Interaction[EssaiBot]


async def readable_channels(interaction: Interaction) -> frozenset[int]:
    """Those of the channels in which notebooks were shared here. Raises TryLater."""
    reader, shelf = reader_of(interaction), interaction.client.services.notebooks.shelf
    channels = await shelf.channels(guild_of(interaction).id)
    return frozenset([one for one in channels if await reader.may_read(one)])

"""The option of a command that names where to post."""

from typing import Any

import discord
from discord import AppCommandOptionType, ChannelType, app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.chat.access import Channel, find_channel, unseen_channel
from bot.chat.client import EssaiBot
from bot.chat.person import guild_of
from bot.errors import BadRequest
from bot.texts import later

KINDS = [
    ChannelType.text,
    ChannelType.news,
    ChannelType.forum,
    ChannelType.public_thread,
    ChannelType.private_thread,
    ChannelType.news_thread,
]


class TargetOption(app_commands.Transformer):
    """A text channel, an announcement channel, a forum or a thread, also an archived one."""

    @property
    def type(self) -> AppCommandOptionType:
        """What Discord lets people choose from."""
        return AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[ChannelType]:
        """The kinds of channels in which releases can be announced."""
        return KINDS

    async def transform(self, interaction: discord.Interaction[Any], value: Any) -> Channel:
        """The channel as the bot sees it. Raises BadRequest when it does not."""
        assert isinstance(value, AppCommandChannel | AppCommandThread)
        channel = await find_channel(guild_of(interaction), value.id)
        if channel is None:
            raise BadRequest(unseen_channel())
        return channel


class ThreadOption(app_commands.Transformer):
    """A thread, also an archived one."""

    @property
    def type(self) -> AppCommandOptionType:
        """What Discord lets people choose from."""
        return AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[ChannelType]:
        """The kinds of threads."""
        return [ChannelType.public_thread, ChannelType.private_thread, ChannelType.news_thread]

    async def transform(self, interaction: discord.Interaction[Any], value: Any) -> discord.Thread:
        """The thread as the bot sees it. Raises BadRequest when it does not."""
        channel = await find_channel(guild_of(interaction), value.id)
        if not isinstance(channel, discord.Thread):
            raise BadRequest(unseen_channel())
        return channel


async def default_channel(interaction: discord.Interaction[EssaiBot]) -> Channel:
    """The channel that `/settings` names. Raises BadRequest when it names none, or one that is gone."""
    guild = guild_of(interaction)
    channel_id = (await interaction.client.services.guilds.settings(guild.id)).default_channel_id
    channel = None if channel_id is None else guild.get_channel_or_thread(channel_id)
    if channel is None:
        raise BadRequest(
            later("Name a channel. Or choose a default one in `/settings`: then you need not name it here.")
        )
    return channel

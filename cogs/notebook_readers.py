"""Who looks for notebooks while they type."""

import discord

from bot.chat.client import EssaiBot
from cogs.ask import reader_of

Interaction = discord.Interaction[EssaiBot]


class WhileTyping:
    """`Reader` of `bot/notebooks/readers.py` that never asks Discord, which takes too long between two keys.

    Archived threads are not suggested; lists have them.
    """

    def __init__(self, interaction: Interaction) -> None:
        self._reader = reader_of(interaction)

    async def may_read(self, channel_id: int) -> bool:
        """Whether the person may read a channel of which Discord has told."""
        return self._reader.knows(channel_id) is True

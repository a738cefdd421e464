"""The threads that Essai opened to answer in."""

from typing import Final

import discord
from discord import TextChannel, Thread

# Of so many threads it is kept in memory.
_MOST_KEPT: Final = 1000


class QuestionThreads:
    """Whether threads began with a question to Essai; Discord is asked once for each."""

    def __init__(self) -> None:
        self._kept: dict[int, bool] = {}

    async def began(self, thread: Thread, bot_id: int) -> bool:
        """Whether it was opened by the bot below a message that mentions it."""
        if thread.owner_id != bot_id or not isinstance(thread.parent, TextChannel):
            return False
        if thread.id not in self._kept:
            while len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[thread.id] = await _mentions(thread.parent, thread.id, bot_id)
        return self._kept[thread.id]


async def _mentions(channel: TextChannel, message_id: int, bot_id: int) -> bool:
    try:
        # A thread has the id of the message that it was opened below.
        message = await channel.fetch_message(message_id)
    except (discord.NotFound, discord.Forbidden):
        return False
    return not message.author.bot and any(one.id == bot_id for one in message.mentions)

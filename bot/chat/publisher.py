"""Posting in channels, for the outbox."""

from datetime import datetime, timedelta

import aiohttp
import discord
from discord import ui

from bot.chat.client import EssaiBot
from bot.chat.render import render
from bot.message import Message
from bot.outbox.model import NotDelivered, Unclear

# Snowflakes carry the server's clock, ours may differ a little.
CLOCKS_DIFFER = timedelta(minutes=1)
SEARCHED = 300
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
UNKNOWN_MESSAGE = 10008
THREAD_ARCHIVED, THREAD_LOCKED = 50083, 160005


class DiscordPublisher:
    """The outbox's `Publisher` on Discord, which opens private conversations too."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    async def publish(self, channel_id: int, message: Message, nonce: str) -> int:
        """Post with a nonce that Discord enforces. Raises NotDelivered or Unclear."""
        channel = self._bot.get_partial_messageable(channel_id)
        try:
            sent = await channel.send(view=render(message), nonce=nonce)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise _reading(error) from error
        return sent.id

    async def find(self, channel_id: int, nonce: str, since: datetime) -> int | None:
        """The id of our message with this nonce in one of its buttons, posted since then."""
        self._require_history(channel_id)
        channel = self._bot.get_partial_messageable(channel_id)
        try:
            async for message in channel.history(limit=SEARCHED, after=since - CLOCKS_DIFFER):
                if self._is_ours(message) and _carries(message, nonce):
                    return message.id
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise _reading(error) from error
        return None

    async def edit(self, channel_id: int, message_id: int, message: Message) -> None:
        """Give one of our messages another content. Raises NotDelivered or Unclear."""
        channel = self._bot.get_partial_messageable(channel_id)
        try:
            await channel.get_partial_message(message_id).edit(view=render(message))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise _reading(error) from error

    async def open(self, user_id: int) -> int:
        """The channel of the private conversation with somebody. Raises NotDelivered or Unclear."""
        try:
            channel = await self._bot.create_dm(discord.Object(user_id))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise _reading(error) from error
        return channel.id

    def _require_history(self, channel_id: int) -> None:
        """Without the right to read it Discord gives an empty history, which reads as "not posted"."""
        channel = self._bot.get_channel(channel_id)
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            rights = channel.permissions_for(channel.guild.me)
            if not rights.read_message_history:
                raise NotDelivered("channel_forbidden")

    def _is_ours(self, message: discord.Message) -> bool:
        return self._bot.user is not None and message.author.id == self._bot.user.id


def _carries(message: discord.Message, nonce: str) -> bool:
    items = ui.LayoutView.from_message(message).walk_children()
    return any(nonce in (getattr(item, "custom_id", None) or "") for item in items)


def _reading(error: Exception) -> NotDelivered | Unclear:
    """What an answer means for the delivery."""
    if isinstance(error, discord.NotFound):
        return NotDelivered("message_missing" if error.code == UNKNOWN_MESSAGE else "channel_missing")
    locked = isinstance(error, discord.HTTPException) and error.code in (THREAD_ARCHIVED, THREAD_LOCKED)
    if isinstance(error, discord.Forbidden) or locked:
        return NotDelivered("channel_forbidden")
    if isinstance(error, discord.HTTPException) and error.status == 400:
        return NotDelivered("refused")
    return Unclear(f"{type(error).__name__}: {error}")

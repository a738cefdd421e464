"""Posting in channels, for the outbox."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
import discord
from discord import ui

from bot.chat import forums
from bot.chat.client import EssaiBot
from bot.chat.once import Refused, Rest
from bot.chat.render import EssaiView, files, render
from bot.message import Message, Text
from bot.outbox.model import Delivery, Edit, Failure, NotDelivered, Posted, Unclear

# Snowflakes carry the server's clock, ours may differ a little.
CLOCKS_DIFFER = timedelta(minutes=1)
SEARCHED = 300
ERRORS = (discord.HTTPException, discord.InvalidData, Refused, aiohttp.ClientError, OSError, KeyError)
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
ALREADY_CROSSPOSTED = 40033
OPENING_TOO_FAST = 40003
TOO_MANY_THREADS = 160006
ARCHIVED = 50083
# Discord does not say how long: its other limits of this kind are over within ten minutes.
OPENING_PAUSE_SECONDS = 600.0
_STATUSES: dict[int, Failure] = {400: "refused", 403: "channel_forbidden", 404: "channel_missing"}
_REFUSALS: dict[int, Failure] = {
    10008: "message_missing",
    40067: "tag_required",
    50083: "refused",  # an archived thread, which could not be opened
    160005: "channel_forbidden",  # a locked one
}


class DiscordPublisher:
    """The outbox's `Publisher` on Discord, which opens private conversations too."""

    def __init__(self, bot: EssaiBot, rest: Rest) -> None:
        self._bot = bot
        self._rest = rest

    async def publish(self, delivery: Delivery, at_last: Callable[[], Awaitable[None]]) -> Posted:
        """Post with a nonce that Discord enforces, or in a forum. Raises NotDelivered or Unclear."""
        view, attached = _called(delivery.message, delivery.mention_role_id), files(delivery.message)
        mentions = _mentions(delivery.mention_role_id)
        try:
            if delivery.forum is not None:
                where = (self._bot, self._rest, delivery.channel_id)
                return await forums.start(*where, delivery.forum, view, attached, mentions, at_last)
            await at_last()
            channel = self._bot.get_partial_messageable(delivery.channel_id)
            sent = await channel.send(
                view=view,
                files=attached,
                nonce=delivery.nonce,
                allowed_mentions=mentions,
            )
        except ERRORS as error:
            raise _reading(error) from error
        return Posted(sent.id)

    async def find(self, delivery: Delivery, since: datetime) -> Posted | None:
        """Where our message with its nonce in one of its buttons is, if it was posted since then."""
        self._require_history(delivery.channel_id)
        since -= CLOCKS_DIFFER
        try:
            if delivery.forum is not None:
                return await forums.find(
                    self._bot, delivery.guild_id, delivery.channel_id, delivery.nonce, since
                )
            channel = self._bot.get_partial_messageable(delivery.channel_id)
            async for message in channel.history(limit=SEARCHED, after=since):
                if self._is_ours(message) and _carries(message, delivery.nonce):
                    return Posted(message.id)
        except ERRORS as error:
            raise _reading(error) from error
        return None

    async def crosspost(self, channel_id: int, message_id: int) -> None:
        """Pass a message on to the channels that follow, unless it was. Raises NotDelivered or Unclear."""
        try:
            await self._rest.post(f"/channels/{channel_id}/messages/{message_id}/crosspost")
        except ERRORS as error:
            if not (isinstance(error, Refused) and error.code == ALREADY_CROSSPOSTED):
                raise _reading(error) from error

    async def edit(self, edit: Edit) -> None:
        """Give one of our messages another content; it calls nobody. Raises NotDelivered or Unclear."""
        try:
            try:
                await self._edit(edit)
            except discord.HTTPException as error:
                if error.code != ARCHIVED:
                    raise
                await self._wake(edit.thread_id or edit.channel_id)
                await self._edit(edit)
        except ERRORS as error:
            failure = _reading(error)
            # The post in a forum was deleted, which says nothing of the forum.
            if edit.thread_id and isinstance(failure, NotDelivered) and failure.failure == "channel_missing":
                failure = NotDelivered("message_missing")
            raise failure from error

    async def retitle(self, thread_id: int, title: str) -> None:
        """Give a post in a forum another title. Raises NotDelivered or Unclear."""
        try:
            await forums.rename(self._rest, thread_id, title)
        except ERRORS as error:
            raise _reading(error) from error

    async def _edit(self, edit: Edit) -> None:
        view, channel_id = _called(edit.message, edit.mention_role_id), edit.thread_id or edit.channel_id
        if edit.is_crossposted and not files(edit.message):
            # Three edits an hour are passed on: discord.py would sleep until the next one may come.
            parts = view.to_components()  # type: ignore[no-untyped-call]
            body = {"components": parts, "allowed_mentions": {"parse": []}}
            await self._rest.send("PATCH", f"/channels/{channel_id}/messages/{edit.message_id}", body)
            return
        message = self._bot.get_partial_messageable(channel_id).get_partial_message(edit.message_id)
        await message.edit(view=view, attachments=files(edit.message), allowed_mentions=_mentions(None))

    async def _wake(self, thread_id: int) -> None:
        """Open an archived thread, in which no message can be edited; Discord archives it again by itself."""
        try:
            await self._bot.http.edit_channel(thread_id, archived=False)
        except discord.Forbidden as error:
            raise NotDelivered("refused") from error

    async def open(self, user_id: int) -> int:
        """The channel of the private conversation with somebody. Raises NotDelivered or Unclear."""
        try:
            channel = await self._bot.create_dm(discord.Object(user_id))
        except ERRORS as error:
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


def _called(message: Message, role_id: int | None) -> EssaiView:
    """The message, under the name of the role that it calls."""
    if role_id is not None:
        message = replace(message, parts=(Text(f"<@&{role_id}>"), *message.parts))
    return render(message)


def _mentions(role_id: int | None) -> discord.AllowedMentions:
    """That role and nobody else, whatever the message says."""
    roles = [] if role_id is None else [discord.Object(role_id)]
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def _carries(message: discord.Message, nonce: str) -> bool:
    items = ui.LayoutView.from_message(message).walk_children()
    return any(nonce in (getattr(item, "custom_id", None) or "") for item in items)


def _reading(error: Exception) -> NotDelivered | Unclear:
    """What an answer means for the delivery."""
    if not isinstance(error, discord.HTTPException | Refused):
        return Unclear(f"{type(error).__name__}: {error}")
    if error.code in _REFUSALS:
        return NotDelivered(_REFUSALS[error.code])
    if error.code == OPENING_TOO_FAST:
        return Unclear("too many private conversations were opened", OPENING_PAUSE_SECONDS)
    if error.status == 400 and error.code == TOO_MANY_THREADS:
        return Unclear("the server has as many open threads as it may have")
    if error.status in _STATUSES:
        return NotDelivered(_STATUSES[error.status])
    return Unclear(str(error), error.retry_after if isinstance(error, Refused) else None)

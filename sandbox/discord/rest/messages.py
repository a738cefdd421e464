"""Messages of channels."""

import itertools
from typing import Any

from sandbox.discord import access, contents
from sandbox.discord.acts import messages as acts
from sandbox.discord.acts import news
from sandbox.discord.acts.messages import Draft
from sandbox.discord.core import Core
from sandbox.discord.errors import (
    CANNOT_MESSAGE_USER,
    CROSSPOST_EDITS_REACHED,
    EMPTY_MESSAGE,
    INVALID_COUNT_TO_DELETE,
    MISSING_PERMISSIONS,
    NOT_IN_DM,
    OTHER_AUTHOR,
    SYSTEM_MESSAGE,
    THREAD_ARCHIVED,
    THREAD_LOCKED,
    TOO_OLD_TO_DELETE,
    ApiError,
    SlowDown,
)
from sandbox.discord.model import Channel, Flag, Message, MessageType
from sandbox.discord.permissions import (
    ATTACH_FILES,
    EMBED_LINKS,
    MANAGE_MESSAGES,
    MANAGE_THREADS,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS,
    SEND_TTS_MESSAGES,
)
from sandbox.discord.rest.endpoint import NO_CONTENT, Answer, Call, Endpoint
from sandbox.discord.rules import channels as channel_rules
from sandbox.discord.rules import messages as rules
from sandbox.discord.rules.messages import wrong
from sandbox.discord.snowflakes import read_snowflake, snowflake_of
from sandbox.discord.wire.basics import Json

FORTNIGHT = 14 * 24 * 3600
DELETABLE = frozenset(
    {
        MessageType.DEFAULT,
        MessageType.RENAMED,
        MessageType.PINNED,
        MessageType.FOLLOWED,
        MessageType.THREAD_CREATED,
        MessageType.REPLY,
        MessageType.CHAT_INPUT_COMMAND,
        MessageType.CONTEXT_MENU_COMMAND,
    }
)


def endpoints() -> list[Endpoint]:
    """The endpoints."""
    messages = "/channels/{channel_id}/messages"
    one = messages + "/{message_id}"
    pages = frozenset({"around", "before", "after", "limit"})
    return [
        Endpoint("GET", messages, history, "message_list", queries=pages),
        Endpoint("POST", messages, create, "message"),
        Endpoint("GET", one, single),
        Endpoint("PATCH", one, edit, "message_edit"),
        Endpoint("DELETE", one, delete, "message_delete"),
        Endpoint("POST", messages + "/bulk-delete", bulk_delete),
        Endpoint("POST", one + "/crosspost", crosspost, "crosspost"),
        Endpoint("POST", "/channels/{channel_id}/typing", typing, "typing"),
    ]


def history(call: Call) -> list[Json]:
    """GET messages: newest first; nothing without the right to read the history."""
    channel = access.writable(access.channel_for(call.core.state, call.bot_id, call.id("channel_id")))
    told = [key for key in ("around", "before", "after") if key in call.query]
    if len(told) > 1:
        raise wrong((told[1],), "MUTUALLY_EXCLUSIVE", "around, before and after exclude each other.")
    if not call.core.state.permissions_of(call.bot_id, channel) & READ_MESSAGE_HISTORY:
        return []
    return [contents.told(call.core, message) for message in _page(call, channel)]


def _page(call: Call, channel: Channel) -> list[Message]:
    limit = call.limit(50, 100)
    before, after, around = (call.query_id(key) for key in ("before", "after", "around"))
    state = call.core.state
    if after is not None:
        kept = state.messages.get(channel.id, {}).values()
        newer = (each for each in kept if each.id > after and each.ephemeral_for is None)
        return list(itertools.islice(newer, limit))[::-1]
    if around is not None:
        older = state.newest(channel.id, lambda each: each.id <= around and _public(each), limit // 2 + 1)
        kept = state.messages.get(channel.id, {}).values()
        newer = (each for each in kept if each.id > around and _public(each))
        return list(itertools.islice(newer, limit - len(older)))[::-1] + older
    return state.newest(
        channel.id, lambda each: (before is None or each.id < before) and _public(each), limit
    )


def _public(message: Message) -> bool:
    return message.ephemeral_for is None


def create(call: Call) -> Json:
    """POST messages. The same nonce by the same author, enforced, gives the old message back."""
    channel = access.writable(access.channel_for(call.core.state, call.bot_id, call.id("channel_id")))
    body = {} if call.body is None else call.body
    rules.check(body, "create")
    require_sending(call.core, channel, call.bot_id, body, files=bool(call.uploads))
    rules.check_not_empty(
        content=body.get("content") or "",
        embeds=body.get("embeds"),
        components_=body.get("components"),
        files=call.uploads,
    )
    nonce = body.get("nonce")
    if nonce is not None and body.get("enforce_nonce"):
        earlier = _by_nonce(call, nonce)
        if earlier is not None:
            return call.core.wire.message(earlier)
    draft = Draft(call.bot_id, body, call.uploads, nonce=nonce)
    if body.get("message_reference") is not None:
        _reply(call, channel, draft)
    return call.core.wire.message(acts.post(call.core, channel, draft))


def require_sending(core: Core, channel: Channel, author: int, body: Any, *, files: bool) -> None:
    """Refuse whoever may not send this message here."""
    needed = SEND_MESSAGES if channel.thread is None else SEND_MESSAGES_IN_THREADS
    needed |= ATTACH_FILES if files else 0
    needed |= EMBED_LINKS if body.get("embeds") else 0
    needed |= SEND_TTS_MESSAGES if body.get("tts") else 0
    access.channel_for(core.state, author, channel.id, needed)
    if not all(core.state.users[each].takes_direct_messages for each in channel.recipients if each != author):
        raise ApiError(CANNOT_MESSAGE_USER)
    locked = channel.thread is not None and channel.thread.locked
    if locked and not core.state.permissions_of(author, channel) & MANAGE_THREADS:
        raise ApiError(THREAD_LOCKED)


def _by_nonce(call: Call, nonce: str | int) -> Message | None:
    """The message that the bot wrote with this nonce a short while ago, in whatever channel."""
    message = call.core.state.by_nonce(call.bot_id, nonce)
    since = call.core.clock.time() - call.core.limits.nonce_seconds
    return message if message is not None and message.created_at >= since else None


def _reply(call: Call, channel: Channel, draft: Draft) -> None:
    told = draft.body["message_reference"]
    message_id = read_snowflake(told["message_id"]) or 0
    original = call.core.state.message(channel.id, message_id)
    if original is None or original.ephemeral_for is not None:
        if told.get("fail_if_not_exists") is False:
            return
        raise wrong(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
    access.channel_for(call.core.state, call.bot_id, channel.id, READ_MESSAGE_HISTORY)
    draft.type = MessageType.REPLY
    draft.reference = {
        "guild_id": channel.guild_id,
        "channel_id": channel.id,
        "message_id": message_id,
    }


def single(call: Call) -> Json:
    """GET one message."""
    channel_id, message_id = call.id("channel_id"), call.id("message_id")
    _, message = access.message_for(call.core.state, call.bot_id, channel_id, message_id)
    return contents.told(call.core, message)


def _is_own(call: Call, message: Message) -> bool:
    """Whether the bot wrote `message`, itself or as an answer to an interaction; a crosspost is no one's."""
    return message.author_id == call.bot_id and message.webhook_id in {None, call.bot_id}


def edit(call: Call) -> Json:
    """PATCH one message: its author's words; a moderator may only hide embeds."""
    channel_id, message_id = call.id("channel_id"), call.id("message_id")
    channel, message = access.message_for(call.core.state, call.bot_id, channel_id, message_id)
    if channel.thread is not None and channel.thread.archived:
        raise ApiError(THREAD_ARCHIVED)
    body = {} if call.body is None else call.body
    rules.check(body, "edit", layout=bool(message.flags & Flag.COMPONENTS_V2))
    if not _is_own(call, message):
        if body.keys() - {"flags"}:
            raise ApiError(OTHER_AUTHOR)
        access.channel_for(call.core.state, call.bot_id, channel.id, MANAGE_MESSAGES)
    if message.flags & Flag.CROSSPOSTED:
        wait = call.core.crosspost_edits.take(message.id, call.core.clock.time())
        if wait is not None:
            raise SlowDown(CROSSPOST_EDITS_REACHED, wait, shared=True)
    acts.edit_checked(call.core, message, body, call.uploads)
    return call.core.wire.message(message)


def delete(call: Call) -> Answer:
    """DELETE one message: one's own, or with the right to manage them."""
    channel_id, message_id = call.id("channel_id"), call.id("message_id")
    channel, message = access.message_for(call.core.state, call.bot_id, channel_id, message_id)
    if message.type not in DELETABLE:
        raise ApiError(SYSTEM_MESSAGE)
    if not _is_own(call, message):
        if channel.guild_id is None:
            raise ApiError(NOT_IN_DM)
        access.channel_for(call.core.state, call.bot_id, channel.id, MANAGE_MESSAGES)
    acts.delete(call.core, message)
    return NO_CONTENT


def bulk_delete(call: Call) -> Answer:
    """POST bulk-delete: 2 to 100 messages, none older than a fortnight."""
    channel_rules.check(call.body, "bulk_delete")
    state = call.core.state
    channel = access.channel_for(state, call.bot_id, call.id("channel_id"))
    if channel.guild_id is None:
        raise ApiError(NOT_IN_DM)
    if not state.permissions_of(call.bot_id, channel) & MANAGE_MESSAGES:
        raise ApiError(MISSING_PERMISSIONS)
    wanted = {read_snowflake(each) or 0 for each in call.body["messages"]}
    if len(wanted) < 2:
        raise ApiError(INVALID_COUNT_TO_DELETE)
    if min(wanted) < snowflake_of(call.core.clock.time() - FORTNIGHT):
        raise ApiError(TOO_OLD_TO_DELETE)
    found = [message for each in wanted if (message := state.message(channel.id, each)) is not None]
    acts.delete_many(call.core, channel, found)
    return NO_CONTENT


def crosspost(call: Call) -> Json:
    """POST crosspost: one's own with the right to send, others' with the right to manage messages."""
    channel_id, message_id = call.id("channel_id"), call.id("message_id")
    channel, message = access.message_for(call.core.state, call.bot_id, channel_id, message_id)
    needed = SEND_MESSAGES if message.author_id == call.bot_id else SEND_MESSAGES | MANAGE_MESSAGES
    access.channel_for(call.core.state, call.bot_id, channel.id, needed)
    if not message.content and not message.embeds and not message.components and not message.attachments:
        raise ApiError(EMPTY_MESSAGE)
    return call.core.wire.message(news.crosspost(call.core, channel, message))


def typing(call: Call) -> Answer:
    """POST typing: shown for ten seconds."""
    state = call.core.state
    channel = access.writable(access.channel_for(state, call.bot_id, call.id("channel_id")))
    require_sending(call.core, channel, call.bot_id, {}, files=False)
    acts.start_typing(call.core, channel, call.bot_id)
    return NO_CONTENT

"""Writing, editing and deleting messages, by whoever does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.discord.acts import components
from sandbox.discord.acts.files import Upload, attach_all, edit_attachments
from sandbox.discord.acts.mentions import read_mentions
from sandbox.discord.core import Core
from sandbox.discord.model import Channel, Flag, Message, MessageType, Thread
from sandbox.discord.rules import messages as rules
from sandbox.discord.wire import basics

EDITABLE_FLAGS = Flag.SUPPRESS_EMBEDS | Flag.COMPONENTS_V2
SENDABLE_FLAGS = EDITABLE_FLAGS | Flag.EPHEMERAL | Flag.SUPPRESS_NOTIFICATIONS


@dataclass
class Draft:
    """A message about to be written; what is not in the body its writer knows. `id` None takes a new one."""

    author_id: int
    body: Mapping[str, Any]
    uploads: Sequence[Upload] = ()
    type: int = MessageType.DEFAULT
    flags: int = 0
    reference: dict[str, Any] | None = None
    interaction: dict[str, Any] | None = None
    ephemeral_for: int | None = None
    application_id: int | None = None
    webhook_id: int | None = None
    author_name: str | None = None
    nonce: str | int | None = None
    id: int | None = None


def post(core: Core, channel: Channel, draft: Draft) -> Message:
    """Write a message into `channel` and tell everybody who sees it."""
    body = draft.body
    attachments = attach_all(core, channel, body, draft.uploads)
    rules.check_references(body, [each.filename for each in attachments])
    message = Message(
        id=draft.id or core.snowflakes.next(),
        channel_id=channel.id,
        author_id=draft.author_id,
        created_at=core.clock.time(),
        type=draft.type,
        content=body.get("content") or "",
        embeds=[dict(embed) for embed in body.get("embeds") or []],
        components=components.kept(body.get("components") or []),
        attachments=attachments,
        flags=draft.flags | ((body.get("flags") or 0) & SENDABLE_FLAGS),
        tts=bool(body.get("tts")),
        nonce=draft.nonce,
        reference=draft.reference,
        interaction=draft.interaction,
        application_id=draft.application_id,
        webhook_id=draft.webhook_id,
        author_name=draft.author_name,
        ephemeral_for=draft.ephemeral_for,
    )
    read_mentions(core, channel, message, body.get("allowed_mentions"))
    core.state.add_message(message)
    if channel.thread is not None and message.ephemeral_for is None:
        _enter_thread(core, channel, channel.thread, message)
    _announce(core, "MESSAGE_CREATE", channel, message)
    return message


def edit_checked(
    core: Core, message: Message, body: Mapping[str, Any], uploads: Sequence[Upload] = ()
) -> None:
    """Edit with a body whose shape is right, unless that would leave nothing or undo Components V2."""
    if (body.get("flags") or 0) & Flag.COMPONENTS_V2 and not message.flags & Flag.COMPONENTS_V2:
        _turn_to_layout(message, body)
    attachments = body.get("attachments", message.attachments)
    rules.check_not_empty(
        content=body.get("content", message.content) or "",
        embeds=body.get("embeds", message.embeds),
        components_=body.get("components", message.components),
        files=attachments or uploads,
    )
    edit(core, message, body, uploads)


def _turn_to_layout(message: Message, body: Mapping[str, Any]) -> None:
    """A message becomes a V2 one when the same edit takes its text and embeds away; it never turns back."""
    for key, kept in (("content", message.content), ("embeds", message.embeds)):
        if kept and body.get(key, kept):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            text = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            raise rules.wrong((key,), code, text)
    message.flags |= Flag.COMPONENTS_V2


def edit(core: Core, message: Message, body: Mapping[str, Any], uploads: Sequence[Upload] = ()) -> Message:
    """Change what `body` names; the rest stays. Copies in following channels change too."""
    channel = core.state.channels[message.channel_id]
    if "attachments" in body or uploads:
        edit_attachments(core, channel, message, body, uploads)
    rules.check_references(body, [each.filename for each in message.attachments])
    _change(message, body)
    if not message.flags & Flag.LOADING:
        # An answer that takes the place of "thinking" is the message's first content, not a change of it.
        message.edited_at = core.clock.time()
    message.flags &= ~Flag.LOADING
    if "content" in body or "allowed_mentions" in body:
        read_mentions(core, channel, message, body.get("allowed_mentions"))
    _announce(core, "MESSAGE_UPDATE", channel, message)
    for copy in copies_of(core, message):
        copy_edited(core, message, copy)
    return message


def _change(message: Message, body: Mapping[str, Any]) -> None:
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = [dict(embed) for embed in body["embeds"] or []]
    if "components" in body:
        message.components = components.kept(body["components"] or [])
    if body.get("flags") is not None:
        wanted = body["flags"] & EDITABLE_FLAGS
        message.flags = message.flags & ~Flag.SUPPRESS_EMBEDS | wanted


def copies_of(core: Core, message: Message) -> list[Message]:
    """The crossposted copies of `message` that still exist."""
    found = (core.state.message(*where) for where in message.copies)
    return [copy for copy in found if copy is not None]


def copy_edited(core: Core, message: Message, copy: Message) -> None:
    """Bring a crossposted copy up to date."""
    copy.content, copy.embeds, copy.components = message.content, message.embeds, message.components
    copy.edited_at = message.edited_at
    _announce(core, "MESSAGE_UPDATE", core.state.channels[copy.channel_id], copy)


def delete(core: Core, message: Message) -> None:
    """Delete `message`."""
    channel = core.state.channels[message.channel_id]
    core.state.remove_message(message)
    if channel.thread is not None and message.ephemeral_for is None:
        channel.thread.message_count = max(channel.thread.message_count - 1, 0)
    data: dict[str, Any] = {"id": str(message.id), "channel_id": str(message.channel_id)}
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    _tell(core, "MESSAGE_DELETE", channel, data, message)
    for copy in copies_of(core, message):
        copy.flags |= Flag.SOURCE_DELETED
        _announce(core, "MESSAGE_UPDATE", core.state.channels[copy.channel_id], copy)


def delete_many(core: Core, channel: Channel, found: Sequence[Message]) -> None:
    """Delete several messages of one channel at once."""
    for message in found:
        core.state.remove_message(message)
    data = {
        "ids": [str(message.id) for message in found],
        "channel_id": str(channel.id),
        "guild_id": str(channel.guild_id),
    }
    core.publish("MESSAGE_DELETE_BULK", data, guild_id=channel.guild_id, channel_id=channel.id)


def start_typing(core: Core, channel: Channel, user_id: int) -> None:
    """Show that somebody is writing."""
    data: dict[str, Any] = {
        "channel_id": str(channel.id),
        "user_id": str(user_id),
        "timestamp": int(core.clock.time()),
    }
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
        member = core.state.guilds[channel.guild_id].members[user_id]
        data["member"] = basics.member(core.state, member)
    core.publish("TYPING_START", data, guild_id=channel.guild_id, channel_id=channel.id, author_id=user_id)


def _announce(core: Core, event_type: str, channel: Channel, message: Message) -> None:
    _tell(core, event_type, channel, core.wire.event(message), message)


def _tell(core: Core, event_type: str, channel: Channel, data: dict[str, Any], message: Message) -> None:
    core.publish(
        event_type,
        data,
        guild_id=channel.guild_id,
        channel_id=channel.id,
        only_for=message.ephemeral_for,
        author_id=message.author_id,
    )


def announce_edit(core: Core, message: Message) -> None:
    """Tell everybody that `message` has changed in some other way than by an edit."""
    _announce(core, "MESSAGE_UPDATE", core.state.channels[message.channel_id], message)


def _enter_thread(core: Core, channel: Channel, thread: Thread, message: Message) -> None:
    """Count the message, let its author join, and wake the thread if it slept."""
    thread.message_count += 1
    thread.total_message_sent += 1
    if message.webhook_id is None:
        thread.members.setdefault(message.author_id, core.clock.time())
    if thread.archived:
        thread.archived = False
        thread.archive_timestamp = core.clock.time()
        data = core.wire.channel(channel)
        core.publish("THREAD_UPDATE", data, guild_id=channel.guild_id, channel_id=channel.id)

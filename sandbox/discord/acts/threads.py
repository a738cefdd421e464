"""Threads: started from a message, without one, or as a post in a forum."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.discord.acts import messages
from sandbox.discord.acts.files import Upload
from sandbox.discord.acts.messages import Draft
from sandbox.discord.core import Core
from sandbox.discord.errors import TAG_REQUIRED, THREAD_EXISTS, ApiError
from sandbox.discord.model import Channel, ChannelType, Flag, Message, MessageType, Thread
from sandbox.discord.rules.messages import wrong
from sandbox.discord.snowflakes import read_snowflake
from sandbox.discord.wire.channels import thread_member

DEFAULT_ARCHIVE_MINUTES = 4320
REQUIRE_TAG = 1 << 4


def start_from_message(
    core: Core, parent: Channel, message: Message, starter: int, body: Mapping[str, Any]
) -> Channel:
    """A thread on `message`; it has the message's id."""
    if message.flags & Flag.HAS_THREAD:
        raise ApiError(THREAD_EXISTS)
    kind = _thread_kind(parent)
    thread = _start(core, parent, message.id, kind, starter, body)
    message.flags |= Flag.HAS_THREAD
    messages.announce_edit(core, message)
    reference = {"guild_id": parent.guild_id, "channel_id": parent.id, "message_id": message.id}
    draft = Draft(starter, {}, type=MessageType.THREAD_STARTER, reference=reference)
    messages.post(core, thread, draft)
    return thread


def start_without_message(core: Core, parent: Channel, starter: int, body: Mapping[str, Any]) -> Channel:
    """A thread of its own, told in its parent when it is public."""
    kind = body.get("type") or ChannelType.PRIVATE_THREAD
    thread = _start(core, parent, core.snowflakes.next(), kind, starter, body)
    if kind != ChannelType.PRIVATE_THREAD:
        reference = {"guild_id": parent.guild_id, "channel_id": thread.id}
        told = {"content": thread.name}
        draft = Draft(starter, told, type=MessageType.THREAD_CREATED, reference=reference)
        messages.post(core, parent, draft)
    return thread


def start_post(
    core: Core, forum: Channel, starter: int, body: Mapping[str, Any], uploads: Sequence[Upload]
) -> tuple[Channel, Message]:
    """A post in a forum: a thread and its first message, which has the same id."""
    tags = _tags(forum, body.get("applied_tags") or [])
    thread = _start(core, forum, core.snowflakes.next(), ChannelType.PUBLIC_THREAD, starter, body, tags)
    draft = Draft(starter, body["message"], uploads, id=thread.id)
    message = messages.post(core, thread, draft)
    return thread, message


def update(core: Core, channel: Channel, thread: Thread, body: Mapping[str, Any]) -> Channel:
    """Rename, archive, lock, tag."""
    for key in ("name", "rate_limit_per_user", "flags"):
        if body.get(key) is not None:
            setattr(channel, key, body[key])
    for key in ("locked", "invitable", "auto_archive_duration"):
        if body.get(key) is not None:
            setattr(thread, key, body[key])
    if body.get("archived") is not None and body["archived"] != thread.archived:
        thread.archived = body["archived"]
        thread.archive_timestamp = core.clock.time()
    if body.get("applied_tags") is not None:
        thread.applied_tags = _tags(core.state.channels[channel.parent_id or 0], body["applied_tags"])
    tell(core, "THREAD_UPDATE", channel)
    return channel


def tell_name(core: Core, channel: Channel, by: int) -> None:
    """A line in the thread that tells its new name."""
    messages.post(core, channel, Draft(by, {"content": channel.name}, type=MessageType.RENAMED))


def delete(core: Core, channel: Channel) -> None:
    """Delete a thread."""
    data = {
        "id": str(channel.id),
        "guild_id": str(channel.guild_id),
        "parent_id": str(channel.parent_id),
        "type": int(channel.type),
    }
    core.publish("THREAD_DELETE", data, guild_id=channel.guild_id, channel_id=channel.parent_id)
    core.state.remove_channel(channel)


def add_member(core: Core, channel: Channel, thread: Thread, user_id: int) -> None:
    """Let `user_id` join."""
    if user_id not in thread.members:
        thread.members[user_id] = core.clock.time()
        added = [thread_member(channel, user_id)]
        _tell_members(core, channel, thread, added_members=added)


def remove_member(core: Core, channel: Channel, thread: Thread, user_id: int) -> None:
    """Let `user_id` leave."""
    if thread.members.pop(user_id, None) is not None:
        _tell_members(core, channel, thread, removed_member_ids=[str(user_id)])


def tell(core: Core, event_type: str, channel: Channel, **more: Any) -> None:
    """Tell everybody who sees the thread."""
    data = {**core.wire.channel(channel), **more}
    core.publish(event_type, data, guild_id=channel.guild_id, channel_id=channel.id)


def _tell_members(core: Core, channel: Channel, thread: Thread, **changes: Any) -> None:
    data = {
        "id": str(channel.id),
        "guild_id": str(channel.guild_id),
        "member_count": min(len(thread.members), 50),
        **changes,
    }
    core.publish("THREAD_MEMBERS_UPDATE", data, guild_id=channel.guild_id, channel_id=channel.id)


def _start(
    core: Core,
    parent: Channel,
    thread_id: int,
    kind: int,
    starter: int,
    body: Mapping[str, Any],
    tags: Sequence[int] = (),
) -> Channel:
    now = core.clock.time()
    minutes = body.get("auto_archive_duration") or parent.default_auto_archive_duration
    channel = Channel(
        id=thread_id,
        type=kind,
        guild_id=parent.guild_id,
        name=body["name"],
        parent_id=parent.id,
        rate_limit_per_user=body.get("rate_limit_per_user") or 0,
        thread=Thread(
            owner_id=starter,
            created_at=now,
            archive_timestamp=now,
            auto_archive_duration=minutes or DEFAULT_ARCHIVE_MINUTES,
            invitable=body.get("invitable") is not False,
            members={starter: now},
            applied_tags=list(tags),
        ),
    )
    core.state.add_channel(channel)
    tell(core, "THREAD_CREATE", channel, newly_created=True)
    return channel


def _thread_kind(parent: Channel) -> ChannelType:
    announcements = parent.type == ChannelType.ANNOUNCEMENT
    return ChannelType.ANNOUNCEMENT_THREAD if announcements else ChannelType.PUBLIC_THREAD


def _tags(forum: Channel, told: Sequence[Any]) -> list[int]:
    known = {tag.id for tag in forum.tags}
    tags = [read_snowflake(each) or 0 for each in told]
    for index, tag in enumerate(tags):
        if tag not in known:
            raise wrong(("applied_tags", index), "INVALID_TAG", "This tag does not exist in the channel.")
    if not tags and forum.flags & REQUIRE_TAG:
        raise ApiError(TAG_REQUIRED)
    return tags

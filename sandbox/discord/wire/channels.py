"""Channels, threads and whole guilds as Discord writes them."""

from typing import Any

from sandbox.discord.model import Channel, ChannelType, Guild, Overwrite, Tag, Thread
from sandbox.discord.state import State
from sandbox.discord.wire import basics

Json = dict[str, Any]


def _id_or_none(value: int | None) -> str | None:
    return None if value is None else str(value)


def overwrite(one: Overwrite) -> Json:
    """A permission overwrite."""
    return {"id": str(one.id), "type": one.type, "allow": str(one.allow), "deny": str(one.deny)}


def tag(one: Tag) -> Json:
    """A tag of a forum."""
    return {
        "id": str(one.id),
        "name": one.name,
        "moderated": one.moderated,
        "emoji_id": _id_or_none(one.emoji_id),
        "emoji_name": one.emoji_name,
    }


def channel(state: State, one: Channel, reader: int | None = None) -> Json:
    """A channel of any kind, with `member` in a thread that `reader` (by default the bot) has joined."""
    if one.guild_id is None:
        return _direct(state, one, reader)
    if one.thread is not None:
        return _thread(one, one.thread, state.application.id if reader is None else reader)
    return _guild_channel(one)


def _guild_channel(one: Channel) -> Json:
    wire: Json = {
        "id": str(one.id),
        "type": int(one.type),
        "guild_id": str(one.guild_id),
        "name": one.name,
        "position": one.position,
        "flags": one.flags,
        "parent_id": _id_or_none(one.parent_id),
        "permission_overwrites": [overwrite(each) for each in one.overwrites],
        "nsfw": one.nsfw,
    }
    if one.type == ChannelType.CATEGORY:
        return wire
    wire["topic"] = one.topic
    wire["last_message_id"] = _id_or_none(one.last_message_id)
    wire["rate_limit_per_user"] = one.rate_limit_per_user
    if one.last_pin_at is not None:
        wire["last_pin_timestamp"] = basics.stamp(one.last_pin_at)
    if one.default_auto_archive_duration is not None:
        wire["default_auto_archive_duration"] = one.default_auto_archive_duration
    if one.type == ChannelType.FORUM:
        wire |= _forum(one)
    return wire


def _forum(one: Channel) -> Json:
    return {
        "available_tags": [tag(each) for each in one.tags],
        "default_reaction_emoji": None,
        "default_sort_order": one.default_sort_order,
        "default_forum_layout": one.default_forum_layout,
        "default_thread_rate_limit_per_user": one.default_thread_rate_limit_per_user,
    }


def _thread(one: Channel, thread: Thread, reader: int) -> Json:
    wire: Json = {
        "id": str(one.id),
        "type": int(one.type),
        "guild_id": str(one.guild_id),
        "name": one.name,
        "parent_id": str(one.parent_id),
        "owner_id": str(thread.owner_id),
        "flags": one.flags,
        "last_message_id": _id_or_none(one.last_message_id),
        "rate_limit_per_user": one.rate_limit_per_user,
        "message_count": thread.message_count,
        "total_message_sent": thread.total_message_sent,
        "member_count": min(len(thread.members), 50),
        "thread_metadata": _metadata(one, thread),
    }
    if thread.applied_tags:
        wire["applied_tags"] = [str(each) for each in thread.applied_tags]
    if reader in thread.members:
        wire["member"] = thread_member(one, reader)
    return wire


def _metadata(one: Channel, thread: Thread) -> Json:
    metadata: Json = {
        "archived": thread.archived,
        "archive_timestamp": basics.stamp(thread.archive_timestamp),
        "auto_archive_duration": thread.auto_archive_duration,
        "locked": thread.locked,
        "create_timestamp": basics.stamp(thread.created_at),
    }
    if one.type == ChannelType.PRIVATE_THREAD:
        metadata["invitable"] = thread.invitable
    return metadata


def thread_member(one: Channel, user_id: int) -> Json:
    """A member of the thread `one`."""
    joined = one.thread.members[user_id] if one.thread is not None else 0.0
    return {"id": str(one.id), "user_id": str(user_id), "join_timestamp": basics.stamp(joined), "flags": 0}


def _direct(state: State, one: Channel, reader: int | None) -> Json:
    me = state.application.id if reader is None else reader
    others = [basics.user(state.users[each]) for each in one.recipients if each != me]
    return {
        "id": str(one.id),
        "type": int(one.type),
        "flags": 0,
        "last_message_id": _id_or_none(one.last_message_id),
        "recipients": others,
    }


def guild_create(state: State, one: Guild) -> Json:
    """A whole guild as the gateway sends it; of the members only the bot, as without the member intent."""
    threads = [
        channel(state, each)
        for each in one.threads.values()
        if each.thread is not None and not each.thread.archived and state.may_see(state.application.id, each)
    ]
    return {
        **basics.guild(one),
        "joined_at": basics.stamp(one.bot_joined_at or 0.0),
        "large": len(one.members) > 50,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [basics.member(state, one.members[state.application.id])],
        "channels": [_guild_channel(each) for each in one.channels.values()],
        "threads": threads,
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "hub_type": None,
    }

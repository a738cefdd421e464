"""Threads."""

from sandbox.discord import access
from sandbox.discord.acts import threads as acts
from sandbox.discord.errors import UNKNOWN_MEMBER, WRONG_CHANNEL_TYPE, ApiError
from sandbox.discord.model import Channel, ChannelType, Thread
from sandbox.discord.permissions import (
    CREATE_PRIVATE_THREADS,
    CREATE_PUBLIC_THREADS,
    MANAGE_THREADS,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS,
)
from sandbox.discord.rest.endpoint import NO_CONTENT, Answer, Call, Endpoint
from sandbox.discord.rest.messages import require_sending
from sandbox.discord.rules import channels as rules
from sandbox.discord.rules import messages as message_rules
from sandbox.discord.wire.basics import Json
from sandbox.discord.wire.channels import thread_member

PARENTS = frozenset({ChannelType.TEXT, ChannelType.ANNOUNCEMENT})


def endpoints() -> list[Endpoint]:
    """The endpoints."""
    threads = "/channels/{channel_id}/threads"
    members = "/channels/{channel_id}/thread-members"
    pages = frozenset({"before", "limit"})
    one_member = frozenset({"with_member"})
    return [
        Endpoint("POST", "/channels/{channel_id}/messages/{message_id}/threads", from_message, "thread"),
        # discord.py still sends the switch of an earlier version and the type, and Discord takes both.
        Endpoint("POST", threads, create, "thread", queries=frozenset({"use_nested_fields"})),
        Endpoint("GET", "/guilds/{guild_id}/threads/active", active),
        Endpoint("GET", threads + "/archived/public", archived_public, queries=pages),
        Endpoint("GET", threads + "/archived/private", archived_private, queries=pages),
        Endpoint("GET", members, listed_members, queries=frozenset({"with_member", "limit", "after"})),
        Endpoint("PUT", members + "/@me", join),
        Endpoint("DELETE", members + "/@me", leave),
        Endpoint("GET", members + "/{user_id}", single_member, queries=one_member),
        Endpoint("PUT", members + "/{user_id}", add_member),
        Endpoint("DELETE", members + "/{user_id}", remove_member),
    ]


def from_message(call: Call) -> Answer:
    """POST a thread on a message."""
    rules.check(call.body, "thread_from_message")
    channel_id, message_id = call.id("channel_id"), call.id("message_id")
    channel, message = access.message_for(call.core.state, call.bot_id, channel_id, message_id)
    access.channel_for(call.core.state, call.bot_id, channel.id, CREATE_PUBLIC_THREADS)
    if channel.type not in PARENTS:
        raise ApiError(WRONG_CHANNEL_TYPE)
    thread = acts.start_from_message(call.core, channel, message, call.bot_id, call.body)
    return Answer(call.core.wire.channel(thread), 201)


def create(call: Call) -> Answer:
    """POST a thread without a message, or a post in a forum."""
    channel = access.channel_for(call.core.state, call.bot_id, call.id("channel_id"))
    if channel.type == ChannelType.FORUM:
        return _create_post(call, channel)
    rules.check(call.body, "thread")
    if channel.type not in PARENTS:
        raise ApiError(WRONG_CHANNEL_TYPE)
    private = (call.body.get("type") or ChannelType.PRIVATE_THREAD) == ChannelType.PRIVATE_THREAD
    needed = CREATE_PRIVATE_THREADS if private else CREATE_PUBLIC_THREADS
    access.channel_for(call.core.state, call.bot_id, channel.id, needed)
    thread = acts.start_without_message(call.core, channel, call.bot_id, call.body)
    return Answer(call.core.wire.channel(thread), 201)


def _create_post(call: Call, forum: Channel) -> Answer:
    rules.check(call.body, "forum_post")
    body = call.body["message"]
    message_rules.check(body, "create", below="message")
    message_rules.check_not_empty(
        content=body.get("content") or "",
        embeds=body.get("embeds"),
        components_=body.get("components"),
        files=call.uploads,
    )
    access.channel_for(call.core.state, call.bot_id, forum.id, SEND_MESSAGES)
    require_sending(call.core, forum, call.bot_id, body, files=bool(call.uploads))
    thread, message = acts.start_post(call.core, forum, call.bot_id, call.body, call.uploads)
    wire = {**call.core.wire.channel(thread), "message": call.core.wire.message(message)}
    return Answer(wire, 201)


def active(call: Call) -> Json:
    """GET the active threads of a guild that the bot can see."""
    guild = access.guild_for(call.core.state, call.bot_id, call.id("guild_id"))
    found = [
        each
        for each in guild.threads.values()
        if each.thread is not None and not each.thread.archived and call.core.state.may_see(call.bot_id, each)
    ]
    return {**_listed(call, found), "has_more": False}


def archived_public(call: Call) -> Json:
    """GET the archived public threads of a channel."""
    return _archived(call, private=False)


def archived_private(call: Call) -> Json:
    """GET the archived private threads of a channel."""
    return _archived(call, private=True)


def _archived(call: Call, *, private: bool) -> Json:
    needed = READ_MESSAGE_HISTORY | (MANAGE_THREADS if private else 0)
    channel = access.channel_for(call.core.state, call.bot_id, call.id("channel_id"), needed)
    guild = call.core.state.guilds[channel.guild_id or 0]
    found = [
        (each.thread.archive_timestamp, each)
        for each in guild.threads.values()
        if each.thread is not None
        and each.parent_id == channel.id
        and each.thread.archived
        and (each.type == ChannelType.PRIVATE_THREAD) == private
    ]
    newest = [each for _, each in sorted(found, key=lambda pair: -pair[0])]
    limit = call.limit(50, 100)
    return {**_listed(call, newest[:limit]), "has_more": len(newest) > limit}


def _listed(call: Call, found: list[Channel]) -> Json:
    members = [
        thread_member(each, call.bot_id)
        for each in found
        if each.thread is not None and call.bot_id in each.thread.members
    ]
    return {"threads": [call.core.wire.channel(each) for each in found], "members": members}


def _thread(call: Call, needed: int = 0) -> tuple[Channel, Thread]:
    channel = access.channel_for(call.core.state, call.bot_id, call.id("channel_id"), needed)
    if channel.thread is None:
        raise ApiError(WRONG_CHANNEL_TYPE)
    return channel, channel.thread


def listed_members(call: Call) -> list[Json]:
    """GET the members of a thread."""
    channel, thread = _thread(call)
    return [thread_member(channel, each) for each in thread.members]


def single_member(call: Call) -> Json:
    """GET one member of a thread."""
    channel, thread = _thread(call)
    if call.id("user_id") not in thread.members:
        raise ApiError(UNKNOWN_MEMBER)
    return thread_member(channel, call.id("user_id"))


def join(call: Call) -> Answer:
    """PUT oneself."""
    channel, thread = _thread(call)
    acts.add_member(call.core, channel, thread, call.bot_id)
    return NO_CONTENT


def leave(call: Call) -> Answer:
    """DELETE oneself."""
    channel, thread = _thread(call)
    acts.remove_member(call.core, channel, thread, call.bot_id)
    return NO_CONTENT


def add_member(call: Call) -> Answer:
    """PUT somebody."""
    channel, thread = _thread(call, SEND_MESSAGES_IN_THREADS)
    guild = call.core.state.guilds[channel.guild_id or 0]
    member = access.member_for(guild, call.id("user_id"))
    acts.add_member(call.core, channel, thread, member.user_id)
    return NO_CONTENT


def remove_member(call: Call) -> Answer:
    """DELETE somebody."""
    channel, thread = _thread(call, MANAGE_THREADS)
    acts.remove_member(call.core, channel, thread, call.id("user_id"))
    return NO_CONTENT

"""Channels of guilds: reading, making, changing, deleting, following."""

from collections.abc import Mapping
from typing import Any

from sandbox.discord import access
from sandbox.discord.acts import channels as acts
from sandbox.discord.acts import news, threads
from sandbox.discord.errors import (
    THREAD_ARCHIVED,
    TOO_MANY_REQUESTS,
    UNKNOWN_OVERWRITE,
    UNKNOWN_WEBHOOK,
    ApiError,
    SlowDown,
)
from sandbox.discord.model import Channel, Overwrite, Webhook
from sandbox.discord.permissions import (
    MANAGE_CHANNELS,
    MANAGE_ROLES,
    MANAGE_THREADS,
    MANAGE_WEBHOOKS,
    in_guild,
)
from sandbox.discord.rest.endpoint import NO_CONTENT, Answer, Call, Endpoint
from sandbox.discord.rules import channels as rules
from sandbox.discord.snowflakes import read_snowflake
from sandbox.discord.wire import basics
from sandbox.discord.wire.basics import Json


def endpoints() -> list[Endpoint]:
    """The endpoints."""
    channel = "/channels/{channel_id}"
    return [
        Endpoint("GET", channel, single),
        Endpoint("PATCH", channel, edit, "channel_edit"),
        Endpoint("DELETE", channel, delete),
        Endpoint("GET", "/guilds/{guild_id}/channels", listed),
        Endpoint("POST", "/guilds/{guild_id}/channels", create),
        Endpoint("PUT", channel + "/permissions/{overwrite_id}", put_overwrite),
        Endpoint("DELETE", channel + "/permissions/{overwrite_id}", delete_overwrite),
        Endpoint("POST", channel + "/followers", follow),
        Endpoint("GET", channel + "/webhooks", webhooks),
        Endpoint("GET", "/webhooks/{webhook_id}", single_webhook),
        Endpoint("DELETE", "/webhooks/{webhook_id}", delete_webhook),
    ]


def single(call: Call) -> Json:
    """GET one channel."""
    return call.core.wire.channel(access.channel_for(call.core.state, call.bot_id, call.id("channel_id")))


def listed(call: Call) -> list[Json]:
    """GET the channels of a guild, without its threads."""
    guild = access.guild_for(call.core.state, call.bot_id, call.id("guild_id"))
    return [call.core.wire.channel(each) for each in guild.channels.values()]


def create(call: Call) -> Answer:
    """POST a channel."""
    rules.check(call.body, "channel")
    guild = access.guild_permission(call.core.state, call.bot_id, call.id("guild_id"), MANAGE_CHANNELS)
    own = in_guild(guild, guild.members[call.bot_id])
    for told in call.body.get("permission_overwrites") or []:
        acts.refuse_beyond(told, own)
    return Answer(call.core.wire.channel(acts.create(call.core, guild, call.body)), 201)


def edit(call: Call) -> Json:
    """PATCH a channel or a thread."""
    state = call.core.state
    channel = access.channel_for(state, call.bot_id, call.id("channel_id"))
    if channel.thread is not None:
        return _edit_thread(call, channel)
    rules.check(call.body, "channel_patch")
    access.channel_for(state, call.bot_id, channel.id, MANAGE_CHANNELS)
    _take_rename(call, channel)
    return call.core.wire.channel(acts.update(call.core, channel, call.body))


def _edit_thread(call: Call, channel: Channel) -> Json:
    rules.check(call.body, "thread_patch")
    assert channel.thread is not None
    own = channel.thread.owner_id == call.bot_id and not channel.thread.locked
    wants_lock = call.body.get("locked") is not None
    only_wakes = call.body.keys() == {"archived"} and not channel.thread.locked
    if wants_lock or not (own or only_wakes):
        access.channel_for(call.core.state, call.bot_id, channel.id, MANAGE_THREADS)
    if channel.thread.archived and call.body.get("archived") is None:
        raise ApiError(THREAD_ARCHIVED)
    _take_rename(call, channel)
    former = channel.name
    threads.update(call.core, channel, channel.thread, call.body)
    if channel.name != former:
        threads.tell_name(call.core, channel, call.bot_id)
    return call.core.wire.channel(channel)


def _take_rename(call: Call, channel: Channel) -> None:
    """Two new names in ten minutes, whether they differ or not."""
    if call.body.get("name") is None:
        return
    wait = call.core.renames.take(channel.id, call.core.clock.time())
    if wait is not None:
        raise SlowDown(TOO_MANY_REQUESTS, wait)


def delete(call: Call) -> Json:
    """DELETE a channel or a thread; a direct conversation is only closed."""
    state = call.core.state
    channel = access.channel_for(state, call.bot_id, call.id("channel_id"))
    wire = call.core.wire.channel(channel)
    if channel.thread is not None:
        access.channel_for(state, call.bot_id, channel.id, MANAGE_THREADS)
        threads.delete(call.core, channel)
    elif channel.guild_id is not None:
        access.channel_for(state, call.bot_id, channel.id, MANAGE_CHANNELS)
        acts.delete(call.core, channel)
    return wire


def put_overwrite(call: Call) -> Answer:
    """PUT a permission overwrite."""
    rules.check(call.body, "overwrite")
    channel = access.channel_for(call.core.state, call.bot_id, call.id("channel_id"), MANAGE_ROLES)
    acts.refuse_beyond(call.body, call.core.state.permissions_of(call.bot_id, channel))
    acts.set_overwrite(call.core, channel, read_overwrite(call.id("overwrite_id"), call.body))
    return NO_CONTENT


def read_overwrite(target: int, told: Mapping[str, Any]) -> Overwrite:
    """An overwrite whose target stands in the path."""
    return acts.read_overwrite({"id": target, **told})


def delete_overwrite(call: Call) -> Answer:
    """DELETE a permission overwrite."""
    channel = access.channel_for(call.core.state, call.bot_id, call.id("channel_id"), MANAGE_ROLES)
    target = call.id("overwrite_id")
    if all(each.id != target for each in channel.overwrites):
        raise ApiError(UNKNOWN_OVERWRITE)
    acts.remove_overwrite(call.core, channel, target)
    return NO_CONTENT


def follow(call: Call) -> Json:
    """POST followers: the target needs the right to manage webhooks."""
    rules.check(call.body, "follower")
    source = access.channel_for(call.core.state, call.bot_id, call.id("channel_id"))
    target_id = read_snowflake(call.body["webhook_channel_id"]) or 0
    target = access.channel_for(call.core.state, call.bot_id, target_id, MANAGE_WEBHOOKS)
    webhook = news.follow(call.core, source, target, call.bot_id)
    return {"channel_id": str(source.id), "webhook_id": str(webhook.id)}


def webhooks(call: Call) -> list[Json]:
    """GET the webhooks of a channel."""
    channel = access.channel_for(call.core.state, call.bot_id, call.id("channel_id"), MANAGE_WEBHOOKS)
    found = call.core.state.webhooks.values()
    return [_webhook(call, each) for each in found if each.channel_id == channel.id]


def _webhook_for(call: Call) -> Webhook:
    webhook = call.core.state.webhooks.get(call.id("webhook_id"))
    if webhook is None:
        raise ApiError(UNKNOWN_WEBHOOK)
    access.channel_for(call.core.state, call.bot_id, webhook.channel_id, MANAGE_WEBHOOKS)
    return webhook


def single_webhook(call: Call) -> Json:
    """GET one webhook."""
    return _webhook(call, _webhook_for(call))


def delete_webhook(call: Call) -> Answer:
    """DELETE one webhook: the channel no longer follows."""
    news.unfollow(call.core, _webhook_for(call))
    return NO_CONTENT


def _webhook(call: Call, one: Webhook) -> Json:
    state = call.core.state
    source = state.channels[one.source_channel_id]
    guild = state.guilds[one.source_guild_id]
    return {
        "id": str(one.id),
        "type": 2,
        "guild_id": str(one.guild_id),
        "channel_id": str(one.channel_id),
        "application_id": None,
        "name": one.name,
        "avatar": None,
        "user": basics.user(state.users[one.user_id]),
        "source_guild": {"id": str(guild.id), "name": guild.name, "icon": None},
        "source_channel": {"id": str(source.id), "name": source.name},
    }

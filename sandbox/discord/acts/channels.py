"""Making, changing and deleting channels."""

from collections.abc import Mapping
from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.errors import MISSING_PERMISSIONS, UNKNOWN_CHANNEL, ApiError
from sandbox.discord.model import Channel, ChannelType, Guild, Overwrite, Tag
from sandbox.discord.snowflakes import read_snowflake

PLAIN = (
    "name",
    "topic",
    "nsfw",
    "rate_limit_per_user",
    "position",
    "flags",
    "default_auto_archive_duration",
    "default_thread_rate_limit_per_user",
    "default_sort_order",
    "default_forum_layout",
)


def create(core: Core, guild: Guild, body: Mapping[str, Any]) -> Channel:
    """A new channel of `guild`, from a body that was checked."""
    kind = body.get("type") or ChannelType.TEXT
    channel = Channel(
        id=core.snowflakes.next(),
        type=kind,
        guild_id=guild.id,
        name=_name(kind, body["name"]),
        position=len(guild.channels),
    )
    change(core, channel, {key: value for key, value in body.items() if key not in {"name", "type"}})
    core.state.add_channel(channel)
    _tell(core, "CHANNEL_CREATE", channel)
    return channel


def update(core: Core, channel: Channel, body: Mapping[str, Any]) -> Channel:
    """Change `channel` as a checked body says, and tell."""
    change(core, channel, body)
    _tell(core, "CHANNEL_UPDATE", channel)
    return channel


def change(core: Core, channel: Channel, body: Mapping[str, Any]) -> None:
    """Write the values of `body` into `channel`."""
    for key in PLAIN:
        if body.get(key) is not None:
            setattr(channel, key, _name(channel.type, body[key]) if key == "name" else body[key])
    if "topic" in body:
        channel.topic = body["topic"]
    if body.get("type") is not None:
        channel.type = body["type"]
    if "parent_id" in body:
        channel.parent_id = _parent(core, channel, body["parent_id"])
    if body.get("permission_overwrites") is not None:
        channel.overwrites = [read_overwrite(each) for each in body["permission_overwrites"]]
    if body.get("available_tags") is not None:
        channel.tags = [_tag(core, each) for each in body["available_tags"]]


def delete(core: Core, channel: Channel) -> None:
    """Delete a channel, with its threads and its followers."""
    guild = core.state.guilds[channel.guild_id or 0]
    for thread in [each for each in guild.threads.values() if each.parent_id == channel.id]:
        core.state.remove_channel(thread)
    for child in guild.channels.values():
        if child.parent_id == channel.id:
            child.parent_id = None
    for webhook in list(core.state.webhooks.values()):
        if channel.id in {webhook.channel_id, webhook.source_channel_id}:
            del core.state.webhooks[webhook.id]
    _tell(core, "CHANNEL_DELETE", channel)
    core.state.remove_channel(channel)


def set_overwrite(core: Core, channel: Channel, overwrite: Overwrite) -> None:
    """Put or replace one permission overwrite."""
    channel.overwrites = [each for each in channel.overwrites if each.id != overwrite.id] + [overwrite]
    _tell(core, "CHANNEL_UPDATE", channel)


def remove_overwrite(core: Core, channel: Channel, overwrite_id: int) -> None:
    """Take one permission overwrite away."""
    channel.overwrites = [each for each in channel.overwrites if each.id != overwrite_id]
    _tell(core, "CHANNEL_UPDATE", channel)


def read_overwrite(told: Mapping[str, Any]) -> Overwrite:
    """An overwrite from a checked body."""
    return Overwrite(
        id=read_snowflake(told["id"]) or 0,
        type=told.get("type") or 0,
        allow=int(told.get("allow") or 0),
        deny=int(told.get("deny") or 0),
    )


def open_direct(core: Core, one: int, other: int) -> Channel:
    """The direct conversation of two users, made when it is new."""
    channel = core.state.direct_channel(one, other)
    if channel is None:
        channel = Channel(id=core.snowflakes.next(), type=ChannelType.DM, recipients=[one, other])
        core.state.add_channel(channel)
        core.state.changed()
    return channel


def refuse_beyond(overwrites: Mapping[str, Any], allowed: int) -> None:
    """Nobody gives or takes by overwrite what they do not have."""
    if (int(overwrites.get("allow") or 0) | int(overwrites.get("deny") or 0)) & ~allowed:
        raise ApiError(MISSING_PERMISSIONS)


def _name(kind: int, name: str) -> str:
    if kind == ChannelType.CATEGORY:
        return name
    return name.strip().lower().replace(" ", "-")


def _parent(core: Core, channel: Channel, told: Any) -> int | None:
    parent_id = read_snowflake(told)
    if parent_id is None:
        return None
    parent = core.state.channels.get(parent_id)
    if parent is None or parent.guild_id != channel.guild_id or parent.type != ChannelType.CATEGORY:
        raise ApiError(UNKNOWN_CHANNEL)
    return parent_id


def _tag(core: Core, told: Mapping[str, Any]) -> Tag:
    return Tag(
        id=read_snowflake(told.get("id")) or core.snowflakes.next(),
        name=told["name"],
        moderated=bool(told.get("moderated")),
        emoji_id=read_snowflake(told.get("emoji_id")),
        emoji_name=told.get("emoji_name"),
    )


def _tell(core: Core, event_type: str, channel: Channel) -> None:
    data = core.wire.channel(channel)
    core.publish(event_type, data, guild_id=channel.guild_id, channel_id=channel.id)

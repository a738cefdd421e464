"""INTERACTION_CREATE as Discord sends it."""

from collections.abc import Mapping
from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.events import Event
from sandbox.discord.interactions.model import Interaction
from sandbox.discord.model import Channel, Member, Message
from sandbox.discord.wire import basics
from sandbox.discord.wire.basics import Json
from sandbox.discord.wire.channels import channel as channel_wire

GUILD_CONTEXT = 0
DIRECT_CONTEXT = 1
RESOLVED_CHANNEL = (
    "id",
    "name",
    "type",
    "parent_id",
    "flags",
    "last_message_id",
    "topic",
    "position",
    "nsfw",
    "guild_id",
    "rate_limit_per_user",
    # Of threads, Discord gives more than its documentation says; discord.py relies on it.
    *("thread_metadata", "owner_id", "member_count", "message_count", "total_message_sent"),
)


def event_of(
    core: Core,
    interaction: Interaction,
    channel: Channel,
    data: Mapping[str, Any],
    source: Message | None,
) -> Event:
    """The event that tells the bot of `interaction`."""
    state = core.state
    user = state.users[interaction.user_id]
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(state.application.id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": dict(data),
        "channel": channel_wire(state, channel),
        "channel_id": str(channel.id),
        "locale": user.locale,
        "app_permissions": str(state.permissions_of(state.application.id, channel)),
        "entitlements": [],
        "authorizing_integration_owners": interaction.metadata["owners"],
        "context": DIRECT_CONTEXT if channel.guild_id is None else GUILD_CONTEXT,
        "attachment_size_limit": state.largest_file(channel),
    }
    if channel.guild_id is None:
        payload["user"] = basics.user(user)
    else:
        guild = state.guilds[channel.guild_id]
        payload["guild_id"] = str(guild.id)
        payload["guild_locale"] = guild.preferred_locale
        payload["guild"] = {
            "id": str(guild.id),
            "locale": guild.preferred_locale,
            "features": ["COMMUNITY", "NEWS"],
        }
        member = guild.members[user.id]
        payload["member"] = {
            **basics.member(state, member),
            "permissions": str(state.permissions_of(user.id, channel)),
        }
    if source is not None:
        payload["message"] = core.wire.message(source)
    return Event("INTERACTION_CREATE", payload, channel.guild_id, channel.id)


def resolved_member(core: Core, member: Member, channel: Channel) -> Json:
    """A member among the resolved objects: without its user, mute and deaf."""
    wire = basics.member_without_user(member)
    del wire["mute"], wire["deaf"]
    return {**wire, "permissions": str(core.state.permissions_of(member.user_id, channel))}


def resolved_channel(core: Core, channel: Channel, user_id: int) -> Json:
    """A channel among the resolved objects, with what the person may do there."""
    wire = channel_wire(core.state, channel)
    return {
        **{key: wire[key] for key in RESOLVED_CHANNEL if key in wire},
        "permissions": str(core.state.permissions_of(user_id, channel)),
    }

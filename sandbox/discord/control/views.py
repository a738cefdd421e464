"""What a person sees: servers, channels, messages."""

from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.model import Channel, Guild, Message, User
from sandbox.discord.permissions import SEND_MESSAGES, SEND_MESSAGES_IN_THREADS
from sandbox.discord.wire import basics
from sandbox.discord.wire.channels import channel as channel_wire

Json = dict[str, Any]


def state_for(core: Core, user: User | None, *, connected: bool) -> Json:
    """Everything that `user` may see (None: everything there is)."""
    application = core.state.application
    guilds = [guild for guild in core.state.guilds.values() if user is None or user.id in guild.members]
    return {
        "application": {"id": str(application.id), "name": application.name, "connected": connected},
        "users": [user_view(each) for each in core.state.users.values()],
        "guilds": [guild_view(core, guild, user) for guild in guilds],
        "dms": [
            channel_view(core, channel, user)
            for channel in core.state.channels.values()
            if channel.guild_id is None and user is not None and user.id in channel.recipients
        ],
    }


def user_view(user: User) -> Json:
    """A user with what others cannot see."""
    return {
        "id": str(user.id),
        "username": user.username,
        "global_name": user.global_name,
        "locale": user.locale,
        "bot": user.bot,
        "color": f"#{(user.id >> 22) * 2654435761 % 0x7F7F7F + 0x303030:06x}",
    }


def guild_view(core: Core, guild: Guild, user: User | None) -> Json:
    """A server with the channels that `user` may see."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "preferred_locale": guild.preferred_locale,
        "bot_joined": guild.bot_joined_at is not None,
        "roles": [basics.role(role) for role in guild.roles.values()],
        "channels": [channel_view(core, each, user) for each in _seen(core, guild.channels, user)],
        "threads": [channel_view(core, each, user) for each in _seen(core, guild.threads, user)],
        "members": [
            {"user_id": str(member.user_id), "roles": [str(role) for role in member.roles]}
            for member in guild.members.values()
        ],
    }


def _seen(core: Core, channels: dict[int, Channel], user: User | None) -> list[Channel]:
    return [each for each in channels.values() if user is None or core.state.may_see(user.id, each)]


def channel_view(core: Core, channel: Channel, user: User | None) -> Json:
    """A channel and whether `user` may write there."""
    reader = None if user is None else user.id
    wire = channel_wire(core.state, channel, reader)
    return {**wire, "can_send": user is None or may_write(core, user, channel)}


def may_write(core: Core, user: User, channel: Channel) -> bool:
    """Whether `user` may write in `channel`."""
    needed = SEND_MESSAGES if channel.thread is None else SEND_MESSAGES_IN_THREADS
    return bool(core.state.permissions_of(user.id, channel) & needed)


def messages_for(core: Core, user: User, channel: Channel, limit: int, before: int | None) -> list[Json]:
    """The last messages of a channel as `user` sees them, oldest first."""

    def seen(message: Message) -> bool:
        return message.ephemeral_for in {None, user.id} and (before is None or message.id < before)

    newest_first = core.state.newest(channel.id, seen, limit)
    return [core.wire.message(message) for message in reversed(newest_first)]

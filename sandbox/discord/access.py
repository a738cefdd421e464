"""Finding things on someone's behalf, refused as Discord refuses."""

from sandbox.discord.errors import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NOT_A_TEXT_CHANNEL,
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    ApiError,
)
from sandbox.discord.model import Channel, ChannelType, Guild, Member, Message, User
from sandbox.discord.permissions import READ_MESSAGE_HISTORY, VIEW_CHANNEL, in_guild
from sandbox.discord.state import State

WRITABLE = frozenset(
    {
        ChannelType.TEXT,
        ChannelType.DM,
        ChannelType.ANNOUNCEMENT,
        ChannelType.ANNOUNCEMENT_THREAD,
        ChannelType.PUBLIC_THREAD,
        ChannelType.PRIVATE_THREAD,
    }
)


def guild_for(state: State, user_id: int, guild_id: int) -> Guild:
    """A guild that `user_id` is in."""
    guild = state.guilds.get(guild_id)
    if guild is None or user_id not in guild.members:
        raise ApiError(UNKNOWN_GUILD)
    return guild


def guild_permission(state: State, user_id: int, guild_id: int, needed: int) -> Guild:
    """A guild in which `user_id` has the permissions `needed`."""
    guild = guild_for(state, user_id, guild_id)
    if in_guild(guild, guild.members[user_id]) & needed != needed:
        raise ApiError(MISSING_PERMISSIONS)
    return guild


def channel_for(state: State, user_id: int, channel_id: int, needed: int = 0) -> Channel:
    """A channel that `user_id` sees and where they have the permissions `needed`."""
    channel = state.channels.get(channel_id)
    if channel is None:
        raise ApiError(UNKNOWN_CHANNEL)
    allowed = state.permissions_of(user_id, channel)
    if not allowed & VIEW_CHANNEL:
        raise ApiError(MISSING_ACCESS)
    if allowed & needed != needed:
        raise ApiError(MISSING_PERMISSIONS)
    return channel


def writable(channel: Channel) -> Channel:
    """The same channel, if messages can be in it."""
    if channel.type not in WRITABLE:
        raise ApiError(NOT_A_TEXT_CHANNEL)
    return channel


def message_for(state: State, user_id: int, channel_id: int, message_id: int) -> tuple[Channel, Message]:
    """A message that `user_id` can read: their own always, others with the channel's history."""
    channel = channel_for(state, user_id, channel_id)
    message = state.message(channel_id, message_id)
    if message is None or message.ephemeral_for is not None:
        raise ApiError(UNKNOWN_MESSAGE)
    if message.author_id != user_id:
        channel_for(state, user_id, channel_id, READ_MESSAGE_HISTORY)
    return channel, message


def member_for(guild: Guild, user_id: int) -> Member:
    """A member of `guild`."""
    member = guild.members.get(user_id)
    if member is None:
        raise ApiError(UNKNOWN_MEMBER)
    return member


def user_for(state: State, user_id: int) -> User:
    """Any user."""
    user = state.users.get(user_id)
    if user is None:
        raise ApiError(UNKNOWN_USER)
    return user

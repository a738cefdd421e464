"""Who reads an answer, by the rights that Discord tells at this moment."""

from abc import ABC, abstractmethod

import discord
from discord import Thread

from bot.chat.access import Channel, find_channel


class _Reads(ABC):
    """`Reader` of `bot/answers/reading.py`: looks at each channel once, with what Discord has told of it."""

    def __init__(self, guild: discord.Guild) -> None:
        self._guild = guild
        self._found: dict[int, bool] = {}

    def knows(self, channel_id: int) -> bool | None:
        """Whether they may read a channel; None for one that Discord has not told of."""
        channel = self._guild.get_channel_or_thread(channel_id)
        return None if channel is None else self._read(channel)

    async def may_read(self, channel_id: int) -> bool:
        """The same, asking Discord for an archived thread, once."""
        known = self.knows(channel_id)
        if known is not None:
            return known
        if channel_id not in self._found:
            channel = await find_channel(self._guild, channel_id)
            self._found[channel_id] = channel is not None and self._read(channel)
        return self._found[channel_id]

    @abstractmethod
    def _read(self, channel: Channel) -> bool:
        """Whether all of them may read it."""


class MemberReader(_Reads):
    """One person in a server."""

    def __init__(self, member: discord.Member) -> None:
        super().__init__(member.guild)
        self._member = member

    def _read(self, channel: Channel) -> bool:
        return _member_reads(self._member, channel)


class CrowdReader(_Reads):
    """Everybody who may read the channel in which an answer is given for all to see."""

    def __init__(self, guild: discord.Guild, place: Channel) -> None:
        super().__init__(guild)
        self._place = place

    def _read(self, channel: Channel) -> bool:
        """Only where that is certain: the same place, the same rights as there, or open to the server."""
        if channel.id == self._place.id:
            return True
        if _is_private(channel):
            return False
        own, other = _ruled_by(self._place), _ruled_by(channel)
        if own is None or other is None:
            return False
        return other.id == own.id or other.overwrites == own.overwrites or _is_open(other)


def is_open_to_all(channel: Channel, members_role_id: int | None) -> bool:
    """Whether everybody in the server may read a channel or thread; where that is not certain, not.

    Everybody has the role that is given, if there is one.
    """
    ruling = _ruled_by(channel)
    role = None if members_role_id is None else channel.guild.get_role(members_role_id)
    return ruling is not None and not _is_private(channel) and _is_open(ruling, role)


def _member_reads(member: discord.Member, channel: Channel) -> bool:
    rights = channel.permissions_for(member)
    is_closed = _is_private(channel) and not rights.manage_threads
    return rights.view_channel and rights.read_message_history and not is_closed


def _is_private(channel: Channel) -> bool:
    return isinstance(channel, Thread) and channel.is_private()


def _ruled_by(channel: Channel) -> discord.abc.GuildChannel | None:
    """The channel whose rights hold: that of a thread is the one that it belongs to."""
    return channel.parent if isinstance(channel, Thread) else channel


def _is_open(channel: discord.abc.GuildChannel, members: discord.Role | None = None) -> bool:
    """Whether everybody, or everybody with that role, may read it: no other role, no person is kept out."""
    everyone = channel.permissions_for(members or channel.guild.default_role)
    denied = any(
        one.view_channel is False or one.read_message_history is False
        for target, one in channel.overwrites.items()
        if target not in (members, channel.guild.default_role)
    )
    return everyone.view_channel and everyone.read_message_history and not denied

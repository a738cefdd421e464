"""What Discord says of servers and channels, for services that know no Discord."""

from collections.abc import Iterator, Sequence

import discord

from bot.answers.lasting import Shown
from bot.chat.access import find_channel, find_member, is_writable, may_write, place_of, rights_to_post
from bot.chat.client import EssaiBot
from bot.chat.readers import MemberReader, is_open_to_all
from bot.texts import Language


class DiscordReach:
    """`Reach` of `bot/releases/channels.py` on Discord."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    def is_ready(self) -> bool:
        """Whether Discord has told of all servers."""
        return self._bot.is_ready()

    def knows(self, guild_id: int) -> bool:
        """Whether the bot is in a server."""
        return self._bot.get_guild(guild_id) is not None

    async def can_post(self, guild_id: int, channel_id: int) -> bool:
        """Whether the channel is there, with every right that is needed. Raises TryLater."""
        guild = self._bot.get_guild(guild_id)
        return guild is not None and is_writable(await find_channel(guild, channel_id))

    async def is_open(self, guild_id: int, channel_id: int, members_role_id: int | None) -> bool | None:
        """Whether everybody, who all have that role, may read a channel; None where it is gone.

        Raises TryLater.
        """
        guild = self._bot.get_guild(guild_id)
        channel = None if guild is None else await find_channel(guild, channel_id)
        return None if channel is None else is_open_to_all(channel, members_role_id)

    async def message(self, guild_id: int, channel_id: int, message_id: int) -> Shown | None:
        """What a person's message in a channel or thread says now; None where Discord does not tell.

        Without the message-content intent it gives no words but of messages that mention the bot.
        """
        if not self.knows(guild_id):
            return None
        channel = self._bot.get_partial_messageable(channel_id, guild_id=guild_id)
        try:
            found = await channel.fetch_message(message_id)
        except discord.NotFound:
            return Shown(is_there=False)
        except (discord.HTTPException, OSError, TimeoutError):
            return None
        text = "" if found.author.bot else found.content.strip()
        return Shown(text=text, edited_at=found.edited_at)

    async def member_can_write(self, guild_id: int, channel_id: int, member_id: int) -> bool:
        """Whether a person is in the server and may write in the channel. Raises TryLater."""
        guild = self._bot.get_guild(guild_id)
        channel = None if guild is None else await find_channel(guild, channel_id)
        member = None if guild is None else await find_member(guild, member_id)
        return channel is not None and member is not None and may_write(member, channel)

    async def member_can_read(self, guild_id: int, channel_id: int, member_id: int) -> bool:
        """Whether a person is in the server and may read the channel. Raises TryLater."""
        guild = self._bot.get_guild(guild_id)
        member = None if guild is None else await find_member(guild, member_id)
        return member is not None and await MemberReader(member).may_read(channel_id)

    async def needs_tag(self, guild_id: int, channel_id: int) -> bool:
        """Whether the channel is a forum that takes no post without a tag. Raises TryLater."""
        guild = self._bot.get_guild(guild_id)
        return guild is not None and place_of(await find_channel(guild, channel_id)).needs_tag

    async def missing_rights(self, guild_id: int, channel_id: int, language: Language) -> str:
        """The rights that are missing there, in words; empty for none, or for no channel. Raises TryLater."""
        guild = self._bot.get_guild(guild_id)
        channel = None if guild is None else await find_channel(guild, channel_id)
        return "" if channel is None else rights_to_post(channel, language)

    async def moderators(
        self, guild_id: int, preferred: Sequence[int], person_id: int | None, avoid: int
    ) -> int | None:
        """The channel in which to tell moderators something, or the direct messages of a person."""
        guild = self._bot.get_guild(guild_id)
        if guild is None:
            return None
        for channel in _likely(guild, preferred):
            if channel.id != avoid and is_writable(channel):
                return channel.id
        return None if person_id is None else await self._direct(person_id)

    async def _direct(self, person_id: int) -> int | None:
        try:
            channel = await self._bot.create_dm(discord.Object(person_id))
        except discord.HTTPException:
            return None
        return channel.id


def _likely(guild: discord.Guild, preferred: Sequence[int]) -> Iterator[discord.TextChannel]:
    """Where moderators read, best first: what not everyone sees goes before what everyone does."""
    chosen = [guild.get_channel(channel_id) for channel_id in preferred]
    for channel in (*chosen, guild.public_updates_channel, guild.system_channel):
        if isinstance(channel, discord.TextChannel):
            yield channel
    everyone = guild.default_role
    yield from sorted(
        guild.text_channels, key=lambda one: (one.permissions_for(everyone).view_channel, one.position)
    )

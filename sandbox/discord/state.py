"""Everything this Discord knows, and the look-ups over it."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.discord import permissions
from sandbox.discord.model import (
    LARGEST_FILES,
    Application,
    Channel,
    ChannelType,
    Guild,
    Message,
    User,
    Webhook,
)


class State:
    """Users, guilds, channels, messages, commands and files.

    `changed` is called by whoever changes something, so that the state is written to disk.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.webhooks: dict[int, Webhook] = {}
        self.commands: dict[int, dict[int, dict[str, Any]]] = {}
        self.files: dict[int, bytes] = {}
        self._nonces: dict[tuple[int, str], tuple[int, int]] = {}
        self.on_change: Callable[[], None] | None = None

    def changed(self) -> None:
        """Tell whoever keeps the state on disk."""
        if self.on_change is not None:
            self.on_change()

    @property
    def bot(self) -> User:
        """The application's bot."""
        return self.users[self.application.id]

    def bot_guilds(self) -> Iterator[Guild]:
        """The guilds that the bot is in."""
        return (guild for guild in self.guilds.values() if guild.bot_joined_at is not None)

    def add_channel(self, channel: Channel) -> None:
        """Make `channel` known, in its guild too when it has one."""
        self.channels[channel.id] = channel
        if channel.guild_id is not None:
            guild = self.guilds[channel.guild_id]
            (guild.channels if channel.thread is None else guild.threads)[channel.id] = channel

    def remove_channel(self, channel: Channel) -> None:
        """Forget `channel`, its messages and its files."""
        del self.channels[channel.id]
        for message in self.messages.pop(channel.id, {}).values():
            self.remove_files(message)
        if channel.guild_id is not None:
            guild = self.guilds[channel.guild_id]
            (guild.channels if channel.thread is None else guild.threads).pop(channel.id)

    def add_message(self, message: Message) -> None:
        """Keep `message`; ids only grow, so a channel's messages stay in order."""
        self.messages.setdefault(message.channel_id, {})[message.id] = message
        if message.nonce is not None:
            self._nonces[message.author_id, str(message.nonce)] = (message.channel_id, message.id)
        if message.ephemeral_for is None:
            self.channels[message.channel_id].last_message_id = message.id

    def remove_message(self, message: Message) -> None:
        """Forget `message` and its files."""
        del self.messages[message.channel_id][message.id]
        self.remove_files(message)

    def remove_files(self, message: Message) -> None:
        """Forget the bytes of `message`'s attachments."""
        for attachment in message.attachments:
            self.files.pop(attachment.id, None)

    def message(self, channel_id: int, message_id: int) -> Message | None:
        """One message, or None."""
        return self.messages.get(channel_id, {}).get(message_id)

    def by_nonce(self, author_id: int, nonce: str | int) -> Message | None:
        """The last message of an author with this nonce, or None."""
        where = self._nonces.get((author_id, str(nonce)))
        return None if where is None else self.message(*where)

    def newest(self, channel_id: int, seen: Callable[[Message], bool], limit: int) -> list[Message]:
        """At most `limit` messages of a channel for which `seen` is true, newest first."""
        newest_first = reversed(self.messages.get(channel_id, {}).values())
        return list(itertools.islice((message for message in newest_first if seen(message)), limit))

    def direct_channel(self, one: int, other: int) -> Channel | None:
        """The direct conversation of two users, or None."""
        pair = {one, other}
        for channel in self.channels.values():
            if channel.guild_id is None and set(channel.recipients) == pair:
                return channel
        return None

    def largest_file(self, channel: Channel) -> int:
        """How many bytes a file in `channel` may have."""
        tier = 0 if channel.guild_id is None else self.guilds[channel.guild_id].premium_tier
        return LARGEST_FILES[tier]

    def permissions_of(self, user_id: int, channel: Channel) -> int:
        """What `user_id` may do in `channel`: 0 when they cannot see it."""
        if channel.guild_id is None:
            return permissions.ALL if user_id in channel.recipients else 0
        guild = self.guilds[channel.guild_id]
        member = guild.members.get(user_id)
        if member is None:
            return 0
        thread = channel.thread
        if thread is None:
            return permissions.in_channel(guild, member, channel)
        allowed = permissions.in_channel(guild, member, guild.channels[channel.parent_id or 0])
        if channel.type == ChannelType.PRIVATE_THREAD and user_id not in thread.members:
            return allowed if allowed & permissions.MANAGE_THREADS else 0
        return allowed

    def may_see(self, user_id: int, channel: Channel) -> bool:
        """Whether `user_id` may see `channel`."""
        return bool(self.permissions_of(user_id, channel) & permissions.VIEW_CHANNEL)

    def command(self, command_id: int) -> dict[str, Any] | None:
        """One application command of any guild, or None."""
        for commands in self.commands.values():
            if command_id in commands:
                return commands[command_id]
        return None

    def commands_for(self, guild_id: int | None) -> Iterator[dict[str, Any]]:
        """The global commands, then those of `guild_id`. Global ones lie under 0."""
        yield from self.commands.get(0, {}).values()
        if guild_id is not None:
            yield from self.commands.get(guild_id, {}).values()

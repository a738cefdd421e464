"""Reacting to messages and pinning them."""

from typing import Any

from sandbox.discord.acts.messages import announce_edit
from sandbox.discord.core import Core
from sandbox.discord.model import Channel, Message
from sandbox.discord.wire import basics


def add(core: Core, channel: Channel, message: Message, emoji: str, user_id: int) -> None:
    """React, once."""
    users = message.reactions.setdefault(emoji, [])
    if user_id not in users:
        users.append(user_id)
        _tell(core, "MESSAGE_REACTION_ADD", channel, message, emoji, user_id)


def remove(core: Core, channel: Channel, message: Message, emoji: str, user_id: int) -> None:
    """Take a reaction back."""
    users = message.reactions.get(emoji, [])
    if user_id in users:
        users.remove(user_id)
        if not users:
            del message.reactions[emoji]
        _tell(core, "MESSAGE_REACTION_REMOVE", channel, message, emoji, user_id)


def _tell(core: Core, event_type: str, channel: Channel, message: Message, emoji: str, user_id: int) -> None:
    data: dict[str, Any] = {
        "user_id": str(user_id),
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        "emoji": {"id": None, "name": emoji},
        "burst": False,
        "type": 0,
    }
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
        if event_type == "MESSAGE_REACTION_ADD":
            member = core.state.guilds[channel.guild_id].members[user_id]
            data |= {
                "member": basics.member(core.state, member),
                "message_author_id": str(message.author_id),
            }
    core.publish(event_type, data, guild_id=channel.guild_id, channel_id=channel.id, author_id=user_id)


def pinned(core: Core, channel: Channel) -> list[Message]:
    """The pinned messages of a channel, the last pinned first."""
    messages = core.state.messages.get(channel.id, {}).values()
    found = [(each.pinned_at, each) for each in messages if each.pinned_at is not None]
    return [each for _, each in sorted(found, key=lambda pair: -pair[0])]


def pin(core: Core, channel: Channel, message: Message) -> None:
    """Pin a message."""
    message.pinned_at = channel.last_pin_at = core.clock.time()
    _tell_pins(core, channel, message)


def unpin(core: Core, channel: Channel, message: Message) -> None:
    """Take a pin away."""
    message.pinned_at = None
    _tell_pins(core, channel, message)


def _tell_pins(core: Core, channel: Channel, message: Message) -> None:
    announce_edit(core, message)
    data: dict[str, Any] = {
        "channel_id": str(channel.id),
        "last_pin_timestamp": basics.stamp_or_none(channel.last_pin_at),
    }
    if channel.guild_id is not None:
        data["guild_id"] = str(channel.guild_id)
    core.publish("CHANNEL_PINS_UPDATE", data, guild_id=channel.guild_id, channel_id=channel.id)

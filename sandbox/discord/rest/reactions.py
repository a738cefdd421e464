"""Reactions and pins."""

from sandbox.discord import access, contents
from sandbox.discord.acts import reactions as acts
from sandbox.discord.errors import MAX_PINS, MISSING_PERMISSIONS, UNKNOWN_EMOJI, ApiError
from sandbox.discord.model import Channel, Message
from sandbox.discord.permissions import ADD_REACTIONS, MANAGE_MESSAGES, PIN_MESSAGES, READ_MESSAGE_HISTORY
from sandbox.discord.rest.endpoint import NO_CONTENT, Answer, Call, Endpoint
from sandbox.discord.wire import basics
from sandbox.discord.wire.basics import Json

MAX_PINNED = 250


def endpoints() -> list[Endpoint]:
    """The endpoints. Pins have two addresses: the old ones still work."""
    message = "/channels/{channel_id}/messages/{message_id}"
    reaction = message + "/reactions/{emoji_name}"
    pins = "/channels/{channel_id}/messages/pins"
    users = frozenset({"type", "after", "limit"})
    found = [
        Endpoint("PUT", reaction + "/@me", react, "reaction"),
        Endpoint("DELETE", reaction + "/@me", unreact, "reaction"),
        Endpoint("GET", reaction, reactors, queries=users),
        Endpoint("GET", pins, pinned, queries=frozenset({"before", "limit"})),
    ]
    for path in (pins, "/channels/{channel_id}/pins"):
        found.append(Endpoint("PUT", path + "/{message_id}", pin))
        found.append(Endpoint("DELETE", path + "/{message_id}", unpin))
    return found


def _message(call: Call) -> tuple[Channel, Message]:
    return access.message_for(call.core.state, call.bot_id, call.id("channel_id"), call.id("message_id"))


def _emoji(call: Call) -> str:
    emoji = call.params["emoji_name"]
    if not emoji or emoji.isascii():
        raise ApiError(UNKNOWN_EMOJI)
    return emoji


def react(call: Call) -> Answer:
    """PUT one's reaction; a new one needs the right to add reactions."""
    channel, message = _message(call)
    emoji = _emoji(call)
    needed = READ_MESSAGE_HISTORY | (0 if emoji in message.reactions else ADD_REACTIONS)
    access.channel_for(call.core.state, call.bot_id, channel.id, needed)
    acts.add(call.core, channel, message, emoji, call.bot_id)
    return NO_CONTENT


def unreact(call: Call) -> Answer:
    """DELETE one's reaction."""
    channel, message = _message(call)
    acts.remove(call.core, channel, message, _emoji(call), call.bot_id)
    return NO_CONTENT


def reactors(call: Call) -> list[Json]:
    """GET who reacted so."""
    _, message = _message(call)
    users = message.reactions.get(_emoji(call), [])
    return [basics.user(call.core.state.users[each]) for each in users[: call.limit(25, 100)]]


def pinned(call: Call) -> Json:
    """GET the pinned messages, the last pinned first."""
    state = call.core.state
    channel = access.channel_for(state, call.bot_id, call.id("channel_id"))
    found = acts.pinned(call.core, channel)
    limit = call.limit(50, 50)
    items = [
        {"pinned_at": basics.stamp(each.pinned_at or 0.0), "message": contents.told(call.core, each)}
        for each in found[:limit]
    ]
    return {"items": items, "has_more": len(found) > limit}


def _may_pin(call: Call, channel: Channel) -> None:
    allowed = call.core.state.permissions_of(call.bot_id, channel)
    if not allowed & (PIN_MESSAGES | MANAGE_MESSAGES):
        raise ApiError(MISSING_PERMISSIONS)


def pin(call: Call) -> Answer:
    """PUT a pin."""
    channel, message = _message(call)
    _may_pin(call, channel)
    if len(acts.pinned(call.core, channel)) >= MAX_PINNED:
        raise ApiError(MAX_PINS)
    acts.pin(call.core, channel, message)
    return NO_CONTENT


def unpin(call: Call) -> Answer:
    """DELETE a pin."""
    channel, message = _message(call)
    _may_pin(call, channel)
    acts.unpin(call.core, channel, message)
    return NO_CONTENT

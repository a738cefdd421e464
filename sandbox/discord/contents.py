"""Who may read what a message says.

Source: https://docs.discord.com/developers/events/gateway#message-content-intent
"""

from sandbox.discord.core import Core
from sandbox.discord.gateway.protocol import PRIVILEGED, Intent
from sandbox.discord.model import Message
from sandbox.discord.wire.basics import Json

HIDDEN: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def told(core: Core, message: Message) -> Json:
    """A message as REST gives it to the bot: without words unless its application may read them."""
    wire = core.wire.message(message)
    channel = core.state.channels[message.channel_id]
    allowed = core.state.application.flags & PRIVILEGED[Intent.MESSAGE_CONTENT]
    return wire if allowed or channel.guild_id is None else readable(core, wire)


def readable(core: Core, wire: Json) -> Json:
    """What every bot is given of a message in a server: all of its own and of those that mention it."""
    bot_id = str(core.state.application.id)
    is_own = wire["author"]["id"] == bot_id or any(one["id"] == bot_id for one in wire["mentions"])
    shown = wire if is_own else wire | HIDDEN
    original = wire.get("referenced_message")
    return shown if original is None else shown | {"referenced_message": readable(core, original)}

"""Whether the bot can do its work in a channel."""

from discord import Thread
from discord.abc import GuildChannel

from bot.errors import BadRequest, NotAllowed
from bot.texts import Language, Sentence, later, mark

_NEEDED = {
    "view_channel": mark("View Channel"),
    "send_messages": mark("Send Messages"),
    "send_messages_in_threads": mark("Send Messages in Threads"),
    "read_message_history": mark("Read Message History"),
}


def require_writable(channel: GuildChannel | Thread | None, language: Language) -> None:
    """Raise BadRequest when the channel is gone, NotAllowed when a right is missing, and say which."""
    if channel is None:
        raise BadRequest(unseen_channel())
    rights = channel.permissions_for(channel.guild.me)
    sending = "send_messages_in_threads" if isinstance(channel, Thread) else "send_messages"
    missing = [
        language.say(_NEEDED[name])
        for name in ("view_channel", sending, "read_message_history")
        if not getattr(rights, name)
    ]
    if missing:
        raise NotAllowed(
            later(
                "I cannot post in {channel}: I need {rights} there. Grant it in the channel’s settings, "
                "then try again.",
                channel=channel.mention,
                rights=language.enumeration([f"*{name}*" for name in missing]),
            )
        )


def unseen_channel() -> Sentence:
    """What is told of a channel that Discord does not show to the bot."""
    return later("I do not see that channel. It may be gone, or private; choose another one.")

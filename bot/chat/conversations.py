"""What people wrote in a thread, as Discord gives it."""

import discord
from discord import Thread

from bot.answers.said import MOST_MESSAGES, Conversation, Said
from bot.chat.access import missing_rights, require_reader
from bot.chat.client import EssaiBot
from bot.chat.person import language_of
from bot.errors import BadRequest, NotAllowed, TryLater
from bot.texts import later

_NEEDED = ("view_channel", "read_message_history")
_KINDS = (discord.MessageType.default, discord.MessageType.reply)


async def read_conversation(interaction: discord.Interaction[EssaiBot], thread: Thread) -> Conversation:
    """All that people wrote in a thread, the oldest first, with the message that it was opened below.

    Raises PersonErrors, also where Discord does not give their words.
    """
    require_reader(interaction.user, thread)
    if not interaction.client.reads_messages:
        raise BadRequest(
            later(
                "Discord gives me a whole thread only where whoever runs me has switched on its “message "
                "content intent” and `ESSAI_MESSAGE_CONTENT`. Single messages can always be added from their "
                "menu, under Apps."
            )
        )
    missing = missing_rights(thread, _NEEDED, language_of(interaction))
    if missing:
        raise NotAllowed(
            later(
                "I cannot read {channel}: I need {rights} there. Grant it, then try again.",
                channel=thread.mention,
                rights=missing,
            )
        )
    try:
        found = [one async for one in thread.history(limit=MOST_MESSAGES + 1, oldest_first=True)]
    except discord.HTTPException as error:
        raise TryLater(
            later("Discord does not show me that thread just now. Please try again in a minute.")
        ) from error
    said = tuple(_said(one) for each in found[:MOST_MESSAGES] if (one := _written(each)) is not None)
    is_cut = len(found) > MOST_MESSAGES
    return Conversation(thread.id, thread.name, thread.jump_url, said, is_cut)


def _written(message: discord.Message) -> discord.Message | None:
    """What a person wrote: for the sign that begins a thread the message below which it was opened."""
    if message.type is discord.MessageType.thread_starter_message and message.reference is not None:
        original = message.reference.resolved
        return _written(original) if isinstance(original, discord.Message) else None
    is_of_person = message.type in _KINDS and not message.author.bot and message.content.strip()
    return message if is_of_person else None


def _said(message: discord.Message) -> Said:
    return Said(
        message.id,
        message.content.strip(),
        message.jump_url,
        message.channel.id,
        message.author.id,
        message.created_at,
    )

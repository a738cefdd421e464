"""Threads below posts: opened once, found again afterwards."""

import discord

from bot.chat.access import missing_rights
from bot.chat.render import render
from bot.errors import BadRequest, NotAllowed, TryLater
from bot.message import Message
from bot.texts import Language, later

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
THREAD_EXISTS = 160004
TOO_MANY_THREADS = 160006
LONGEST_NAME = 100
# The bot's own words are among so many at the beginning of a thread.
FIRST_MESSAGES = 20
NEEDED = ("view_channel", "create_public_threads", "send_messages_in_threads")


def require_talker(interaction: discord.Interaction) -> None:
    """Raise NotAllowed when the person could not write in the thread that they ask for."""
    if not interaction.permissions.send_messages_in_threads:
        raise NotAllowed(
            later(
                "You may not write in threads here, so I open none for you. Ask a moderator for the right "
                "*Send Messages in Threads*."
            )
        )


def require_threads(message: discord.Message, language: Language) -> None:
    """Raise BadRequest where no thread can be, NotAllowed when the bot lacks a right, and say which."""
    channel = message.channel
    if isinstance(channel, discord.Thread):
        raise BadRequest(later("This is a thread already: write your answer right here, below the post."))
    if not isinstance(channel, discord.TextChannel):
        raise BadRequest(later("There are no threads in this channel. Talk about it wherever you like."))
    missing = missing_rights(channel, NEEDED, language)
    if missing:
        raise NotAllowed(
            later(
                "I cannot open a thread in {channel}: I need {rights} there. Ask a moderator to grant it.",
                channel=channel.mention,
                rights=missing,
            )
        )


async def open_thread(message: discord.Message, name: str, opening: Message) -> tuple[int, bool]:
    """The id of the thread below a message, and whether it is new; the first words are put there once.

    Discord makes one thread a message, with the message's id, and refuses a second: so presses at the same
    time, or again after a crash, all end in the same one. Where a crash left it empty, it gets its words now.
    """
    thread = await thread_below(message, name)
    if thread is None:
        await _fill_empty(message, opening)
        return message.id, False
    await _begin(thread, opening)
    return thread.id, True


async def thread_below(message: discord.Message, name: str) -> discord.Thread | None:
    """A new thread below a message; None where there is one already. Raises TryLater."""
    try:
        return await message.create_thread(name=name[:LONGEST_NAME])
    except discord.HTTPException as error:
        if error.code == THREAD_EXISTS:
            return None
        if error.code == TOO_MANY_THREADS:
            raise TryLater(
                later("This server has as many open threads as Discord allows. Close one, then try again.")
            ) from error
        raise


async def _fill_empty(message: discord.Message, opening: Message) -> None:
    """Put the first words into a thread that the bot has opened below a message and said nothing in."""
    assert message.guild is not None
    thread = await message.guild.fetch_channel(message.id)
    me = message.guild.me
    if not isinstance(thread, discord.Thread) or thread.owner_id != me.id:
        return
    # Without this right Discord shows an empty history, whatever there is.
    if not thread.permissions_for(me).read_message_history:
        return
    first = [one async for one in thread.history(limit=FIRST_MESSAGES, oldest_first=True)]
    if not any(one.author.id == me.id and one.type is discord.MessageType.default for one in first):
        await _begin(thread, opening)


async def _begin(thread: discord.Thread, opening: Message) -> None:
    # By this nonce Discord takes the words once, also where two presses come at the same time.
    await thread.send(view=render(opening), nonce=str(thread.id))

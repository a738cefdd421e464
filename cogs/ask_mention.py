"""Questions that begin with a mention of Essai, or reply to it: answered in a thread of their own.

Discord gives the words of such messages to every bot. With the message-content intent a thread that began so
is followed without mentions; Essai answers nothing else that people write.
"""

import re

import discord
import structlog
from discord import TextChannel, Thread
from discord.ext import commands

from bot.answers.asking import Answer
from bot.answers.meant import is_meant
from bot.answers.model import Asked, Question
from bot.answers.words import language_asked
from bot.chat.access import is_for_answers, is_writable, missing_rights
from bot.chat.boundary import sentence_of
from bot.chat.client import EssaiBot
from bot.chat.components import custom_ids
from bot.chat.question_threads import QuestionThreads
from bot.chat.readers import CrowdReader
from bot.chat.render import render
from bot.chat.threads import NEEDED
from bot.guilds.model import GuildSettings
from bot.message import Message, plain
from bot.texts import language as language_named
from cogs.ask import LONGEST

LONGEST_NAME = 90
_MENTION = re.compile(r"<@[!&]?\d+>")
_QUESTION = re.compile(r"ask:(\d{1,19}):")
_log = structlog.get_logger(__name__)


class AskMention(commands.Cog):
    """Hears mentions and replies, and in its threads what goes on."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot
        self._threads = QuestionThreads()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer what is meant for Essai, where moderators let it."""
        channel, guild = message.channel, message.guild
        if guild is None or not isinstance(channel, TextChannel | Thread) or not _is_of_person(message):
            return
        try:
            if not _calls(self._bot, message) and not await self._goes_on(message):
                return
            settings = await self._bot.services.guilds.settings(guild.id)
            if is_for_answers(settings, channel) and is_writable(channel):
                await self._answer(message, channel, guild, settings)
        except discord.HTTPException as error:
            _log.info("a question is not answered, or no further", reason=str(error))

    async def _goes_on(self, message: discord.Message) -> bool:
        """Whether it asks on in a thread that began with a question to Essai."""
        thread, me = message.channel, self._bot.user
        if not self._bot.reads_messages or not isinstance(thread, Thread) or me is None:
            return False
        replied = message.reference.resolved if message.reference is not None else None
        is_reply = isinstance(replied, discord.Message) and replied.author.id != me.id
        if not is_meant(message.content, to_others=is_reply or bool(message.mentions)):
            return False
        return await self._threads.began(thread, me.id)

    async def _answer(
        self,
        message: discord.Message,
        channel: TextChannel | Thread,
        guild: discord.Guild,
        settings: GuildSettings,
    ) -> None:
        text = " ".join(_MENTION.sub(" ", message.content).split())[:LONGEST]
        asking, follows_id = self._bot.services.answers.asking, await self._followed(message, guild.id)
        spoken = language_asked(text) or await asking.spoken(guild.id, follows_id) or settings.spoken
        language = language_named(spoken)
        opens = isinstance(channel, TextChannel) and not missing_rights(channel, NEEDED, language)
        # A thread has the id of the message that it was opened below.
        place = message.id if opens else channel.id
        asked = Asked(
            message.author.id,
            place,
            Question(text, language.name),
            is_public=True,
            follows_id=follows_id,
        )
        try:
            told = await asking.ask(guild.id, asked, CrowdReader(guild, channel))
        except Exception as error:  # noqa: BLE001 - the boundary: discord.py would only log it
            told = Answer(plain(f"⚠️ {language.tell(sentence_of(error, 'a mention'))}", private=False))
        sent = await _sent(message, told, opens=opens and told.question_id is not None, name=text)
        await self._write(told, guild.id, message.author.id, sent)

    async def _write(self, told: Answer, guild_id: int, member_id: int, sent: discord.Message) -> None:
        """Let the model write above what was found, by edits."""

        async def show(message: Message) -> None:
            await sent.edit(view=render(message))

        await self._bot.services.answers.asking.write(guild_id, member_id, told, show, sent.id)

    async def _followed(self, message: discord.Message, guild_id: int) -> int | None:
        """The question whose answer is replied to; in a thread the last one that was asked there."""
        replied = message.reference.resolved if message.reference is not None else None
        if isinstance(replied, discord.Message):
            found = next((match for one in custom_ids(replied) if (match := _QUESTION.match(one))), None)
            if found is not None:
                return int(found[1])
        if isinstance(message.channel, Thread):
            return await self._bot.services.answers.asking.last_in(guild_id, message.channel.id)
        return None


async def _sent(message: discord.Message, told: Answer, *, opens: bool, name: str) -> discord.Message:
    """The answer, in a thread of its own or, where Discord opens none, below the question."""
    view, nonce = render(told.message), str(message.id)
    if opens:
        try:
            thread = await message.create_thread(name=name[:LONGEST_NAME])
        except discord.HTTPException as error:
            _log.info("a question gets no thread", reason=str(error))
        else:
            return await thread.send(view=view, nonce=nonce)
    return await message.reply(view=view, nonce=nonce)


def _is_of_person(message: discord.Message) -> bool:
    """Whether a person wrote it, and not Discord for them."""
    kinds = (discord.MessageType.default, discord.MessageType.reply)
    return not message.author.bot and message.type in kinds


def _calls(bot: EssaiBot, message: discord.Message) -> bool:
    """Whether somebody speaks to Essai: its mention, or a reply to it that calls it."""
    return bot.user is not None and any(one.id == bot.user.id for one in message.mentions)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(AskMention(bot))

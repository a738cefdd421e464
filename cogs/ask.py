"""`/ask`: questions answered from what the community knows, and the buttons below the answers."""

from collections.abc import Mapping, Sequence
from functools import partial
from re import Match
from typing import Annotated

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.answers import cards, controls
from bot.answers.asking import Answer
from bot.answers.model import Asked, Level, Question
from bot.answers.words import language_asked
from bot.chat.access import is_for_answers
from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, language_of
from bot.chat.readers import CrowdReader, MemberReader
from bot.chat.replies import answer, hold, replace, think
from bot.chat.rights import require_moderator
from bot.errors import BadRequest, NotAllowed
from bot.texts import Language, later, mark

Interaction = discord.Interaction[EssaiBot]
LONGEST = 500
_log = structlog.get_logger(__name__)
_LEVELS = [
    app_commands.Choice(name=app_commands.locale_str(mark("simple: few sentences")), value="simple"),
    app_commands.Choice(name=app_commands.locale_str(mark("standard")), value="standard"),
    app_commands.Choice(name=app_commands.locale_str(mark("expert: more, and longer")), value="expert"),
]


@app_commands.guild_only()
class Ask(commands.Cog):
    """One command for everyone."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Ask what this community knows: the answer names where it stands"))
    @app_commands.describe(
        question=mark("Your question, in English or in French"),
        for_all=mark("Let everybody in this channel see the answer"),
        level=mark("How deep the answer goes"),
    )
    @app_commands.choices(level=_LEVELS)
    async def ask(
        self,
        interaction: Interaction,
        question: Annotated[str, app_commands.Range[str, 1, LONGEST]],
        for_all: bool = False,
        level: str = Level.STANDARD.value,
    ) -> None:
        """Only the person who asks sees the answer, unless they want it for all."""
        await answer_to(interaction, question, Level(level), for_all=for_all)


async def answer_to(
    interaction: Interaction,
    text: str,
    level: Level = Level.STANDARD,
    *,
    for_all: bool = False,
    follows_id: int | None = None,
    typed: str | None = None,
    spoken: str | None = None,
) -> None:
    """Answer a question of the person who acts, in the language of what they `typed` of it.

    Where that does not tell, it is the language `spoken` before, or that of the person.
    """
    guild = guild_of(interaction)
    told_in = language_asked(text if typed is None else typed)
    language = told_in or spoken or language_of(interaction).name
    if for_all:
        await _require_place(interaction)
    await think(interaction, private=not for_all)
    asked = Asked(
        interaction.user.id,
        interaction.channel_id or guild.id,
        Question(text, language, level),
        for_all,
        follows_id,
    )
    reader = crowd_of(interaction) if for_all else reader_of(interaction)
    told = await interaction.client.services.answers.asking.ask(guild.id, asked, reader)
    place = await answer(interaction, told.message)
    await write(interaction, told, place)


async def write(interaction: Interaction, told: Answer, place: int | None) -> None:
    """Let the model write above what was shown in a message; one that is gone meanwhile ends it."""
    asking, guild = interaction.client.services.answers.asking, guild_of(interaction)
    try:
        await asking.write(guild.id, interaction.user.id, told, partial(replace, interaction), place)
    except discord.HTTPException as error:
        _log.info("an answer is shown no further", reason=str(error))


async def _require_place(interaction: Interaction) -> None:
    """Raise NotAllowed where moderators want no answers for all."""
    settings = await interaction.client.services.guilds.settings(guild_of(interaction).id)
    if not is_for_answers(settings, interaction.channel):
        raise NotAllowed(
            later(
                "I do not answer for all to see in this channel. Ask without `for_all`, or in {channels}.",
                channels=", ".join(f"<#{one}>" for one in settings.answer_channel_ids),
            )
        )


async def show_again(
    interaction: Interaction, question_id: int, level: Level | None = None, changes: Sequence[str] = ()
) -> None:
    """Another form of an answer: in its place to who asked, to anybody else privately."""
    guild, message = guild_of(interaction), interaction.message
    assert message is not None
    asking, is_public = interaction.client.services.answers.asking, not message.flags.ephemeral
    asked = await asking.asked(guild.id, question_id)
    is_in_place = not is_public or asked.member_id == interaction.user.id
    for_all = is_public and is_in_place
    reader = crowd_of(interaction) if for_all else reader_of(interaction)
    await (hold(interaction) if is_in_place else think(interaction))
    told = await asking.again(guild.id, question_id, reader, level, changes, private=not for_all)
    if is_in_place:
        await replace(interaction, told.message)
        await write(interaction, told, message.id)
    else:
        await write(interaction, told, await answer(interaction, told.message))


def reader_of(interaction: Interaction) -> MemberReader:
    """The person who acts, as one who reads an answer alone."""
    guild_of(interaction)
    assert isinstance(interaction.user, discord.Member)
    return MemberReader(interaction.user)


def crowd_of(interaction: Interaction) -> CrowdReader:
    """Everybody who sees what is answered for all."""
    channel = interaction.channel
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        raise BadRequest(later("I can answer for all to see in channels of a server only."))
    return CrowdReader(guild_of(interaction), channel)


class OtherLevel(Control, template=controls.LEVEL):
    """Shows the answer simpler or deeper: in its place to who asked, to anybody else privately."""

    async def act(self, interaction: Interaction) -> None:
        """What has gone meanwhile, or may no longer be read, is left out."""
        question_id, changes = int(self.match["question"]), controls.held(self.match["changes"])
        await show_again(interaction, question_id, Level(self.match["level"]), changes)


class Stop(Control, template=controls.STOP):
    """Stops the model; what was found stays."""

    async def act(self, interaction: Interaction) -> None:
        """Whoever asked may, and moderators."""
        asking, question_id = interaction.client.services.answers.asking, int(self.match["question"])
        guild, message = guild_of(interaction), interaction.message
        assert message is not None
        is_private, member_id = message.flags.ephemeral, interaction.user.id
        if not is_private:
            member_id = (await asking.asked(guild.id, question_id)).member_id
        if member_id != interaction.user.id:
            await require_moderator(interaction)
        await hold(interaction)
        if not asking.stop(question_id, member_id):
            # It was written by a process that is gone.
            reader = reader_of(interaction) if is_private else crowd_of(interaction)
            level, changes = level_of(self.match), controls.held(self.match["changes"])
            told = await asking.again(guild.id, question_id, reader, level, changes, private=is_private)
            await replace(interaction, told.message)


class Sources(Control, template=controls.SOURCES):
    """Shows the passages of an answer as they stand."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees them, and only what they may read."""
        await think(interaction)
        asking = interaction.client.services.answers.asking
        shown = asking.sources(guild_of(interaction).id, int(self.match["question"]), reader_of(interaction))
        await answer(interaction, await shown)


class Useful(Control, template=controls.USEFUL):
    """Counts for the passages of the answer."""

    async def act(self, interaction: Interaction) -> None:
        """Once for each person."""
        await _vote(interaction, int(self.match["question"]), useful=True)


class Useless(Control, template=controls.USELESS):
    """Asks for a reason, which need not be given."""

    async def act(self, interaction: Interaction) -> None:
        """The vote counts when the form is sent."""
        form = UselessForm(int(self.match["question"]), language_of(interaction))
        await interaction.response.send_modal(form)


class UselessForm(Form, template=controls.USELESS_FORM):
    """Why an answer was not useful."""

    def __init__(self, question_id: int, language: Language) -> None:
        super().__init__(language.say("Not useful"), controls.sent(question_id, "useless"))
        self.ask("reason", language.say("What was wrong?"), language.say("You may leave this empty"))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Counts against the passages of the answer."""
        await _vote(interaction, int(match["question"]), useful=False, reason=values["reason"].strip())


class AskOn(Control, template=controls.FOLLOW_UP):
    """Asks for the next question."""

    async def act(self, interaction: Interaction) -> None:
        """It goes on about the one above."""
        form = FollowUpForm(int(self.match["question"]), language_of(interaction))
        await interaction.response.send_modal(form)


class FollowUpForm(Form, template=controls.FOLLOW_UP_FORM):
    """The next question about the same."""

    def __init__(self, question_id: int, language: Language) -> None:
        super().__init__(language.say("Ask on"), controls.sent(question_id, "on"))
        self.ask(
            "question",
            language.say("Your question"),
            language.say("Short is fine: I remember what you asked before"),
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Answered as the one before: privately where that was private."""
        asking, question_id = interaction.client.services.answers.asking, int(match["question"])
        before = await asking.asked(guild_of(interaction).id, question_id)
        for_all = before.is_public and before.member_id == interaction.user.id
        asked = before.question
        await answer_to(
            interaction,
            values["question"],
            asked.level,
            for_all=for_all,
            follows_id=question_id,
            spoken=asked.language,
        )


def level_of(match: Match[str]) -> Level | None:
    """The level that a control holds, if it holds one."""
    named = match["level"]
    return None if named is None else Level(named)


async def _vote(interaction: Interaction, question_id: int, *, useful: bool, reason: str = "") -> None:
    asking, guild = interaction.client.services.answers.asking, guild_of(interaction)
    await asking.vote(guild.id, question_id, interaction.user.id, useful=useful, reason=reason)
    await answer(interaction, cards.thanked(language_of(interaction)))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Ask(bot))
    bot.add_dynamic_items(OtherLevel, Stop, Sources, Useful, Useless, AskOn)
    add_forms(bot, UselessForm, FollowUpForm)

"""Benchmarks over time and speeds by hardware, from what a server's members posted."""

from collections.abc import Sequence
from dataclasses import replace

from bot.boards import set_ups, trends, unlike
from bot.boards.knowledge_cards import speed_line
from bot.boards.lines import lines_of
from bot.boards.model import Choice, Standing
from bot.boards.service import BoardService
from bot.charts.artist import Artist
from bot.charts.model import Chart, Look
from bot.db.engine import Database
from bot.errors import BadRequest
from bot.markdown import literal
from bot.message import Block, Message, Text
from bot.results import words
from bot.results.benchmark_store import id_named
from bot.results.model import Result
from bot.texts import Language, later

# The best of today, and the newest of those that were the best once, that are drawn.
MOST_DRAWN = 60
MOST_LINES = 10
MOST_OTHERS = 5


class TrendService:
    """Shows how values developed; only results of the guild that asks."""

    def __init__(self, database: Database, boards: BoardService, artist: Artist) -> None:
        self._database = database
        self._boards = boards
        self._artist = artist

    async def over_time(self, guild_id: int, benchmark: str, language: Language) -> Message:
        """The best of one set-up by the day on which they were measured."""
        async with self._database.transaction() as session:
            choice = Choice(await id_named(session, guild_id, benchmark))
            course = await self._boards.over_time(session, guild_id, choice, MOST_DRAWN)
        name = words.subject(course.example, language=language)
        how = set_ups.told(course.example, language)
        head = [
            "### " + language.say("{benchmark} over time", benchmark=name),
            *_conditions(course.lines, how, language),
        ]
        found = [
            "- "
            + language.named(
                language.day(trends.dated(one)),
                f"{literal(one.model, 90)} **{words.value(one.result, language)}**",
            )
            for one in course.records[:MOST_LINES]
        ]
        if course.total > MOST_LINES:
            found.append("-# " + language.more(course.total - MOST_LINES))
        told = [language.say("The best when they were measured, the newest first:"), *found]
        if course.example.higher_is_better is None:
            told.append(
                "-# "
                + language.say(
                    "It is not known whether higher or lower values are better: here higher ones are taken "
                    "for better."
                )
            )
        return await self._message(head, trends.history(course.lines, language), told, language)

    async def by_hardware(self, guild_id: int, benchmark: str, model: str, language: Language) -> Message:
        """The speed of one model on each machine."""
        async with self._database.transaction() as session:
            wanted = await id_named(session, guild_id, benchmark)
            speeds, _ = await lines_of(session, guild_id, model.strip(), of_speeds=True, benchmark=wanted)
        if not speeds:
            raise BadRequest(
                later(
                    "Nobody has posted a speed of **{model}** here under this name. Choose one of the "
                    "suggestions, or leave the model out to see a benchmark over time.",
                    model=literal(model, 80),
                )
            )
        drawn, *others = trends.by_test(speeds)
        title = language.named(model.strip(), words.subject(drawn[0].result, str, language))
        chart = trends.speeds(title, drawn, language.say("not stated"))
        head = [
            "### " + language.say("{model} by hardware", model=literal(model, 90)),
            *_conditions(drawn, _how(drawn[0].result, language), language),
        ]
        told = [*_speeds([one for one in speeds if one in drawn], language), *_others(others, language)]
        return await self._message(head, chart, told, language)

    async def _message(
        self, head: Sequence[str], chart: Chart, told: Sequence[str], language: Language
    ) -> Message:
        drawing = await self._artist.draw(chart, Look(language=language.name))
        blocks: list[Block] = [Text("\n".join(head))]
        blocks += [] if drawing is None else [drawing]
        return Message((*blocks, Text("\n".join(told))), private=True)


def _conditions(lines: Sequence[Standing], how: str, language: Language) -> list[str]:
    """What all of them have in common, and what else differs."""
    mixed = unlike.unlike(one.result for one in lines)
    if unlike.are_alike(mixed):
        common = language.say("All measured alike: {how}", how=how)
    else:
        common = language.say("All of the same test: {how}", how=how)
    return [f"-# {common}", *unlike.told(mixed, language)]


def _how(result: Result, language: Language) -> str:
    """How a speed was measured, whatever the machine."""
    return set_ups.told(replace(result, setup=replace(result.setup, hardware=None)), language)


def _others(tests: Sequence[Sequence[Standing]], language: Language) -> list[str]:
    """The tests that are not in the picture, since their speeds cannot stand beside those."""
    if not tests:
        return []
    lines = ["-# " + language.say("Measured otherwise, and so not among these:")]
    for lines_of_test in tests[:MOST_OTHERS]:
        result, runs = lines_of_test[0].result, sum(one.runs for one in lines_of_test)
        results = language.say_count("{count} result", "{count} results", runs)
        lines.append(
            f"-# · {words.subject(result, language=language)} · {_how(result, language)} · {results}"
        )
    if len(tests) > MOST_OTHERS:
        left = len(tests) - MOST_OTHERS
        lines.append("-# " + language.more(left))
    return lines


def _speeds(lines: Sequence[Standing], language: Language) -> list[str]:
    told = [f"- {speed_line(one, language)}" for one in lines[:MOST_LINES]]
    return told if len(lines) <= MOST_LINES else [*told, "-# " + language.more(len(lines) - MOST_LINES)]

"""Rankings of what a server's members measured."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.boards import cards, line_store, ranking, store
from bot.boards.lines import aged
from bot.boards.model import AROUND, PAGE, Board, Choice, Course, SetUp
from bot.boards.ranking import Claim
from bot.charts.artist import Artist
from bot.charts.model import Look
from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.markdown import literal
from bot.message import Message
from bot.results import store as results
from bot.results.benchmark_store import id_named
from bot.results.benchmarks.registry import by_id
from bot.results.model import Result
from bot.texts import Language, Sentence, later

MOST_OTHERS = 9


class BoardService:
    """Ranks like with like; only results of the guild that asks. Raises PersonErrors."""

    def __init__(self, database: Database, artist: Artist, now: Callable[[], datetime]) -> None:
        self._database = database
        self._artist = artist
        self._now = now

    async def show(self, guild_id: int, choice: Choice, language: Language, page: int = 0) -> Message:
        """One page of a ranking, counted from 0."""
        async with self._database.transaction() as session:
            choice = replace(choice, benchmark=await id_named(session, guild_id, choice.benchmark))
            board = await self.board(session, guild_id, choice, page)
            view = await store.keep_view(session, guild_id, board.choice)
        chart = cards.chart_of(board, language) if choice.picture else None
        drawing = None if chart is None else await self._artist.draw(chart, Look(language=language.name))
        return cards.board(board, view, drawing, language)

    async def turn(self, guild_id: int, view: int, page: int, language: Language) -> Message:
        """Another page of a ranking that was shown."""
        return await self.show(guild_id, await self._seen(guild_id, view), language, page)

    async def measured_as(self, guild_id: int, view: int, test: str, language: Language) -> Message:
        """The ranking of another set-up."""
        seen = await self._seen(guild_id, view)
        return await self.show(guild_id, replace(seen, test=test), language)

    async def switch(self, guild_id: int, view: int, language: Language, *, members: bool) -> Message:
        """Every run, or the best one of each member, instead of one line for each model, or back."""
        seen = await self._seen(guild_id, view)
        if members:
            seen = replace(seen, members=not seen.members, runs=False)
        else:
            seen = replace(seen, runs=not seen.runs, members=False)
        return await self.show(guild_id, seen, language)

    async def board(self, session: Session, guild_id: int, choice: Choice, page: int) -> Board:
        """What a page shows, without words. Raises BadRequest when there is nothing to rank."""
        asked, now = choice, self._now()
        ways = await store.ways(session, guild_id, choice, now)
        if not ways:
            raise _nothing(choice)
        way = ranking.chosen(ways, choice.test, by_id(choice.benchmark))
        others = [one for one in ways if one is not way]
        shown = [way, *others[:MOST_OTHERS]]
        choice = replace(choice, test=way.test)
        first = page * PAGE
        skipped = max(0, first - AROUND)
        groups, total = await line_store.groups(
            session,
            guild_id,
            choice,
            now,
            higher_is_better=way.higher_is_better is not False,
            skipped=skipped,
            most=first - skipped + PAGE + AROUND,
        )
        if len(groups) <= first - skipped:
            if page:  # what stood there was hidden since its button was shown
                return await self.board(session, guild_id, asked, 0)
            raise _nothing(choice)
        wanted = {*(one.example for one in shown), *(one.middle for one in groups)}
        found = await results.by_ids(session, guild_id, wanted)
        # Some may have been hidden since the ways and the lines were read.
        lines = [ranking.standing(one, found[one.middle]) for one in groups if one.middle in found]
        if way.example not in found or len(lines) <= first - skipped:
            return await self.board(session, guild_id, asked, page)
        set_ups = [
            SetUp(one.test, one.count, found[one.example].result) for one in shown if one.example in found
        ]
        lines = await aged(session, lines)
        on_page = lines[first - skipped : first - skipped + PAGE]
        claims = await self._claims(session, guild_id, set_ups[0].example, {one.model for one in on_page})
        fitting = sum(one.count for one in ways)
        every = await store.count(session, guild_id, choice.benchmark) if choice.is_filtered else fitting
        return Board(
            choice,
            set_ups[0],
            tuple(set_ups[1:]),
            sum(one.count for one in others),
            ranking.page_of(lines, first - skipped, skipped, claims, way.higher_is_better),
            first,
            total,
            max(0, every - fitting),
        )

    async def over_time(self, session: Session, guild_id: int, choice: Choice, most: int) -> Course:
        """How the most common set-up developed: the first lines with those that were the best once.

        At most `most` of each kind. Raises BadRequest when there is nothing to rank.
        """
        asked, now = choice, self._now()
        ways = await store.ways(session, guild_id, choice, now)
        if not ways:
            raise _nothing(choice)
        way = ranking.chosen(ways, choice.test, by_id(choice.benchmark))
        choice, higher = replace(choice, test=way.test), way.higher_is_better is not False
        best, _ = await line_store.groups(session, guild_id, choice, now, higher_is_better=higher, most=most)
        records, total = await line_store.records(
            session, guild_id, choice, higher_is_better=higher, most=most
        )
        groups = {one.middle: one for one in (*best, *records)}
        found = await results.by_ids(session, guild_id, {way.example, *groups})
        # Some may have been hidden since the ways and the lines were read.
        if way.example not in found:
            return await self.over_time(session, guild_id, asked, most)
        lines = {one: ranking.standing(group, found[one]) for one, group in groups.items() if one in found}
        if not lines:
            raise _nothing(choice)
        held = tuple(lines[one.middle] for one in records if one.middle in lines)
        return Course(found[way.example].result, tuple(lines.values()), held, total)

    async def _claims(
        self, session: Session, guild_id: int, example: Result, models: set[str]
    ) -> dict[str, Claim]:
        """What is claimed of these models, by their names in lower case: by their cards, else as posted.

        Cards do not say by which metric, so that only a ranking in the unit of the benchmark shows them.
        """
        posted = await store.posted_claims(session, guild_id, example, models)
        found: dict[str, Claim] = {model.lower(): value for model, value in posted.items()}
        known = by_id(example.benchmark)
        if known is None or known.unit != example.unit:
            return found
        for model, stated in (await store.claims(session, models)).items():
            claim = ranking.claimed(stated, example.benchmark)
            if claim is not None:
                found[model] = claim
        return found

    async def _seen(self, guild_id: int, view: int) -> Choice:
        async with self._database.transaction() as session:
            seen = await store.view(session, guild_id, view)
        if seen is None:
            raise BadRequest(later("I no longer know what this ranking showed. Ask again with `/board`."))
        return seen


def _named(benchmark: str) -> str | Sentence:
    """The name of a benchmark, that of a speed in the reader's language."""
    known = by_id(benchmark)
    if known is None:
        return literal(benchmark)
    return later(known.name) if known.area == "speed" else known.name


def _nothing(choice: Choice) -> BadRequest:
    name = _named(choice.benchmark)
    if choice.is_filtered:
        return BadRequest(
            later("No result of **{benchmark}** fits these filters. Leave some of them out.", benchmark=name)
        )
    return BadRequest(
        later(
            "Nobody has posted results of **{benchmark}** here yet. Choose one of the suggestions, or post "
            "some with `/result import`.",
            benchmark=name,
        )
    )

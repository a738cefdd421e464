"""Questions about figures answered from the database: no number comes from anywhere else."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Final

from bot.answers.figures import store
from bot.answers.figures.choosing import accepted, choices, wanted
from bot.answers.figures.corrections import corrected
from bot.answers.figures.fitting import fits, names_of
from bot.answers.figures.found import (
    Claim,
    Claims,
    Compared,
    Count,
    Figures,
    Outcome,
    Ranking,
    Records,
    Values,
    claims_in_order,
    placed,
    standings,
)
from bot.answers.figures.model import FEW, MOST, Known, Query, Reading
from bot.answers.figures.reading import read
from bot.answers.figures.reading_on import read_on
from bot.answers.figures.store import View
from bot.answers.reading import Reader
from bot.boards import machines, ranking, trends
from bot.boards.lines import with_middles
from bot.boards.model import Standing
from bot.boards.store import Way
from bot.boards.store import claims as claims_of_cards
from bot.db.engine import Database, Session
from bot.llm.model import Wanted
from bot.outbox.addresses import addresses
from bot.results.benchmark_store import vocabulary
from bot.results.benchmarks.registry import by_id
from bot.results.compare_service import CompareService
from bot.results.model import Posted

# The best of a ranking that are looked at, for ties and for how it developed.
_LOOKED_AT: Final = 60
_MOST_CLAIMS: Final = 500
_MOST_WAYS: Final = 4


# Asks the language model for a guild and a member; None where it cannot answer soon.
Choose = Callable[[int, int, Wanted], Awaitable[str | None]]


class FigureService:
    """Reads questions about figures and answers them, from what the reader of the answer may read."""

    def __init__(
        self,
        database: Database,
        comparisons: CompareService,
        hub: str,
        now: Callable[[], datetime],
        choose: Choose | None = None,
    ) -> None:
        self._database = database
        self._hub = hub.rstrip("/")
        self._comparisons = comparisons
        self._now = now
        self._choose = choose

    async def answer(
        self,
        guild_id: int,
        member_id: int,
        text: str,
        reader: Reader,
        changes: Sequence[str] = (),
        earlier: Sequence[str] = (),
    ) -> Figures | None:
        """The figures that a question asks for; None where it asks for none.

        `changes` are corrections that a person made to how it was read (`corrections.py`), `earlier` the
        questions before it, the oldest first.
        """
        view = await self._view(guild_id, reader)
        async with self._database.transaction() as session:
            known = await self._known(session, view, member_id)
        reading = read(text, known) or read_on(text, earlier, known)
        reading = reading or await self._chosen(guild_id, member_id, text, known)
        if reading is None:
            return None
        reading = corrected(reading, changes)
        async with self._database.transaction() as session:
            if reading.query.intent != "compare":
                return await self._answered(session, view, reading, known)
            posted = await _of_models(session, view, reading.query)
        return await self._compared(view, reading, posted)

    async def _chosen(self, guild_id: int, member_id: int, text: str, known: Known) -> Reading | None:
        """How the language model reads what the rules cannot, if there is one and it is free soon enough."""
        offered = choices(text, known) if self._choose is not None else None
        if offered is None or self._choose is None:
            return None
        said = await self._choose(guild_id, member_id, wanted(text, offered))
        chosen = None if said is None else accepted(said, offered)
        return None if chosen is None else read(text, known, chosen)

    async def _view(self, guild_id: int, reader: Reader) -> View:
        async with self._database.transaction() as session:
            every = await store.channels(session, guild_id)
        readable = frozenset([one for one in every if await reader.may_read(one)])
        others = [one for one in every if one not in readable]
        if not others:
            return View(guild_id)
        async with self._database.transaction() as session:
            is_narrow = await store.has_results(session, guild_id, others)
        return View(guild_id, readable if is_narrow else None)

    async def _known(self, session: Session, view: View, member_id: int) -> Known:
        words = await vocabulary(session, view.guild_id)
        own = {one.name: one.id for one in words.own.values()} | {one: one for one in words.own}
        machine = await machines.of_member(session, view.guild_id, member_id)
        return Known(
            self._now().date(),
            await store.benchmarks(session, view),
            {**words.aliases, **own},
            await store.models(session, view),
            await store.quantisations(session, view),
            hardware=None if machine is None else machine.gpu,
        )

    async def _answered(self, session: Session, view: View, reading: Reading, known: Known) -> Figures:
        query = reading.query
        is_claimed = query.origin == "claimed"
        counts = await store.measured(session, view, query.benchmark or "")
        candidates = set(known.models) if is_claimed else set(counts)
        sizes = await store.parameters(session, candidates) if query.size else {}
        licences = await store.licences(session, candidates) if query.licence else {}
        names, unsized = names_of(query, sorted(candidates), sizes, licences)
        if is_claimed:
            return await self._claimed(session, view, reading, names, unsized)
        every = await store.ways(session, view, query, names)
        ways = [one for one in every if query.metric in (None, one.metric)]
        found = await _outcome(session, view, query, names, ways) if ways else None
        links = await addresses(session, view.guild_id, {one.posted.post for one in standings(found)})
        fitting = sum(one.count for one in ways)
        return Figures(reading, found, sum(counts.values()), fitting, unsized, links)

    async def _claimed(
        self, session: Session, view: View, reading: Reading, names: Collection[str], unsized: int
    ) -> Figures:
        """What model cards and members claim of these models."""
        query = reading.query
        benchmark = query.benchmark or ""
        posted = await store.claimed(session, view, benchmark, names, _MOST_CLAIMS)
        links = await addresses(session, view.guild_id, {one.post for one in posted})
        spelled = {name.lower(): name for name in names}
        found = {
            spelled[model]: Claim(spelled[model], value, f"{self._hub}/{spelled[model]}", is_of_card=True)
            for model, stated in (await claims_of_cards(session, names)).items()
            if (value := ranking.claimed(stated, benchmark)) is not None
        }
        for one in posted:
            name = one.result.model_name or ""
            found.setdefault(name, Claim(name, one.result.value, links.get(one.post), is_of_card=False))
        known = by_id(benchmark)
        claims = claims_in_order(
            found.values(), highest_first=(known is None or known.higher_is_better) == (query.order == "best")
        )
        unit = known.unit if known else posted[0].result.unit if posted else ""
        most = query.limit or MOST if query.models or query.family else query.limit or FEW
        outcome = Claims(tuple(claims[:most]), unit) if claims else None
        return Figures(reading, outcome, len(claims), len(claims), unsized)

    async def _compared(self, view: View, reading: Reading, posted: Sequence[Posted]) -> Figures:
        by_model: dict[str, list[Posted]] = {name: [] for name in reading.query.models}
        for one in posted:
            by_model.setdefault(one.result.model_name or "", []).append(one)
        sides = {name: found for name, found in by_model.items() if found}
        if len(sides) < 2:
            return Figures(reading, None, len(posted), 0)
        found = await self._comparisons.compared(view.guild_id, sides, reading.query.benchmark)
        shown = {id(each) for one in found for pair in one.pairs for each in (pair.first, pair.second)}
        used = {one.id: one.post for one in posted if id(one.result) in shown}
        async with self._database.transaction() as session:
            links = await addresses(session, view.guild_id, used.values())
        outcome = Compared(tuple(found)) if any(one.pairs for one in found) else None
        posts = {id(one.result): one.post for one in posted if id(one.result) in shown}
        return Figures(reading, outcome, len(posted), len(used), links=links, posts=posts)


async def _outcome(
    session: Session, view: View, query: Query, names: Collection[str], ways: Sequence[Way]
) -> Outcome | None:
    if query.intent == "count":
        models = await store.count_models(session, view, query, names)
        return Count(sum(one.count for one in ways), models, len(ways))
    if query.intent == "value":
        return await _values(session, view, query, names, ways)
    way = ranking.chosen(ways, None, by_id(query.benchmark or ""))
    others = sum(one.count for one in ways if one is not way)
    is_best = query.order == "best"
    found, total = await store.lines(
        session, view, query, names, way.test, _LOOKED_AT,
        highest_first=(way.higher_is_better is not False) == is_best,
    )  # fmt: skip
    lines = await with_middles(session, view.guild_id, found)
    if not lines:
        return None
    if query.intent == "trend":
        return Records(tuple(trends.records(lines)), others)
    shown = placed(lines, 0 if is_best else total - len(lines), way.higher_is_better)
    return Ranking(shown[: query.limit or FEW], lines[0].result, total, others)


async def _values(
    session: Session, view: View, query: Query, names: Collection[str], ways: Sequence[Way]
) -> Values | None:
    """The lines of some models in each way in which they were measured, the most common way first."""
    lines: list[Standing] = []
    total = 0
    for way in ways[:_MOST_WAYS]:
        highest_first = way.higher_is_better is not False
        found, count = await store.lines(
            session, view, query, names, way.test, MOST, highest_first=highest_first
        )
        total += count
        lines += await with_middles(session, view.guild_id, found)
    return Values(tuple(lines[: query.limit or MOST]), total) if lines else None


async def _of_models(session: Session, view: View, query: Query) -> list[Posted]:
    """The results of the models that are compared, of those that are asked for."""
    return [one for one in await store.posted(session, view, query.models) if fits(one, query)]

"""Questions about figures answered from the database: no number comes from anywhere else."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.answers.figures import store
from bot.answers.figures.choosing import accepted, choices, wanted
from bot.answers.figures.corrections import corrected
from bot.answers.figures.finding import answered
from bot.answers.figures.fitting import fits
from bot.answers.figures.found import Compared, Figures
from bot.answers.figures.model import Known, Query, Reading
from bot.answers.figures.reading import read
from bot.answers.figures.reading_on import read_on
from bot.answers.figures.store import View
from bot.answers.reading import Reader
from bot.boards import machines
from bot.db.engine import Database, Session
from bot.llm.model import Wanted
from bot.outbox.addresses import addresses
from bot.results.benchmark_store import vocabulary
from bot.results.compare_service import CompareService
from bot.results.model import Posted

# Of so many guilds what was measured is kept in memory.
_MOST_KEPT: Final = 64
Measured = tuple[tuple[str, ...], tuple[str, ...]]


class Chooser(Protocol):
    """The language model, which may be there or not."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked now."""

    async def choose(self, guild_id: int, member_id: int, wanted: Wanted) -> str | None:
        """What it says to somebody in a guild; None where it cannot answer soon."""


class FigureService:
    """Reads questions about figures and answers them, from what the reader of the answer may read."""

    def __init__(
        self,
        database: Database,
        comparisons: CompareService,
        hub: str,
        now: Callable[[], datetime],
        chooser: Chooser | None = None,
    ) -> None:
        self._database = database
        self._hub = hub.rstrip("/")
        self._comparisons = comparisons
        self._now = now
        self._chooser = chooser
        self._kept: dict[int, tuple[tuple[object, ...], Measured]] = {}

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
        # Where thousands of models were measured this takes longer than others should wait.
        reading = await asyncio.to_thread(_read, text, earlier, known)
        reading = reading or await self._chosen(guild_id, member_id, text, known)
        if reading is None:
            return None
        reading = corrected(reading, changes)
        async with self._database.transaction() as session:
            if reading.query.intent != "compare":
                return await answered(session, view, reading, known, self._hub)
            posted = await _of_models(session, view, reading.query)
        return await self._compared(view, reading, posted)

    async def _chosen(self, guild_id: int, member_id: int, text: str, known: Known) -> Reading | None:
        """How the language model reads what the rules cannot, if there is one and it is free soon enough."""
        if self._chooser is None or not self._chooser.is_ready:
            return None
        offered = await asyncio.to_thread(choices, text, known)
        if offered is None:
            return None
        said = await self._chooser.choose(guild_id, member_id, wanted(text, offered))
        chosen = None if said is None else accepted(said, offered)
        return None if chosen is None else read(text, known, chosen)

    async def _view(self, guild_id: int, reader: Reader) -> View:
        async with self._database.transaction() as session:
            every = await store.channels(session, guild_id)
        readable = frozenset([one for one in every if await reader.may_read(one)])
        others = [one for one in every if one not in readable]
        if not others:
            return View(guild_id, readable=readable)
        async with self._database.transaction() as session:
            is_narrow = await store.has_results(session, guild_id, others)
        return View(guild_id, readable if is_narrow else None, readable)

    async def _known(self, session: Session, view: View, member_id: int) -> Known:
        words = await vocabulary(session, view.guild_id)
        own = {one.name: one.id for one in words.own.values()} | {one: one for one in words.own}
        machine = await machines.of_member(session, view.guild_id, member_id)
        measured, quantisations = await self._measured(session, view)
        announced = await store.announced(session, view.guild_id, view.readable)
        return Known(
            self._now().date(),
            await store.benchmarks(session, view),
            {**words.aliases, **own},
            _together(measured, announced),
            quantisations,
            hardware=None if machine is None else machine.gpu,
        )

    async def _measured(self, session: Session, view: View) -> Measured:
        """The models and quantisations of a guild; read anew when a result has changed, and every minute."""
        if view.channels is not None:
            return await store.models(session, view), await store.quantisations(session, view)
        # An amended name changes no number.
        version = *await store.version(session, view.guild_id), self._now().replace(second=0, microsecond=0)
        kept = self._kept.get(view.guild_id)
        if kept is None or kept[0] != version:
            found = await store.models(session, view), await store.quantisations(session, view)
            while len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            kept = self._kept[view.guild_id] = version, found
        return kept[1]

    async def _compared(self, view: View, reading: Reading, posted: Sequence[Posted]) -> Figures:
        by_model: dict[str, list[Posted]] = {name: [] for name in reading.query.models}
        for one in posted:
            by_model.setdefault(one.result.model_name or "", []).append(one)
        sides = {name: found for name, found in by_model.items() if found}
        if len(sides) < 2:
            return Figures(reading, None, len(posted), 0)
        found = await self._comparisons.compared(view.guild_id, sides, reading.query.benchmark)
        shown = {id(each) for one in found for pair in one.pairs for each in (pair.first, pair.second)}
        posts = {id(one.result): one.post for one in posted if id(one.result) in shown}
        async with self._database.transaction() as session:
            links = await addresses(session, view.guild_id, posts.values())
        outcome = Compared(tuple(found)) if any(one.pairs for one in found) else None
        authors = {id(one.result): one.author_id for one in posted}
        return Figures(reading, outcome, len(posted), len(posts), links=links, posts=posts, authors=authors)


def _together(measured: tuple[str, ...], announced: Collection[str]) -> tuple[str, ...]:
    """Models of both kinds, each by one spelling: that of the results."""
    known = {one.lower() for one in measured}
    others = sorted({one for one in announced if one.lower() not in known})
    return (*measured, *others) if others else measured


def _read(text: str, earlier: Sequence[str], known: Known) -> Reading | None:
    return read(text, known) or read_on(text, earlier, known)


async def _of_models(session: Session, view: View, query: Query) -> list[Posted]:
    """The results of the models that are compared, of those that are asked for."""
    return [one for one in await store.posted(session, view, query.models) if fits(one, query)]

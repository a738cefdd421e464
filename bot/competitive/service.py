"""Whether a model is still competitive, and whether a newer base is worth it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.boards import machines
from bot.boards.knowledge_service import unknown_model
from bot.boards.lines import aged
from bot.charts.artist import Artist
from bot.charts.model import Look
from bot.competitive import cards, crowd_store, standing_cards, store
from bot.competitive.crowd_store import OfSize
from bot.competitive.evidence import speeds_on, weigh
from bot.competitive.model import NO_TESTS, Answer, Claimed, Own, Position, Tests
from bot.competitive.pairing import outcomes, to_test
from bot.competitive.standing import chosen, claims_of, judge, since, size_class
from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.markdown import literal
from bot.message import Message
from bot.outbox.addresses import addresses
from bot.releases.model import Release
from bot.releases.newcomers import Found, Newcomers, Origin
from bot.releases.newer import came_out, newer_bases
from bot.results import store as results
from bot.results.benchmark_store import id_named
from bot.results.benchmarks import speed
from bot.results.comparability import is_speed
from bot.results.compare_service import CompareService
from bot.results.naming import hub_id
from bot.results.samples.testing import PairTester
from bot.texts import Language, later

MOST_SCORES: Final = 5
MOST_SPEEDS: Final = 2
# Lines of each base that stand beside those of the model.
MOST_BESIDE: Final = 18
SPEEDS: Final = frozenset(one.id for one in speed.BENCHMARKS)


@dataclass(frozen=True)
class Asked:
    """What is asked about: a model, in one benchmark or in all, by a member of a guild."""

    guild_id: int
    member_id: int
    name: str
    benchmark: str | None = None


@dataclass(frozen=True)
class OnHub:
    """What the Hub says: of the model, of what it was made from, and of what came out since."""

    model: Release | None = None
    origin: Origin = field(default_factory=Origin)
    found: Found = field(default_factory=Found)

    @property
    def base(self) -> Release | None:
        """What a newer base is put beside: the model itself where nothing is known of its base."""
        return self.origin.base or self.model


class CompetitiveService:
    """Answers from what the guild that asks has measured, and from what the Hub says. Raises BadRequest."""

    def __init__(
        self,
        database: Database,
        newcomers: Newcomers,
        artist: Artist,
        comparisons: CompareService,
        tester: PairTester,
    ) -> None:
        self._database = database
        self._newcomers = newcomers
        self._artist = artist
        self._comparisons = comparisons
        self._tester = tester

    async def answer(self, asked: Asked, language: Language, *, picture: bool = True) -> Message:
        """Where the model stands, and the newer bases. Raises BadRequest for a model that nobody knows."""
        known = await self._on_hub(asked.name.strip())
        asked = replace(asked, name=asked.name.strip() if known.model is None else known.model.repo_id)
        async with self._database.transaction() as session:
            told = await self.told(session, asked, known)
            asking = await to_test(session, asked.guild_id, told)
        tests = await outcomes(self._tester, asking)
        if tests:
            async with self._database.transaction() as session:
                told = await self.told(session, asked, known, tests)
        if known.model is None and not told.scores and not told.speeds:
            raise unknown_model(asked.name)
        chart = standing_cards.chart_of(told, language) if picture else None
        drawing = None if chart is None else await self._artist.draw(chart, Look(language=language.name))
        return cards.answer(told, drawing, language)

    async def told(self, session: Session, asked: Asked, known: OnHub, tests: Tests = NO_TESTS) -> Answer:
        """Everything that is told, without words and without the Hub; `tests` are of common samples."""
        guild_id, base = asked.guild_id, known.base
        measured = await store.measured(session, guild_id, [one.repo_id for one in known.found.releases])
        newer = [] if base is None else newer_bases(base, known.found.releases, measured)
        old = None if base is None else base.repo_id
        lines = await self._lines(session, asked, old, [one.repo_id for one in newer])
        scores, speeds, scores_left_out, speeds_left_out = _picked(lines[asked.name.lower()], asked)
        positions = await self._positions(session, asked, known, [*scores, *speeds], tests)
        machine = await machines.of_member(session, guild_id, asked.member_id)
        gpu = None if machine is None else machine.gpu
        theirs = [] if old is None else lines[old.lower()]
        answer = Answer(
            asked.name,
            known.model,
            known.origin.stated,
            known.origin.base,
            size_class(known.model),
            tuple(positions[: len(scores)]),
            tuple(positions[len(scores) :]),
            scores_left_out,
            speeds_left_out,
            tuple(
                replace(one, speeds=speeds_on(lines[one.release.repo_id.lower()], gpu))
                for one in weigh(newer, old, asked.name, lines, tests)
            ),
            next((one.result for one in (*scores, *theirs) if not is_speed(one.result)), None),
            machine,
            known.found.is_whole,
        )
        return replace(answer, addresses=await addresses(session, guild_id, cards.posts(answer)))

    async def compare(self, guild_id: int, first: int, second: int, language: Language) -> Message:
        """The models of two results side by side. Raises BadRequest where one is no longer public."""
        async with self._database.transaction() as session:
            found = await results.by_ids(session, guild_id, [first, second])
        names = [found[one].result.model_name or "" for one in (first, second) if one in found]
        if len(names) < 2:
            raise BadRequest(
                later("One of these results is no longer public. Ask again with `/competitive`.")
            )
        return await self._comparisons.compare(guild_id, names, None, language)

    async def _on_hub(self, name: str) -> OnHub:
        repository = hub_id(name)
        model = None if repository is None else await self._newcomers.model(repository)
        if model is None:
            return OnHub()
        origin = await self._newcomers.origin(model)
        return OnHub(model, origin, await self._newcomers.since(origin.base or model))

    async def _lines(
        self, session: Session, asked: Asked, old: str | None, newer: Sequence[str]
    ) -> Mapping[str, Sequence[Own]]:
        """The lines of the model, and of the bases what stands beside them: by name in lower case.

        Raises BadRequest where the model was not measured in the benchmark that is asked about.
        """
        guild_id, wanted = asked.guild_id, None
        if asked.benchmark is not None:
            wanted = {await id_named(session, guild_id, asked.benchmark)}
        lines = await store.own(session, guild_id, [asked.name], wanted)
        if asked.benchmark is not None and not lines:
            raise _not_measured(asked.name, asked.benchmark)
        bases = [name for name in (old, *newer) if name is not None and name.lower() not in lines]
        beside = {one.result.benchmark for each in lines.values() for one in each}
        of_bases = beside | SPEEDS if beside else None  # how fast they are is told for the member's machine
        lines |= await store.own(session, guild_id, bases, of_bases, MOST_BESIDE)
        return {name.lower(): lines.get(name.lower(), []) for name in (asked.name, *bases)}

    async def _positions(
        self, session: Session, asked: Asked, known: OnHub, lines: Sequence[Own], tests: Tests
    ) -> list[Position]:
        """Where the model stands in each of these tests."""
        size = size_class(known.model)
        alike = {one.repo_id.lower() for one in known.found.releases if size_class(one) == size}
        of_size = None if size is None else OfSize(size, frozenset(alike))
        standings = await aged(session, [one.standing for one in lines])
        told = [replace(one, standing=each) for one, each in zip(lines, standings, strict=True)]
        crowds = await crowd_store.crowds(session, asked.guild_id, told, of_size)
        claims = await self._claims(session, asked, known, told)
        return judge(list(zip(told, crowds, strict=True)), claims, tests)

    async def _claims(
        self, session: Session, asked: Asked, known: OnHub, lines: Sequence[Own]
    ) -> list[Claimed]:
        """What is claimed of models that came out since, and what members have posted as claimed since."""
        start, size = since(known.model, lines), size_class(known.model)
        if start is None:
            return []
        benchmarks = {one.result.benchmark for one in lines}
        stated = [
            one for one in known.found.releases if came_out(one) > start and size in (None, size_class(one))
        ]
        posted = await store.claimed(session, asked.guild_id, benchmarks, asked.name, start)
        return [*posted, *claims_of(stated, benchmarks)]


def _picked(mine: Sequence[Own], asked: Asked) -> tuple[list[Own], list[Own], int, int]:
    """The scores and the speeds that are told, and how many of each are not."""
    is_of_all = asked.benchmark is None
    scores = chosen([one for one in mine if not is_speed(one.result)], is_of_all=is_of_all)
    speeds = chosen([one for one in mine if is_speed(one.result)], is_of_all=is_of_all)
    left_out = max(0, len(scores) - MOST_SCORES), max(0, len(speeds) - MOST_SPEEDS)
    return scores[:MOST_SCORES], speeds[:MOST_SPEEDS], *left_out


def _not_measured(model: str, benchmark: str) -> BadRequest:
    return BadRequest(
        later(
            "Nobody has posted results of **{model}** in **{benchmark}** here yet. Leave the "
            "benchmark out to see all.",
            model=literal(model, 80),
            benchmark=literal(benchmark, 80),
        )
    )

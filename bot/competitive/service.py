"""Whether a model is still competitive, and whether a newer base is worth it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.boards import machines
from bot.boards.knowledge_service import unknown_model
from bot.boards.lines import aged
from bot.charts.artist import Artist
from bot.charts.model import Look
from bot.competitive import cards, crowd_store, standing_cards, store
from bot.competitive.crowd_store import OfSize
from bot.competitive.evidence import speeds_on, weigh
from bot.competitive.model import Answer, Claimed, Own
from bot.competitive.standing import chosen, claims_of, judge, since, size_class
from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.message import Message
from bot.outbox.addresses import addresses
from bot.releases.model import Release
from bot.releases.newcomers import Found, Newcomers, Origin
from bot.releases.newer import came_out, newer_bases
from bot.results import store as results
from bot.results.benchmark_store import id_named
from bot.results.comparability import is_speed
from bot.results.compare_service import CompareService
from bot.results.naming import hub_id
from bot.texts import Language, later

MOST_SCORES: Final = 5
MOST_SPEEDS: Final = 2


@dataclass(frozen=True)
class Asked:
    """What is asked about: a model, in one benchmark or in all, by a member of a guild."""

    guild_id: int
    member_id: int
    name: str
    benchmark: str | None = None


class CompetitiveService:
    """Answers from what the guild that asks has measured, and from what the Hub says. Raises BadRequest."""

    def __init__(
        self, database: Database, newcomers: Newcomers, artist: Artist, comparisons: CompareService
    ) -> None:
        self._database = database
        self._newcomers = newcomers
        self._artist = artist
        self._comparisons = comparisons

    async def answer(self, asked: Asked, language: Language, *, picture: bool = True) -> Message:
        """Where the model stands, and the newer bases. Raises BadRequest for a model that nobody knows."""
        on_hub = hub_id(asked.name.strip())
        model = None if on_hub is None else await self._newcomers.model(on_hub)
        asked = replace(asked, name=asked.name.strip() if model is None else model.repo_id)
        origin = Origin(None, None) if model is None else await self._newcomers.origin(model)
        start = origin.base or model
        found = Found(()) if start is None else await self._newcomers.since(start)
        async with self._database.transaction() as session:
            told = await self.told(session, asked, model, origin, found)
        if model is None and not told.scores and not told.speeds:
            raise unknown_model(asked.name)
        chart = standing_cards.chart_of(told) if picture else None
        drawing = None if chart is None else await self._artist.draw(chart, Look(language=language.name))
        return cards.answer(told, drawing, language)

    async def told(
        self, session: Session, asked: Asked, model: Release | None, origin: Origin, found: Found
    ) -> Answer:
        """Everything that is told, without words and without asking the Hub."""
        base, guild_id = origin.base or model, asked.guild_id
        measured = await store.measured(session, guild_id, [one.repo_id for one in found.releases])
        newer = [] if base is None else newer_bases(base, found.releases, measured)
        old = [] if base is None else [base.repo_id]
        lines = await store.own(session, guild_id, [asked.name, *old, *(one.repo_id for one in newer)])
        mine, size = lines.get(asked.name.lower(), []), size_class(model)
        scores, speeds, left_out = await self._picked(session, asked, mine)
        told = await self._aged(session, [*scores, *speeds])
        alike = {one.repo_id.lower() for one in found.releases if size_class(one) == size}
        of_size = None if size is None else OfSize(size, frozenset(alike))
        crowds = await crowd_store.crowds(session, guild_id, told, of_size)
        tested = judge(
            list(zip(told, crowds, strict=True)),
            await store.otherwise(session, guild_id, told),
            await self._claims(session, asked, model, told, found),
        )
        machine = await machines.of_member(session, guild_id, asked.member_id)
        gpu = None if machine is None else machine.gpu
        candidates = tuple(
            replace(one, speeds=speeds_on(lines.get(one.release.repo_id.lower(), ()), gpu))
            for one in weigh(newer, None if base is None else base.repo_id, asked.name, lines)
        )
        theirs = [] if base is None else lines.get(base.repo_id.lower(), [])
        wanted = next((one.result for one in (*scores, *theirs) if not is_speed(one.result)), None)
        answer = Answer(
            asked.name,
            model,
            origin.stated,
            origin.base,
            size,
            tuple(tested[: len(scores)]),
            tuple(tested[len(scores) :]),
            left_out,
            candidates,
            wanted,
            machine,
            found.is_whole,
        )
        posts = await addresses(session, guild_id, cards.posts(answer))
        return replace(answer, addresses=posts)

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

    async def _picked(
        self, session: Session, asked: Asked, mine: Sequence[Own]
    ) -> tuple[list[Own], list[Own], int]:
        """The scores and the speeds that are told, and how many of the model's tests are not."""
        benchmark = None
        if asked.benchmark is not None:
            benchmark = await id_named(session, asked.guild_id, asked.benchmark)
        scores = chosen([one for one in mine if not is_speed(one.result)], benchmark)
        speeds = chosen([one for one in mine if is_speed(one.result)], benchmark)
        left_out = max(0, len(scores) - MOST_SCORES) + max(0, len(speeds) - MOST_SPEEDS)
        return scores[:MOST_SCORES], speeds[:MOST_SPEEDS], left_out

    async def _aged(self, session: Session, lines: Sequence[Own]) -> list[Own]:
        """These lines with what has changed on the Hub since."""
        standings = await aged(session, [one.standing for one in lines])
        return [replace(one, standing=standing) for one, standing in zip(lines, standings, strict=True)]

    async def _claims(
        self, session: Session, asked: Asked, model: Release | None, mine: Sequence[Own], found: Found
    ) -> list[Claimed]:
        """What is claimed of models that came out since, and what members have posted as claimed since."""
        start = since(model, mine)
        if start is None:
            return []
        benchmarks = {one.result.benchmark for one in mine}
        size = size_class(model)
        stated = [one for one in found.releases if came_out(one) > start and size in (None, size_class(one))]
        posted = await store.claimed(session, asked.guild_id, benchmarks, asked.name, start)
        return [*posted, *claims_of(stated, benchmarks)]

"""What is kept of rankings is what a recount of the results gives, whatever happens to them, and at once."""

import asyncio
import contextlib
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import text

import bot.tables  # noqa: F401 - rows refer to those of other features
from bot.boards import line_store, store
from bot.boards.model import Choice
from bot.db.engine import Database
from bot.errors import PersonError
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.results import export_store, facts
from bot.results import store as results
from bot.results.amending import Amendment
from bot.results.care_service import CareService
from bot.results.erase_service import EraseService
from bot.results.export_store import Wanted
from bot.results.model import Posted, Reading, Result, Setup
from bot.results.moderation_service import Deed, ModerationService
from bot.results.publishing import Publication, make_public
from bot.texts import language

START, HUB, ENGLISH = datetime(2026, 11, 22, 12, tzinfo=UTC), "https://hub.example", language("en")
GSM8K = Result("gsm8k", "gsm8k", "exact_match", 0.5, 50.0, "share", higher_is_better=True)
TTFT = Result("ttft", "ttft", "mean", 120.0, 120.0, "ms", higher_is_better=False)
GUILDS, MEMBERS, STEPS = (1, 2), (11, 12, 13), 30
Way = tuple[str, str]


class Community:
    """Members of two servers who post results and change them, at random."""

    def __init__(self, database: Database, chance: random.Random) -> None:
        self.database, self.chance, self.now = database, chance, START
        self.care = CareService(database, HUB, self._clock)
        self.moderation = ModerationService(database, HUB, self._clock)
        self.erasing = EraseService(database, HUB)

    def _clock(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now

    async def settle(self) -> None:
        async with self.database.transaction() as session:
            for guild_id in GUILDS:
                await guilds.save(session, Guild(guild_id, "a guild", "en"), START)

    async def post(self, guild_id: int, member: int, results: Sequence[Result]) -> None:
        where = Publication(guild_id, 7, member, self.chance.randbytes(8).hex())
        async with self.database.transaction() as session:
            await make_public(
                session, where, [Reading("typed", "", results=tuple(results))], HUB, self._clock()
            )

    async def something(self) -> None:
        """One step; what is refused changes nothing."""
        guild_id, member = self.chance.choice(GUILDS), self.chance.choice(MEMBERS)
        one = await self._any(guild_id)
        with contextlib.suppress(PersonError):
            match self.chance.choice("pppppaaawhhsvvdde"):
                case "p":
                    await self.post(guild_id, member, [self.a_result() for _ in range(3)])
                case "a":
                    wanted = self.chance.choice(
                        [Amendment(value="0.7"), Amendment(shots=8), Amendment(quantisation="Q4_K_M")]
                    )
                    await self.care.amend(guild_id, one.author_id, one.id, wanted, None, ENGLISH)
                case "w":
                    await self.care.withdraw(guild_id, one.author_id, one.id, ENGLISH)
                case "d":
                    await self.care.dispute(guild_id, member, one.id, "really?", ENGLISH)
                case "e":
                    await self.erasing.erase(guild_id, member, ENGLISH)
                case deed:
                    deeds: dict[str, Deed] = {"h": "hide", "s": "show", "v": "verify"}
                    await self.moderation.act(guild_id, 1, one.id, deeds[deed], None, ENGLISH)

    async def _any(self, guild_id: int) -> Posted:
        """A result of a server, also one that is not public any more; an unknown one where there is none."""
        async with self.database.transaction() as session:
            found = [
                one
                for member in MEMBERS
                for one in await export_store.following(session, Wanted(guild_id, member, "csv"), 0, 99)
            ]
        return self.chance.choice(found) if found else Posted(0, 0, "", "public", START, GSM8K)

    def a_result(self) -> Result:
        """A result of few tests and values, so that many are of one line."""
        base = self.chance.choice([GSM8K, GSM8K, TTFT])
        value = base.value * self.chance.choice([1, 1.1, 1.2])
        setup = Setup(shots=self.chance.choice([0, 5]), quantisation=self.chance.choice([None, "AWQ"]))
        model = self.chance.choice(["Qwen/Qwen3-8B", None])
        return replace(
            base,
            value=value,
            model=model,
            model_name=model or "ours",
            setup=setup,
            provenance="claimed" if self.chance.random() < 0.1 else "posted",
        )


def _lines(posted: Sequence[Posted]) -> dict[tuple[str, ...], tuple[Any, ...]]:
    groups: dict[tuple[str, ...], list[Posted]] = defaultdict(list)
    for one in posted:
        if one.result.provenance != "claimed":
            setup = one.result.setup
            name = one.result.model_name or ""
            groups[one.result.benchmark, facts.test(one.result), name, setup.quantisation or ""].append(one)
    return {key: _line(runs) for key, runs in groups.items()}


def _line(runs: Sequence[Posted]) -> tuple[Any, ...]:
    sign = -1 if runs[0].result.higher_is_better is False else 1
    worst_first = sorted(runs, key=lambda one: (sign * one.result.value, -one.id))
    middle, values = worst_first[(len(runs) - 1) // 2], [one.result.value for one in runs]
    members = len({one.author_id for one in runs})
    unit = runs[0].result.unit
    return unit, len(runs), members, min(values), max(values), middle.id, middle.result.value


async def _kept(database: Database, guild_id: int) -> tuple[dict[Any, Any], dict[Way, tuple[int, int]]]:
    async with database.transaction() as session:
        lines = await session.execute(
            text(
                "SELECT benchmark, test, model_name, quantisation, unit, runs, members, low, high, "
                "middle_id, value FROM result_line WHERE guild_id = :guild"
            ),
            {"guild": guild_id},
        )
        ways = await session.execute(
            text("SELECT benchmark, test, results, lines FROM result_way WHERE guild_id = :guild"),
            {"guild": guild_id},
        )
    return {row[:4]: row[4:] for row in map(tuple, lines)}, {row[:2]: row[2:] for row in map(tuple, ways)}


async def _names(database: Database, guild_id: int) -> dict[str, tuple[int, bool]]:
    """Of each model that is kept the newest result, and whether it is a repository."""
    async with database.transaction() as session:
        rows = await session.execute(
            text("SELECT model_name, newest_id, is_repository FROM result_model WHERE guild_id = :guild"),
            {"guild": guild_id},
        )
    return {row[0]: (row[1], row[2]) for row in map(tuple, rows)}


async def _require_that_it_is_a_recount(database: Database) -> int:
    """How many lines there are."""
    total = 0
    for guild_id in GUILDS:
        async with database.transaction() as session:
            posted = await export_store.following(session, Wanted(guild_id, None, "csv"), 0, 1_000)
        expected = _lines(posted)
        everything = {one.result.model_name or "": (one.id, one.result.model is not None) for one in posted}
        kept, ways = await _kept(database, guild_id)
        assert kept == expected
        results: Counter[Way] = Counter()
        for (benchmark, test, *_), (_, runs, *_) in expected.items():
            results[benchmark, test] += runs
        lines = Counter(key[:2] for key in expected)
        assert ways == {way: (count, lines[way]) for way, count in results.items()}
        assert await _names(database, guild_id) == everything
        total += len(kept)
    return total


@pytest.mark.parametrize("seed", range(4))
async def test_what_is_kept_is_what_a_recount_gives_after_any_changes(database: Database, seed: int) -> None:
    community = Community(database, random.Random(seed))
    await community.settle()
    most = 0
    for _ in range(STEPS):
        await community.something()
        most = max(most, await _require_that_it_is_a_recount(database))
    assert most > 4


async def test_rankings_are_the_same_from_what_is_kept_and_counted_anew(database: Database) -> None:
    community = Community(database, random.Random(9))
    await community.settle()
    for _ in range(12):
        with contextlib.suppress(PersonError):
            await community.post(
                1, community.chance.choice(MEMBERS), [community.a_result() for _ in range(6)]
            )
    async with database.transaction() as session:
        for benchmark, best in (("gsm8k", True), ("ttft", False)):
            kept = Choice(benchmark)
            anew = replace(kept, days=10_000)
            ways = await store.ways(session, 1, kept, community.now)
            assert ways
            assert ways == await store.ways(session, 1, anew, community.now)
            assert sum(way.count for way in ways) == await store.count(session, 1, benchmark)
            for way in ways:
                for page in ({}, {"skipped": 1, "most": 2}):
                    found = [
                        await line_store.groups(
                            session,
                            1,
                            replace(choice, test=way.test),
                            community.now,
                            higher_is_better=best,
                            **page,
                        )
                        for choice in (kept, anew)
                    ]
                    assert found[0] == found[1]


async def test_changes_at_the_same_time_are_all_counted(database: Database) -> None:
    community = Community(database, random.Random(3))
    await community.settle()
    values = [0.4 + number / 100 for number in range(16)]
    models = ["Qwen/Qwen3-8B", "Qwen/Qwen3-4B"]
    await asyncio.gather(
        *(
            community.post(
                1, number, [replace(GSM8K, value=value, model=one, model_name=one) for one in models]
            )
            for number, value in enumerate(values)
        )
    )
    assert await _require_that_it_is_a_recount(database) == 2
    kept, ways = await _kept(database, 1)
    assert [line[1:3] for line in kept.values()] == [(16, 16), (16, 16)]
    assert list(ways.values()) == [(32, 2)]


async def test_what_is_of_a_server_goes_with_it(database: Database) -> None:
    community = Community(database, random.Random(4))
    await community.settle()
    for guild_id in GUILDS:
        await community.post(guild_id, 11, [replace(GSM8K, model_name="ours")])
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM guild WHERE id = 1"))
    assert await _kept(database, 1) == ({}, {})
    assert await _require_that_it_is_a_recount(database) == 1


async def test_the_migration_counts_what_is_there(database: Database) -> None:
    community = Community(database, random.Random(5))
    await community.settle()
    for member in MEMBERS:
        with contextlib.suppress(PersonError):
            await community.post(1, member, [community.a_result() for _ in range(9)])
    migration = import_module("bot.db.migrations.versions.0004_result_lines")
    async with database.transaction() as session:
        for statement in (
            "DELETE FROM result_line",
            "DELETE FROM result_way",
            migration.LINES,
            migration.WAYS,
        ):
            await session.execute(text(statement))
    assert await _require_that_it_is_a_recount(database) > 4


async def test_lines_of_a_model_come_the_best_known_first_and_speeds_by_hardware(database: Database) -> None:
    community = Community(database, random.Random(6))
    await community.settle()
    mine = replace(GSM8K, model_name="ours")
    other = replace(mine, benchmark="arc_easy", task="arc_easy")
    speeds = [replace(TTFT, model_name="ours", setup=Setup(hardware=name)) for name in ("b", "a", None)]
    await community.post(1, 11, [mine, other, *speeds, replace(mine, model_name="theirs")])
    await community.post(1, 12, [replace(mine, value=0.6)])
    async with database.transaction() as session:
        scores, in_all = await line_store.of_model(session, 1, "ours", of_speeds=False, most=1)
        assert (len(scores), in_all) == (1, 2)
        assert (scores[0].runs, scores[0].members, scores[0].low, scores[0].high) == (2, 2, 0.5, 0.6)
        found, in_all = await line_store.of_model(session, 1, "ours", of_speeds=True, benchmark="ttft")
        middles = await results.by_ids(session, 1, [one.middle for one in found])
        assert [middles[one.middle].result.setup.hardware for one in found] == [None, "a", "b"]
        assert in_all == 3
        assert await line_store.of_model(session, 2, "ours", of_speeds=False) == ([], 0)

"""What stands beside a model in the tests of one server, on the real PostgreSQL."""

import secrets
from dataclasses import replace
from datetime import timedelta

from bot.competitive import crowd_store, store
from bot.competitive.crowd_store import MOST_OF_SIZE, OfSize
from bot.competitive.model import Counted, Crowd
from bot.competitive.store import MOST_LINES, MOST_OF_BENCHMARK
from bot.db.engine import Database
from bot.outdated import store as revisions
from bot.outdated.model import Seen
from bot.releases.store import announced
from bot.results.model import Reading, Result, Setup
from bot.results.publishing import Publication, make_public
from tests.store.measuring import ALEX, CHANNEL, GUILD, HUB, NOOR, NOW, OTHER_GUILD, ROBIN, open_guilds, post
from tests.unit.competitive.making import GSM8K, of
from tests.unit.releases.test_folding import release

MINE = "me/mine"
TIME = replace(GSM8K, benchmark="ttft", task="ttft", metric="mean", unit="ms", higher_is_better=False)


async def _crowd(
    database: Database, size: OfSize | None = None, benchmark: str = "gsm8k", guild_id: int = GUILD
) -> Crowd:
    async with database.transaction() as session:
        lines = (await store.own(session, guild_id, [MINE]))[MINE]
        ours = next(one for one in lines if one.result.benchmark == benchmark)
        return (await crowd_store.crowds(session, guild_id, [ours], size))[0]


async def _post(
    database: Database, values: dict[str, float], like: Result = GSM8K, guild_id: int = GUILD
) -> None:
    """One import with a result of each model."""
    where = Publication(guild_id, CHANNEL, ALEX, secrets.token_hex(12))
    reading = Reading("", "", results=tuple(of(model, value, like) for model, value in values.items()))
    async with database.transaction() as session:
        await make_public(session, where, [reading], HUB, NOW)


def _models(crowd: Crowd) -> list[str | None]:
    return [one.result.model for one in crowd.lines]


async def test_the_best_and_those_next_to_ours_are_read_and_all_are_counted(database: Database) -> None:
    await open_guilds(database)
    await _post(database, {MINE: 0.5} | {f"a/{number}": number / 100 for number in range(30, 70)})
    found = await _crowd(database)
    assert _models(found) == [
        "a/69", "a/68", "a/67", "a/55", "a/54", "a/53", "a/52", "a/51",
        "a/50", "a/49", "a/48", "a/47", "a/46",
    ]  # fmt: skip
    assert found.every == Counted(others=40, better=19)
    assert found.of_size == Counted()


async def test_lower_is_better_for_times(database: Database) -> None:
    await open_guilds(database)
    await _post(database, {MINE: 50.0, "a/fast": 20.0, "a/slow": 90.0}, TIME)
    found = await _crowd(database, benchmark="ttft")
    assert _models(found) == ["a/fast", "a/slow"]
    assert found.every == Counted(others=2, better=1)


async def test_the_own_quantisations_of_a_model_are_no_others(database: Database) -> None:
    await open_guilds(database)
    await _post(database, {MINE: 0.5, "a/other": 0.6})
    quantised = of(MINE, 0.9, setup=replace(GSM8K.setup, quantisation="Q4_K_M"))
    await post(database, ALEX, 0.9, result=quantised)
    async with database.transaction() as session:
        lines = (await store.own(session, GUILD, [MINE]))[MINE]
        crowds = await crowd_store.crowds(session, GUILD, lines, None)
    assert [_models(one) for one in crowds] == [["a/other"], ["a/other"]]
    assert sorted(one.every.better for one in crowds) == [0, 1]
    assert {one.every.others for one in crowds} == {1}


async def test_those_of_its_size_are_known_by_what_is_kept_and_by_what_the_hub_said(
    database: Database,
) -> None:
    await open_guilds(database)
    values = {MINE: 0.5, "a/Kept": 0.6, "a/said": 0.4, "a/looked-at": 0.3, "a/large": 0.7, "a/unknown": 0.8}
    await _post(database, values)
    sizes = {"a/kept": 7 * 10**9, "a/large": 70 * 10**9}
    async with database.transaction() as session:
        await announced.add_releases(session, [release(name, size) for name, size in sizes.items()], NOW)
        await revisions.add(session, {("a/looked-at", "r")})
        await revisions.note(session, "a/looked-at", [Seen("r", "r", {}, parameters=8 * 10**9)], NOW)
    found = await _crowd(database, OfSize("to10", frozenset({"a/said"})))
    assert [one.result.model for one in found.lines if one.is_of_size] == ["a/Kept", "a/said", "a/looked-at"]
    assert found.of_size == Counted(others=3, better=1)
    assert found.every == Counted(others=5, better=3)


async def test_of_very_many_of_its_size_the_best_are_counted(database: Database) -> None:
    await open_guilds(database)
    others = {f"a/{number}": 0.6 + number / 1000 for number in range(MOST_OF_SIZE + 5)}
    await _post(database, {MINE: 0.5} | others)
    found = await _crowd(database, OfSize("to10", frozenset(others)))
    assert found.of_size == Counted(MOST_OF_SIZE + 1, MOST_OF_SIZE + 1, is_whole=False)


async def test_nothing_of_another_server_another_way_or_only_claimed_counts(database: Database) -> None:
    await open_guilds(database)
    await _post(database, {MINE: 0.5, "a/here": 0.4})
    await _post(database, {MINE: 0.5, "a/there": 0.6}, guild_id=OTHER_GUILD)
    await _post(database, {"a/otherwise": 0.6}, replace(GSM8K, setup=Setup(shots=0)))
    await _post(database, {"a/claims": 0.9}, replace(GSM8K, provenance="claimed"))
    crowd = await _crowd(database)
    assert (_models(crowd), crowd.otherwise) == (["a/here"], 1)
    elsewhere = await _crowd(database, guild_id=OTHER_GUILD)
    assert (_models(elsewhere), elsewhere.otherwise) == (["a/there"], 0)
    async with database.transaction() as session:
        since = NOW - timedelta(days=1)
        claims = await store.claimed(session, GUILD, {"gsm8k"}, MINE, since)
        assert [(one.model, one.value) for one in claims] == [("a/claims", 0.9)]
        assert await store.claimed(session, OTHER_GUILD, {"gsm8k"}, MINE, since) == []
        assert await store.claimed(session, GUILD, {"gsm8k"}, MINE, NOW) == []
        assert await store.measured(session, GUILD, ["a/here", "a/there"]) == {"a/here"}


async def test_a_line_stands_by_its_middle_run_and_several_members_come_first(database: Database) -> None:
    await open_guilds(database)
    for member, value in ((ALEX, 0.5), (NOOR, 0.6), (ROBIN, 0.9)):
        await post(database, member, value, result=of(MINE, value))
    await post(database, ALEX, 0.3, result=of(MINE, 0.3, replace(GSM8K, benchmark="mmlu", task="mmlu")))
    async with database.transaction() as session:
        lines = (await store.own(session, GUILD, [MINE]))[MINE]
    assert [(one.result.benchmark, one.result.value, one.standing.runs) for one in lines] == [
        ("gsm8k", 0.6, 3),
        ("mmlu", 0.3, 1),
    ]


async def test_many_parts_of_one_benchmark_leave_room_for_the_others(database: Database) -> None:
    await open_guilds(database)
    parts = {f"part-{number}": 0.3 + number / 1000 for number in range(MOST_LINES + 5)}
    whole = of(MINE, 0.5, replace(GSM8K, benchmark="mmlu", task="mmlu", metric="acc"))
    results = [replace(whole, subset=part, value=value) for part, value in parts.items()]
    where = Publication(GUILD, CHANNEL, ALEX, secrets.token_hex(12))
    reading = Reading("", "", results=(*results, whole, of(MINE, 0.8)))
    async with database.transaction() as session:
        await make_public(session, where, [reading], HUB, NOW)
        lines = (await store.own(session, GUILD, [MINE]))[MINE]
        speeds = await store.own(session, GUILD, [MINE], {"generation_speed"})
        few = (await store.own(session, GUILD, [MINE], most=1))[MINE]
    assert [(one.result.benchmark, one.result.subset) for one in lines[:2]] == [
        ("gsm8k", None),
        ("mmlu", None),
    ]
    assert len(lines) == 1 + MOST_OF_BENCHMARK
    assert speeds == {}
    assert [one.result.benchmark for one in few] == ["gsm8k"]

"""Filters of a ranking, on the real PostgreSQL."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.boards import line_store, store
from bot.boards.model import Choice, Group
from bot.db.engine import Database
from bot.outdated import store as revisions
from bot.outdated.model import Seen
from bot.releases.store import announced
from bot.results.model import Setup
from tests.store.measuring import ALEX, GUILD, NOOR, NOW, OTHER_GUILD, open_guilds, post
from tests.unit.competitive.making import of
from tests.unit.releases.test_folding import release

SMALL, LARGE = 8 * 10**9, 70 * 10**9


@pytest.mark.parametrize(
    ("filters", "models"),
    [
        ({"size": "to10"}, ["a/looked-at", "a/Released"]),
        ({"size": "to100"}, ["a/large"]),
        ({"licence": "Apache-2.0"}, ["a/Released"]),
        ({"size": "to100", "licence": "apache-2.0"}, []),
    ],
)
async def test_sizes_and_licences_are_those_of_the_hub(
    database: Database, filters: dict[str, str], models: list[str]
) -> None:
    await open_guilds(database)
    names = ("a/Released", "a/looked-at", "a/large", "a/unknown")
    for number, model in enumerate(names):
        await post(database, ALEX, 0.5, result=of(model, 0.5 + number / 100))
    released = replace(release("a/released", SMALL), licence="apache-2.0")
    async with database.transaction() as session:
        await announced.add_releases(session, [released, release("a/large", LARGE)], NOW)
        await revisions.add(session, {("a/looked-at", "r")})
        await revisions.note(session, "a/looked-at", [Seen("r", "r", {}, parameters=SMALL)], NOW)
        choice = Choice("gsm8k", size=filters.get("size"), licence=filters.get("licence"))
        ways = await store.ways(session, GUILD, choice, NOW)
        found = []
        for way in ways:
            wanted = replace(choice, test=way.test)
            lines, _ = await line_store.groups(session, GUILD, wanted, NOW, higher_is_better=True)
            found += [line.model for line in lines]
    assert sorted(found, key=str.lower) == sorted(models, key=str.lower)


@pytest.mark.parametrize(
    ("choice", "models"),
    [
        (Choice("gsm8k", engine="VLLM"), ["a/one", "a/two"]),
        (Choice("gsm8k", hardware="4090"), ["a/two"]),
        (Choice("gsm8k", hardware="%"), []),
        (Choice("gsm8k", engine="llama_cpp"), []),
        (Choice("gsm8k", shots=0), ["a/three"]),
        (Choice("gsm8k", shots=5, engine="llama"), []),
        (Choice("gsm8k", quantisation="awq"), ["a/four"]),
        (Choice("gsm8k", days=1), ["a/new"]),
        (Choice("gsm8k", reproduced=True), []),
    ],
)
async def test_what_a_set_up_states_is_found_in_any_spelling(
    database: Database, choice: Choice, models: list[str]
) -> None:
    await open_guilds(database)
    setups = {
        "a/one": Setup(shots=5, engine="vLLM"),
        "a/two": Setup(shots=5, engine="vLLM", hardware="RTX 4090"),
        "a/three": Setup(shots=0, engine="llama.cpp"),
        "a/four": Setup(shots=5, quantisation="AWQ"),
        "a/new": Setup(shots=5),
    }
    for number, (model, setup) in enumerate(setups.items()):
        at = NOW if model == "a/new" else NOW - timedelta(days=9)
        result = replace(of(model, 0.5 + number / 100), setup=setup, measured_at=None)
        await post(database, ALEX, 0.5, result=result, now=at)
    async with database.transaction() as session:
        found = []
        for way in await store.ways(session, GUILD, choice, NOW):
            wanted = replace(choice, test=way.test)
            lines, total = await line_store.groups(session, GUILD, wanted, NOW, higher_is_better=True)
            assert total == len(lines) == way.count
            found += [line.model for line in lines]
    assert sorted(found) == sorted(models)


@pytest.mark.parametrize("higher_is_better", [True, False])
async def test_pages_of_a_filtered_ranking_are_pieces_of_the_whole(
    database: Database, *, higher_is_better: bool
) -> None:
    await open_guilds(database)
    chance = random.Random(7)
    for number in range(12):
        result = replace(
            of(f"a/{number}", 0.5), setup=Setup(engine="vLLM"), higher_is_better=higher_is_better
        )
        for member in (ALEX, NOOR):
            values = [round(chance.uniform(0.2, 0.8), 3) for _ in range(chance.randrange(1, 4))]
            await post(database, member, *values, result=result)
    async with database.transaction() as session:
        choice = Choice("gsm8k", engine="vllm")
        [way] = await store.ways(session, GUILD, choice, NOW)
        choice = replace(choice, test=way.test)

        async def page(skipped: int, most: int | None) -> tuple[list[Group], int]:
            return await line_store.groups(
                session, GUILD, choice, NOW, higher_is_better=higher_is_better, skipped=skipped, most=most
            )

        whole, total = await page(0, None)
        assert (len(whole), total) == (12, 12)
        assert max(one.runs for one in whole) > 3
        for skipped in range(12):
            assert await page(skipped, 3) == (whole[skipped : skipped + 3], 12)


@pytest.mark.parametrize(("higher_is_better", "best"), [(True, [0.8, 0.7]), (False, [0.3, 0.5])])
async def test_each_member_stands_by_their_best_run(
    database: Database, higher_is_better: bool, best: list[float]
) -> None:
    await open_guilds(database)
    result = replace(of("a/one", 0.5), higher_is_better=higher_is_better)
    await post(database, ALEX, 0.5, 0.8, result=result)
    await post(database, ALEX, 0.6, result=replace(result, model="a/two", model_name="a/two"))
    await post(database, NOOR, 0.3, 0.7, result=result)
    await post(database, NOOR, 0.9, 0.1, result=result, guild_id=OTHER_GUILD)
    async with database.transaction() as session:
        choice = Choice("gsm8k", members=True)
        [way] = await store.ways(session, GUILD, choice, NOW)
        choice = replace(choice, test=way.test)
        for skipped in range(2):
            lines, total = await line_store.groups(
                session, GUILD, choice, NOW, higher_is_better=higher_is_better, skipped=skipped, most=1
            )
            assert total == 2
            assert [one.value for one in lines] == best[skipped : skipped + 1]
        known = await store.keep_view(session, GUILD, choice)
        assert await store.view(session, GUILD, known) == choice
        assert await store.keep_view(session, GUILD, replace(choice, members=False)) != known


async def test_a_claim_in_another_measure_does_not_stand_beside_a_ranking(database: Database) -> None:
    await open_guilds(database)
    share = of("a/model", 0.72, provenance="claimed")
    surprise = replace(share, metric="perplexity", unit="number", higher_is_better=False)
    await post(database, ALEX, 0.72, result=share)
    await post(database, ALEX, 8.0, result=surprise)
    examples = [share, replace(share, metric="acc"), surprise, replace(surprise, metric="bits_per_byte")]
    async with database.transaction() as session:
        found = [await store.posted_claims(session, GUILD, one, ["a/model"]) for one in examples]
        assert await store.posted_claims(session, OTHER_GUILD, share, ["a/model"]) == {}
    assert found == [{"a/model": 0.72}, {"a/model": 0.72}, {"a/model": 8.0}, {}]

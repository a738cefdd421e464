"""Filters of a ranking that ask what the Hub says of a model, on the real PostgreSQL."""

from dataclasses import replace

import pytest

from bot.boards import line_store, store
from bot.boards.model import Choice
from bot.db.engine import Database
from bot.outdated import store as revisions
from bot.outdated.model import Seen
from bot.releases.store import announced
from tests.store.measuring import ALEX, GUILD, NOW, open_guilds, post
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

"""Values at the edge of what PostgreSQL holds, and beyond."""

import secrets
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.exc import DBAPIError

from bot.db.engine import Database, is_refused
from bot.results import limits
from bot.results.model import Result
from bot.web.results import PATH, Sent, Take, results_route
from tests.store.measuring import ALEX, NOOR, open_guilds, post, shown
from tests.unit.results.reproduction.test_model import RESULT

# Hardly any of its letters repeats another, so that the index cannot make it shorter.
LONG = secrets.token_hex(limits.LONGEST_NAME // 2)
ODD = [
    replace(RESULT, task="a\0b"),
    replace(RESULT, task="a\ud800b"),
    replace(RESULT, samples=10**30),
    replace(RESULT, task=secrets.token_hex(6_000), benchmark=secrets.token_hex(6_000)),
]


async def test_the_longest_names_and_the_largest_numbers_are_published(database: Database) -> None:
    await open_guilds(database)
    names = replace(RESULT, benchmark=LONG, task=LONG, model=None, model_name=LONG, unit="points")
    largest = replace(names, samples=2**63 - 1, setup=replace(RESULT.setup, quantisation=LONG))
    first = await post(database, ALEX, limits.LARGEST_NUMBER, -limits.LARGEST_NUMBER, result=largest)
    await post(database, NOOR, limits.LARGEST_NUMBER, result=largest)
    assert LONG[:20] in await shown(database, first)


@pytest.mark.parametrize("odd", ODD)
async def test_what_the_database_refuses_is_told_as_such_and_not_as_its_absence(
    database: Database, odd: Result
) -> None:
    await open_guilds(database)
    with pytest.raises(DBAPIError) as refused:
        await post(database, ALEX, 0.5, result=odd)
    assert is_refused(refused.value)
    assert not is_refused(OSError())

    async def take(_sent: Sent, _locale: str) -> dict[str, Any]:
        await post(database, ALEX, 0.5, result=odd)
        return {}

    async def door(_token: str) -> Take:
        return take

    app = web.Application()
    app.add_routes([results_route(door)])
    form = FormData()
    form.add_field("file", b"{}", filename="results.json")
    headers = {"Authorization": "Bearer essai_1", "Accept-Language": "fr"}
    async with TestClient(TestServer(app)) as client, client.post(PATH, data=form, headers=headers) as answer:
        assert answer.status == 422
        assert "ne peut pas être conservé" in (await answer.json())["error"]

"""What is set side by side: models in any letters, quantisations of one, and single results of a server."""

from dataclasses import replace

import pytest

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.results import sides
from tests.store.measuring import ALEX, GUILD, NOOR, OTHER_GUILD, open_guilds, post
from tests.unit.results.reproduction.test_model import RESULT

Q4 = replace(RESULT, setup=replace(RESULT.setup, quantisation="Q4_K_M"))
Q8 = replace(RESULT, setup=replace(RESULT.setup, quantisation="Q8_0"))
OTHER = replace(RESULT, model="org/Other", model_name="org/Other")
MODEL = "Qwen/Qwen3-8B"


@pytest.fixture
async def measured(database: Database) -> Database:
    await open_guilds(database)
    return database


async def _read(database: Database, *written: str, guild_id: int = GUILD) -> list[tuple[str, list[float]]]:
    async with database.transaction() as session:
        found = await sides.read(session, guild_id, written)
    return [(one.name, sorted(each.result.value for each in one.posted)) for one in found]


async def test_a_model_is_found_in_any_letters(measured: Database) -> None:
    await post(measured, ALEX, 0.7)
    await post(measured, ALEX, 0.6, result=OTHER)
    assert await _read(measured, "qwen/QWEN3-8b", "ORG/other") == [(MODEL, [0.7]), ("org/Other", [0.6])]


async def test_two_quantisations_of_one_model_stand_side_by_side(measured: Database) -> None:
    await post(measured, ALEX, 0.7, result=Q4)
    await post(measured, ALEX, 0.8, result=Q8)
    found = await _read(measured, f"{MODEL} @ q4_k_m", f"{MODEL}@Q8_0")
    assert found == [(f"{MODEL} (Q4_K_M)", [0.7]), (f"{MODEL} (Q8_0)", [0.8])]
    assert await _read(measured, f"{MODEL} @ Q4_K_M", MODEL) == [
        (f"{MODEL} (Q4_K_M)", [0.7]),
        (MODEL, [0.8]),
    ]
    async with measured.transaction() as session:
        proposed = await sides.quantised(session, GUILD, f"{MODEL} @")
    assert sorted(proposed) == [f"{MODEL} @ Q4_K_M", f"{MODEL} @ Q8_0"]


async def test_single_results_are_compared_and_only_those_of_the_server(measured: Database) -> None:
    mine, theirs = await post(measured, ALEX, 0.7), await post(measured, NOOR, 0.6)
    elsewhere = await post(measured, ALEX, 0.5, guild_id=OTHER_GUILD)
    assert await _read(measured, f"#{mine}", f"# {theirs}") == [
        (f"{MODEL} #{mine}", [0.7]),
        (f"{MODEL} #{theirs}", [0.6]),
    ]
    with pytest.raises(BadRequest, match="no public result"):
        await _read(measured, f"#{mine}", f"#{elsewhere}")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ((MODEL, MODEL.upper()), "Choose two different"),
        ((MODEL, "org/unknown"), "Nobody has posted results of"),
        ((MODEL, f"{MODEL} @ AWQ"), "in the quantisation"),
        ((MODEL, f"{MODEL} @ Q4_K_M", f"{MODEL} @ Q8_0"), "no other results"),
    ],
)
async def test_what_cannot_be_set_side_by_side_is_said(
    measured: Database, written: tuple[str, ...], reason: str
) -> None:
    await post(measured, ALEX, 0.7, result=Q4)
    await post(measured, ALEX, 0.8, result=Q8)
    with pytest.raises(BadRequest, match=reason):
        await _read(measured, *written)

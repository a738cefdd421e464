"""Names that are typed so far find models and results, with capitals or without."""

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.results import moderating
from bot.results.names import store as named
from bot.results.store import of_models_like
from tests.store.measuring import ALEX, GUILD, NOOR, NOW, OTHER_GUILD, open_guilds, post
from tests.unit.competitive.making import SPEED, of


async def _post_four(database: Database) -> list[int]:
    await open_guilds(database)
    return [
        await post(database, ALEX, 0.5, result=of("Qwen/Qwen3-8B", 0.5)),
        await post(database, ALEX, 0.6, result=of("org/other", 0.6)),
        await post(database, NOOR, 0.7, result=of("Qwen/Qwen3-8B", 0.7)),
        await post(database, NOOR, 40.0, result=of("org/other", 40.0, like=SPEED)),
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", [3, 2, 1, 0]),
        ("qwen", [2, 0]),
        ("GSM8K", [2, 1, 0]),
        ("generation speed", [3]),
        ("100%", []),
        ("nothing", []),
    ],
)
async def test_results_are_found_by_model_and_by_benchmark_the_newest_first(
    database: Database, typed: str, expected: list[int]
) -> None:
    ids = await _post_four(database)
    await post(database, ALEX, 0.5, guild_id=OTHER_GUILD, result=of("Qwen/Qwen3-8B", 0.5))
    async with database.transaction() as session:
        found = await named.newest(session, GUILD, typed, 25)
        assert [one.id for one in found] == [ids[number] for number in expected]
        assert len(await named.newest(session, GUILD, typed, 1)) == min(1, len(expected))


async def test_models_come_those_with_the_newest_results_first(database: Database) -> None:
    await _post_four(database)
    async with database.transaction() as session:
        assert await named.named(session, GUILD, "", 25) == ["org/other", "Qwen/Qwen3-8B"]
        assert await named.named(session, GUILD, "QWEN3", 25) == ["Qwen/Qwen3-8B"]
        assert await named.named(session, OTHER_GUILD, "", 25) == []
        assert await named.repositories(session, GUILD, 1) == ["org/other"]
        assert list(await of_models_like(session, GUILD, ["qwen/QWEN3-8b"])) == ["qwen/qwen3-8b"]


async def test_the_queue_holds_what_is_disputed_or_reported_once(database: Database) -> None:
    ids = await _post_four(database)
    async with database.transaction() as session:
        for result_id in (ids[1], ids[3]):
            await moderating.report(session, GUILD, moderating.Report(result_id, ALEX, "odd", NOW))
        for result_id in (ids[0], ids[1]):
            disputed = text("UPDATE result SET is_disputed = true WHERE id = :id")
            await session.execute(disputed, {"id": result_id})
        found, count = await moderating.waiting(session, GUILD, moderating.Page(0, 2))
        assert ([one.id for one in found], count) == ([ids[0], ids[1]], 3)
        assert await moderating.waiting(session, OTHER_GUILD, moderating.Page(0, 2)) == ([], 0)

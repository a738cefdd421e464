"""Members find each of their own results by what is typed, however many they have."""

from dataclasses import replace

import pytest

from bot.db.engine import Database
from bot.results.care_service import CareService
from bot.texts import language
from tests.store.measuring import ALEX, GUILD, HUB, NOOR, NOW, OTHER_GUILD, open_guilds, post
from tests.unit.competitive.making import SPEED, of

COUNT = 300


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("en", "org/old", ["speed", "gsm8k"]),
        ("en", "OLD gsm8k", ["gsm8k"]),
        ("en", "old · generation speed", ["speed"]),
        ("fr", "vitesse de génération", ["speed"]),
        ("en", "31.26", ["gsm8k"]),
        ("fr", "31,26 %", ["gsm8k"]),
        ("en", "31.3 old", ["gsm8k"]),
        ("fr", "31,3 %", ["gsm8k"]),
        ("en", "old nothing", []),
        ("en", "100%_", []),
    ],
)
async def test_the_oldest_of_many_own_results_is_found(
    database: Database, name: str, typed: str, expected: list[str]
) -> None:
    await open_guilds(database)
    ids = {
        "gsm8k": await post(database, ALEX, 0.31262, result=of("org/old-one", 0.31262)),
        "speed": await post(database, ALEX, 40.0, result=of("org/older", 40.0, like=SPEED)),
    }
    await post(database, NOOR, 0.31262, result=of("org/old-one", 0.31262))
    await post(database, ALEX, 0.31262, guild_id=OTHER_GUILD, result=of("org/old-one", 0.31262))
    values = [0.4 + number / 1000 for number in range(COUNT)]
    await post(database, ALEX, *values, result=replace(of("org/new", 0.5), subset="part"))
    care = CareService(database, HUB, lambda: NOW)
    found = await care.mine(GUILD, ALEX, typed, language(name))
    assert [one.id for one in found] == [ids[each] for each in expected]


async def test_the_newest_come_first_and_no_more_than_discord_shows(database: Database) -> None:
    await open_guilds(database)
    await post(database, ALEX, *(0.4 + number / 1000 for number in range(COUNT)), result=of("org/new", 0.5))
    found = await CareService(database, HUB, lambda: NOW).mine(GUILD, ALEX, "new", language("en"))
    assert len(found) == 25
    assert [one.id for one in found] == sorted((one.id for one in found), reverse=True)

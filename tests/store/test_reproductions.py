"""Results that measure others again, on a real PostgreSQL."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.results.amending import Amendment
from bot.results.care_service import CareService
from bot.results.erase_service import EraseService
from bot.results.moderation_service import ModerationService
from bot.results.reproduction.store import MOST_OF_A_TEST
from bot.texts import language
from tests.store.measuring import (
    ALEX,
    GUILD,
    HUB,
    NOOR,
    NOW,
    OTHER_GUILD,
    ROBIN,
    open_guilds,
    post,
    provenance,
    shown,
)
from tests.unit.results.reproduction.test_model import RESULT

ENGLISH = language("en")


@pytest.fixture(autouse=True)
async def servers(database: Database) -> None:
    await open_guilds(database)


@pytest.fixture
def care(database: Database) -> CareService:
    return CareService(database, HUB, lambda: NOW)


@pytest.fixture
def moderation(database: Database) -> ModerationService:
    return ModerationService(database, HUB, lambda: NOW)


async def test_a_second_member_who_finds_alike_makes_the_first_result_reproduced(database: Database) -> None:
    first = await post(database, ALEX, 0.757)
    second = await post(database, NOOR, 0.765)
    assert (await provenance(database, first), await provenance(database, second)) == ("reproduced", "posted")
    original, copy = await shown(database, first), await shown(database, second)
    assert "reproduced" in original
    assert f"measured again by <@{NOOR}>: 76.5% – agrees within noise" in original
    assert f"measured before by <@{ALEX}>: 75.7% – agrees within noise" in copy


async def test_who_finds_something_else_is_linked_too_and_the_difference_is_told(database: Database) -> None:
    first = await post(database, ALEX, 0.757)
    second = await post(database, NOOR, 0.60)
    assert await provenance(database, first) == "posted"
    words = "differs by −15.7 points, more than chance explains"
    assert words in await shown(database, first)
    assert words in await shown(database, second)


async def test_another_run_of_ones_own_another_model_or_server_confirms_nothing(
    database: Database,
) -> None:
    first = await post(database, ALEX, 0.757)
    await post(database, ALEX, 0.765)
    await post(database, NOOR, 0.757, result=replace(RESULT, model="a/b", model_name="a/b"))
    await post(database, NOOR, 0.757, guild_id=OTHER_GUILD)
    assert await provenance(database, first) == "posted"
    assert "measured again" not in await shown(database, first)


async def test_taking_back_hiding_and_doubting_undo_it_and_showing_and_settling_restore_it(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    first, second = await post(database, ALEX, 0.757), await post(database, NOOR, 0.765)
    await care.dispute(GUILD, ALEX, second, "?", ENGLISH)
    assert await provenance(database, first) == "posted"
    assert "measured again" not in await shown(database, first)
    await moderation.act(GUILD, ROBIN, second, "settle", None, ENGLISH)
    assert await provenance(database, first) == "reproduced"
    await moderation.act(GUILD, ROBIN, second, "hide", "copied", ENGLISH)
    assert await provenance(database, first) == "posted"
    await moderation.act(GUILD, ROBIN, second, "show", None, ENGLISH)
    assert await provenance(database, first) == "reproduced"
    assert f"measured again by <@{NOOR}>" in await shown(database, first)
    await care.withdraw(GUILD, NOOR, second, ENGLISH)
    assert await provenance(database, first) == "posted"
    assert "reproduced" not in await shown(database, first)


async def test_a_correction_is_judged_again_on_both_sides(database: Database, care: CareService) -> None:
    first, second = await post(database, ALEX, 0.757), await post(database, NOOR, 0.60)
    await care.amend(GUILD, NOOR, second, Amendment(value="76.1 %"), None, ENGLISH)
    assert await provenance(database, first) == "reproduced"
    assert "agrees within noise" in await shown(database, first)
    await care.amend(GUILD, ALEX, first, Amendment(quantisation="Q4_K_M"), None, ENGLISH)
    assert await provenance(database, first) == "posted"
    assert "measured before" not in await shown(database, second)


async def test_what_moderators_verified_stays_so_and_is_judged_again_without_the_mark(
    database: Database, moderation: ModerationService
) -> None:
    first = await post(database, ALEX, 0.757)
    await moderation.act(GUILD, ROBIN, first, "verify", None, ENGLISH)
    await post(database, NOOR, 0.765)
    assert await provenance(database, first) == "verified"
    await moderation.act(GUILD, ROBIN, first, "unverify", None, ENGLISH)
    assert await provenance(database, first) == "reproduced"


async def test_who_erases_their_results_takes_their_confirmations_along(database: Database) -> None:
    first = await post(database, ALEX, 0.757)
    await post(database, NOOR, 0.765)
    await EraseService(database, HUB).erase(GUILD, NOOR, ENGLISH)
    assert await provenance(database, first) == "posted"
    assert "measured again" not in await shown(database, first)


async def test_a_result_whose_doubter_is_erased_confirms_again(database: Database, care: CareService) -> None:
    first, second = await post(database, ALEX, 0.757), await post(database, NOOR, 0.765)
    await care.dispute(GUILD, ROBIN, second, "?", ENGLISH)
    assert await provenance(database, first) == "posted"
    await EraseService(database, HUB).erase(GUILD, ROBIN, ENGLISH)
    assert await provenance(database, first) == "reproduced"


async def test_many_runs_of_one_member_hide_nobody_elses(database: Database) -> None:
    await post(database, ALEX, *(0.7 + number / 10_000 for number in range(MOST_OF_A_TEST + 2)))
    other = await post(database, NOOR, 0.701)
    newest = await post(database, ALEX, 0.7055)
    assert await provenance(database, other) == "reproduced"
    assert f"measured before by <@{NOOR}>" in await shown(database, newest)


async def test_many_who_post_and_take_back_at_once_never_wait_for_each_other(
    database: Database, care: CareService
) -> None:
    first, second = await post(database, ALEX, 0.757), await post(database, NOOR, 0.765)
    await asyncio.gather(
        care.withdraw(GUILD, ALEX, first, ENGLISH),
        care.withdraw(GUILD, NOOR, second, ENGLISH),
        post(database, ROBIN, 0.760),
        post(database, 4, 0.761),
        post(database, 5, 0.762),
    )
    async with database.transaction() as session:
        public = "SELECT count(*) FROM result WHERE state = 'public' AND provenance = 'reproduced'"
        # Of the three that are left, each has been confirmed by those after it.
        assert await session.scalar(text(public)) == 2
        assert await session.scalar(text("SELECT count(*) FROM reproduction")) == 3

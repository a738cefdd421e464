"""Second measurements that members ask for and claim, on a real PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.alerts.reproduced import ReproducedTeller
from bot.db.engine import Database
from bot.errors import BadRequest, NotAllowed
from bot.results.amending import Amendment
from bot.results.care_service import CareService
from bot.results.moderation_service import ModerationService
from bot.results.reproduction.cards import MOST_LINES
from bot.results.reproduction.model import CLAIM, MOST_CLAIMS
from bot.results.reproduction.service import ReproductionService
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
    shown,
)
from tests.unit.results.reproduction.test_model import RESULT

ENGLISH, FRENCH = language("en"), language("fr")
PRIVATE = 777


class Conversations:
    """Every conversation is the same channel."""

    async def open(self, user_id: int) -> int:
        return PRIVATE + user_id


@pytest.fixture(autouse=True)
async def servers(database: Database) -> None:
    await open_guilds(database)


@pytest.fixture
def care(database: Database) -> CareService:
    return CareService(database, HUB, lambda: NOW)


@pytest.fixture
def moderation(database: Database) -> ModerationService:
    return ModerationService(database, HUB, lambda: NOW)


@pytest.fixture
def service(database: Database) -> ReproductionService:
    return ReproductionService(database, HUB, lambda: NOW)


def _later(database: Database, time: timedelta) -> ReproductionService:
    return ReproductionService(database, HUB, lambda: NOW + time)


async def _told(database: Database) -> list[dict[str, Any]]:
    """The private messages in the outbox, by channel."""
    async with database.transaction() as session:
        rows = await session.execute(
            text("SELECT channel_id, message::text AS message FROM delivery WHERE channel_id > :least"),
            {"least": PRIVATE},
        )
        return [dict(row._mapping) for row in rows]


async def _queued(database: Database) -> int:
    async with database.transaction() as session:
        query = text("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'tell_reproduced'")
        return int((await session.execute(query)).scalar_one())


async def test_whoever_wanted_it_is_told_once_in_their_own_language(
    database: Database, service: ReproductionService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ROBIN, first, FRENCH)
    assert "A second measurement is wanted" in await shown(database, first)
    await post(database, NOOR, 0.765)
    assert "A second measurement is wanted" not in await shown(database, first)
    assert await _queued(database) == 1
    teller = ReproducedTeller(database, Conversations(), lambda: NOW)
    job = {"result": first, "member": ROBIN}
    await asyncio.gather(teller.tell(job, 0), teller.tell(job, 0))
    await teller.tell(job, 1)
    [told] = await _told(database)
    assert told["channel_id"] == PRIVATE + ROBIN
    assert f"par <@{NOOR}> – concorde, au bruit près" in told["message"]
    await post(database, 4, 0.761)
    assert await _queued(database) == 1


async def test_nothing_is_told_of_a_measurement_that_was_taken_back_before(
    database: Database, service: ReproductionService, care: CareService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ALEX, first, ENGLISH)
    second = await post(database, NOOR, 0.765)
    await care.withdraw(GUILD, NOOR, second, ENGLISH)
    await ReproducedTeller(database, Conversations(), lambda: NOW).tell({"result": first, "member": ALEX}, 0)
    assert await _told(database) == []
    assert "A second measurement is wanted" in await shown(database, first)


async def test_who_was_told_of_what_is_gone_is_told_of_the_next_one_too(
    database: Database, service: ReproductionService, care: CareService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ROBIN, first, ENGLISH)
    wrong = await post(database, NOOR, 0.60)
    teller, job = ReproducedTeller(database, Conversations(), lambda: NOW), {"result": first, "member": ROBIN}
    await teller.tell(job, 0)
    await care.amend(GUILD, NOOR, wrong, Amendment(engine="vLLM"), None, ENGLISH)
    await teller.tell(job, 0)
    assert len(await _told(database)) == 1
    await care.withdraw(GUILD, NOOR, wrong, ENGLISH)
    await post(database, NOOR, 0.765)
    await teller.tell(job, 0)
    assert ["agrees within noise" in one["message"] for one in await _told(database)] == [False, True]


async def test_one_member_has_a_request_for_a_while_and_then_it_is_free(
    database: Database, service: ReproductionService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ALEX, first, ENGLISH)
    with pytest.raises(NotAllowed):
        await service.claim(GUILD, ALEX, first, ENGLISH)
    await service.claim(GUILD, NOOR, first, ENGLISH)
    with pytest.raises(BadRequest, match="has claimed it"):
        await service.claim(GUILD, ROBIN, first, ENGLISH)
    assert await service.open_like(GUILD, ROBIN, "qwen") == []
    assert [one.id for one in await service.open_like(GUILD, NOOR, "qwen")] == [first]
    await service.give_back(GUILD, NOOR, first, ENGLISH)
    await service.claim(GUILD, ROBIN, first, ENGLISH)
    late = _later(database, CLAIM)
    await late.claim(GUILD, NOOR, first, ENGLISH)


async def test_a_claim_that_is_over_is_told_kindly_once_and_not_one_that_was_claimed_again(
    database: Database, service: ReproductionService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ALEX, first, ENGLISH)
    await service.claim(GUILD, NOOR, first, FRENCH)
    again = NOW + timedelta(days=1)
    await _later(database, again - NOW).claim(GUILD, NOOR, first, FRENCH)
    teller = ReproducedTeller(database, Conversations(), lambda: NOW)
    job = {"result": first, "member": NOOR, "locale": "fr"}
    await teller.tell_end({**job, "claimed_at": NOW.isoformat()}, 0)
    assert await _told(database) == []
    ended = {**job, "claimed_at": again.isoformat()}
    await asyncio.gather(teller.tell_end(ended, 0), teller.tell_end(ended, 0))
    [told] = await _told(database)
    assert told["channel_id"] == PRIVATE + NOOR
    assert "votre délai est écoulé" in told["message"]
    await service.claim(GUILD, ROBIN, first, ENGLISH)


async def test_two_who_claim_at_once_do_not_both_get_it(
    database: Database, service: ReproductionService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ALEX, first, ENGLISH)
    claims = [service.claim(GUILD, member, first, ENGLISH) for member in (NOOR, ROBIN)]
    outcomes = await asyncio.gather(*claims, return_exceptions=True)
    assert sorted(isinstance(one, BadRequest) for one in outcomes) == [False, True]


async def test_who_may_not_post_here_neither_asks_nor_claims_but_can_give_back(
    database: Database, service: ReproductionService, moderation: ModerationService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ALEX, first, ENGLISH)
    await service.claim(GUILD, NOOR, first, ENGLISH)
    await moderation.allow(GUILD, ROBIN, NOOR, may_post=False, reason=None, language=ENGLISH)
    await service.give_back(GUILD, NOOR, first, ENGLISH)
    for deed in (service.request, service.claim):
        with pytest.raises(NotAllowed):
            await deed(GUILD, NOOR, first, ENGLISH)
    await service.claim(GUILD, ROBIN, first, ENGLISH)


async def test_nobody_claims_more_than_they_can_measure(
    database: Database, service: ReproductionService
) -> None:
    for number in range(MOST_CLAIMS + 1):
        model = f"org/{number}"
        one = await post(database, ALEX, 0.7, result=replace(RESULT, model=model, model_name=model))
        await service.request(GUILD, ALEX, one, ENGLISH)
        if number < MOST_CLAIMS:
            await service.claim(GUILD, NOOR, one, ENGLISH)
        else:
            with pytest.raises(BadRequest, match="You have claimed"):
                await service.claim(GUILD, NOOR, one, ENGLISH)


async def test_a_request_is_done_too_by_an_older_result_that_is_corrected_and_agrees_then(
    database: Database, service: ReproductionService, care: CareService
) -> None:
    first = await post(database, ALEX, 0.757)
    unsure = await post(database, NOOR, 0.765, result=replace(RESULT, samples=None))
    await _later(database, timedelta(days=1)).request(GUILD, ROBIN, first, ENGLISH)
    assert "A second measurement is wanted" in await shown(database, first)
    await care.amend(GUILD, NOOR, unsure, Amendment(samples=1319), None, ENGLISH)
    assert "A second measurement is wanted" not in await shown(database, first)
    assert await _queued(database) == 1
    with pytest.raises(BadRequest, match="Nobody waits"):
        await service.claim(GUILD, 4, first, ENGLISH)


async def test_a_member_hears_how_much_more_they_wait_for_than_is_shown(
    database: Database, service: ReproductionService
) -> None:
    for number in range(MOST_LINES + 1):
        wanted = await post(database, ALEX, 0.5 + number / 100)
        await service.request(GUILD, NOOR, wanted, ENGLISH)
    assert "… et 1 autre." in str(await service.mine(NOOR, FRENCH))
    assert "You wait for no second measurement" in str(await service.mine(ROBIN, ENGLISH))


async def test_another_server_neither_sees_nor_claims_a_request(
    database: Database, service: ReproductionService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ALEX, first, ENGLISH)
    for deed in (service.request, service.claim, service.about):
        with pytest.raises(BadRequest):
            await deed(OTHER_GUILD, NOOR, first, ENGLISH)
    assert await service.open_like(OTHER_GUILD, NOOR, "") == []


async def test_what_was_confirmed_already_is_not_asked_for(
    database: Database, service: ReproductionService
) -> None:
    first = await post(database, ALEX, 0.757)
    await post(database, NOOR, 0.765)
    with pytest.raises(BadRequest, match="measured that again already"):
        await service.request(GUILD, ROBIN, first, ENGLISH)


async def test_where_two_differ_a_third_may_be_asked_for_who_is_told_of_what_comes_since(
    database: Database, service: ReproductionService
) -> None:
    first = await post(database, ALEX, 0.757)
    await service.request(GUILD, ALEX, first, ENGLISH)
    await post(database, NOOR, 0.60)
    teller = ReproducedTeller(database, Conversations(), lambda: NOW)
    await teller.tell({"result": first, "member": ALEX}, 0)
    assert len(await _told(database)) == 1
    late = _later(database, timedelta(days=1))
    assert await late.open_like(GUILD, ROBIN, "") == []
    await late.request(GUILD, ROBIN, first, ENGLISH)
    assert [one.id for one in await late.open_like(GUILD, 4, "")] == [first]
    await post(database, 5, 0.761, now=NOW + timedelta(days=2))
    assert await _queued(database) == 2
    for member in (ALEX, ROBIN):
        await teller.tell({"result": first, "member": member}, 0)
    assert [one["channel_id"] for one in await _told(database)] == [PRIVATE + ALEX, PRIVATE + ROBIN]

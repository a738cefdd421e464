"""What members may not do past their moderators, on a real PostgreSQL."""

import contextlib
import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.errors import BadRequest, NotAllowed
from bot.results.amending import Amendment
from bot.results.care_service import CareService
from bot.results.moderation_service import Deed, ModerationService
from bot.results.samples import store as samples
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

ENGLISH, FRENCH = language("en"), language("fr")


@pytest.fixture(autouse=True)
async def servers(database: Database) -> None:
    await open_guilds(database)


@pytest.fixture
def care(database: Database) -> CareService:
    return CareService(database, HUB, lambda: NOW)


@pytest.fixture
def moderation(database: Database) -> ModerationService:
    return ModerationService(database, HUB, lambda: NOW)


async def test_a_verified_result_that_is_corrected_is_no_longer_verified(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    mine = await post(database, ALEX, 0.5)
    await moderation.act(GUILD, ROBIN, mine, "verify", None, ENGLISH)
    assert await provenance(database, mine) == "verified"
    told = await care.amend(GUILD, ALEX, mine, Amendment(value="51 %"), None, FRENCH)
    assert "avait été vérifié tel qu’il était" in str(told)
    assert await provenance(database, mine) == "posted"


async def test_what_was_corrected_since_a_moderator_saw_it_is_not_verified(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    mine = await post(database, ALEX, 0.5)
    seen = re.search(rf"moderate:verify:{mine}:([0-9a-f]+)", str(await moderation.one(GUILD, mine, ENGLISH)))
    assert seen is not None
    await care.amend(GUILD, ALEX, mine, Amendment(value="51 %"), None, ENGLISH)
    with pytest.raises(BadRequest, match="changed this result meanwhile"):
        await moderation.act(GUILD, ROBIN, mine, "verify", None, ENGLISH, seen=seen[1])
    await care.amend(GUILD, ALEX, mine, Amendment(value="50 %"), None, ENGLISH)
    await moderation.act(GUILD, ROBIN, mine, "verify", None, ENGLISH, seen=seen[1])
    assert await provenance(database, mine) == "verified"


async def test_who_is_barred_neither_corrects_nor_disputes(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    mine = await post(database, ALEX, 0.5)
    await moderation.allow(GUILD, ROBIN, ALEX, may_post=False, reason=None, language=ENGLISH)
    with pytest.raises(NotAllowed):
        await care.amend(GUILD, ALEX, mine, Amendment(value="51 %"), None, ENGLISH)
    theirs = await post(database, NOOR, 0.6)
    with pytest.raises(NotAllowed, match="stopped you from posting"):
        await care.dispute(GUILD, ALEX, theirs, "Which prompt?", ENGLISH)


async def test_a_correction_that_is_odd_reaches_the_moderators(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    for other in (ROBIN, NOOR):
        await post(database, other, 0.5)
    mine = await post(database, ALEX, 0.51)
    assert "No result waits for a look" in str(await moderation.queue(GUILD, hidden=False, language=ENGLISH))
    await care.amend(GUILD, ALEX, mine, Amendment(value="99 %"), None, ENGLISH)
    waiting = await moderation.queue(GUILD, hidden=False, language=ENGLISH)
    assert f"<@{ALEX}>" in str(waiting)


async def test_the_list_to_look_at_has_pages_and_is_left_by_what_is_settled(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    mine = [await post(database, ALEX, number / 100) for number in range(40, 47)]
    for one in mine:
        await care.dispute(GUILD, NOOR, one, "Which prompt?", ENGLISH)
    first = str(await moderation.queue(GUILD, hidden=False, language=ENGLISH))
    assert "moderate:queue:waiting:1" in first
    assert "Page 1 of 2" in first
    assert [one for one in mine if f"moderate:settle:{one}'" in first] == mine[:5]
    second = str(await moderation.queue(GUILD, hidden=False, language=FRENCH, number=1))
    assert "moderate:queue:waiting:0" in second
    assert [one for one in mine if f"moderate:settle:{one}'" in second] == mine[5:]
    settled = str(await moderation.act(GUILD, ROBIN, mine[5], "settle", None, ENGLISH))
    assert "All results to look at" in settled
    assert "Nothing is wrong" not in settled
    await moderation.act(GUILD, ROBIN, mine[6], "verify", None, ENGLISH)
    left = str(await moderation.queue(GUILD, hidden=False, language=ENGLISH, number=1))
    assert [one for one in mine if f"moderate:settle:{one}'" in left] == mine[:5]
    assert "Page" not in left
    foreign = await moderation.queue(OTHER_GUILD, hidden=False, language=ENGLISH)
    assert "No result waits for a look" in str(foreign)


async def test_only_the_scores_of_the_samples_of_a_result_are_removed(
    database: Database, moderation: ModerationService
) -> None:
    mine = await post(database, ALEX, 0.5)
    assert "samples" not in str(await moderation.one(GUILD, mine, ENGLISH))
    async with database.transaction() as session:
        await samples.save(session, GUILD, mine, {"a" * 16: 1.0, "b" * 16: 0.0})
    asked = str(await moderation.one(GUILD, mine, FRENCH))
    assert "2 scores d’échantillons" in asked
    assert "Retirer les scores de ses échantillons" in asked
    with pytest.raises(BadRequest, match="changed this result meanwhile"):
        await moderation.act(OTHER_GUILD, ROBIN, mine, "unscore", None, ENGLISH)
    left = str(await moderation.act(GUILD, ROBIN, mine, "unscore", None, ENGLISH))
    assert f"scores of its samples removed by <@{ROBIN}>" in left
    assert "Remove the scores" not in left
    assert "scores of its samples removed" in await shown(database, mine)
    with pytest.raises(BadRequest, match="No scores of single samples"):
        await moderation.act(GUILD, ROBIN, mine, "unscore", None, ENGLISH)
    async with database.transaction() as session:
        acts = await session.scalars(text("SELECT act FROM change"))
        assert list(acts) == ["result_unscored"]


async def test_what_another_moderator_has_done_meanwhile_is_not_done_again(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    mine = await post(database, ALEX, 0.5)
    await care.dispute(GUILD, NOOR, mine, "Which prompt?", ENGLISH)
    deeds: list[Deed] = ["unverify", "settle", "settle", "verify", "verify", "unverify", "unverify"]
    done = []
    for deed in deeds:
        with contextlib.suppress(BadRequest):
            await moderation.act(GUILD, ROBIN, mine, deed, None, ENGLISH)
            done.append(deed)
    assert done == ["settle", "verify", "unverify"]
    async with database.transaction() as session:
        acts = await session.scalars(text("SELECT act FROM change ORDER BY id"))
        assert list(acts) == ["result_settled", "result_verified", "result_unverified"]


async def test_a_claim_is_not_verified(database: Database, moderation: ModerationService) -> None:
    claimed = await post(database, ALEX, 0.5, result=replace(RESULT, provenance="claimed"))
    with pytest.raises(BadRequest, match="claims"):
        await moderation.act(GUILD, ROBIN, claimed, "verify", None, ENGLISH)
    assert await provenance(database, claimed) == "claimed"


async def test_what_moderators_have_hidden_is_not_posted_again(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    mine = await post(database, ALEX, 0.5)
    await moderation.act(GUILD, ROBIN, mine, "hide", "made up", ENGLISH)
    with pytest.raises(NotAllowed, match="hidden"):
        await post(database, ALEX, 0.5)
    other = await post(database, ALEX, 0.6)
    with pytest.raises(NotAllowed, match="hidden"):
        await care.amend(GUILD, ALEX, other, Amendment(value="50 %"), None, ENGLISH)
    await post(database, ALEX, 0.5, guild_id=OTHER_GUILD)
    await moderation.act(GUILD, ROBIN, mine, "show", None, ENGLISH)
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM result WHERE state = 'public'")) == 3


async def test_a_whole_post_is_taken_back_or_hidden_and_nothing_else(
    database: Database, care: CareService, moderation: ModerationService
) -> None:
    first = await post(database, ALEX, *(number / 100 for number in range(40, 80)))
    other = await post(database, ALEX, 0.3)
    foreign = await post(database, NOOR, 0.3, 0.31)
    with pytest.raises(BadRequest):
        await care.withdraw_post(GUILD, ALEX, foreign, ENGLISH)
    with pytest.raises(BadRequest):
        await care.withdraw_post(OTHER_GUILD, ALEX, first, ENGLISH)
    assert "40 résultats" in str(await care.withdraw_post(GUILD, ALEX, first, FRENCH))
    assert "2 results" in str(await moderation.hide_post(GUILD, ROBIN, foreign, "made up", ENGLISH))
    async with database.transaction() as session:
        states = await session.execute(text("SELECT state, count(*) AS found FROM result GROUP BY state"))
        assert {row.state: row.found for row in states} == {"withdrawn": 40, "public": 1, "hidden": 2}
        assert await session.scalar(text("SELECT sum(runs) FROM result_line")) == 1
        assert await session.scalar(text("SELECT count(*) FROM result_change")) == 42
    assert "withdrawn" in await shown(database, first)
    assert "withdrawn" not in await shown(database, other)

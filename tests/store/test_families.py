"""Families and their quantisations, on the real PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from bot.db.engine import Database, Session
from bot.releases import announcing, living
from bot.releases.derived import Derivative
from bot.releases.parts import Base, Revision
from bot.releases.store import announced, families, held, told
from bot.releases.timing import Outage, Wait
from tests.store.test_timekeeping import DUE, NOW, count, find, keeper, release, watch

HOUR = timedelta(hours=1)


async def test_what_belongs_to_the_first_only_through_a_third_is_told_in_the_same_post(
    database: Database,
) -> None:
    candidate = await watch(database)
    chatty = replace(release("Aurora-Chatty-8B"), bases=(Base("finetune", "acme/Aurora-8B"),))
    found = [release("Aurora-8B"), release("Aurora-Chatty-8B-GGUF"), chatty]
    async with database.transaction() as session:
        ids = await announced.add_releases(session, found, NOW)
        for number, one in enumerate(found):
            wait = (candidate.watch, Wait("quiet", NOW), None)
            await held.hold(session, ids["model", one.key][0], [wait], NOW - HOUR + timedelta(minutes=number))
    await keeper(database).post(DUE, 0)
    assert await count(database, "delivery") == 1
    assert await count(database, "announcement") == 3
    assert await count(database, "held_release") == 0


async def test_what_made_a_post_late_stays_in_it_when_it_is_edited(database: Database) -> None:
    candidate = await watch(database)
    ids = await find(database, "Aurora-8B")
    outage = Outage(NOW - HOUR, NOW)
    async with database.transaction() as session:
        await announcing.post(session, ids["Aurora-8B"], release("Aurora-8B"), [candidate], NOW, outage)
        assert "I could not reach the Hub" in await _shown(session)
        await session.execute(text("UPDATE release SET former_name = 'acme/Dawn-8B'"))
        [delivery_id] = await families.telling_of(session, ids["Aurora-8B"])
        await living.refresh(session, [delivery_id])
        shown = await _shown(session)
    assert "formerly Dawn-8B" in shown
    assert "I could not reach the Hub" in shown


async def _shown(session: Session) -> str:
    return str(await session.scalar(text("SELECT message FROM delivery")))


async def test_a_quantisation_counts_in_the_post_although_a_revision_was_told_since(
    database: Database,
) -> None:
    candidate = await watch(database)
    ids = await find(database, "Aurora")
    revised = replace(release("Aurora"), key="Aurora@1", revision=Revision("1", "0", (), ()))
    async with database.transaction() as session:
        later = (await announced.add_releases(session, [revised], NOW))["model", "Aurora@1"][0]
        await announcing.post(session, ids["Aurora"], release("Aurora"), [candidate], NOW)
        other = replace(candidate, watch=replace(candidate.watch, channel_id=8))
        await announcing.post(session, later, revised, [other], NOW)
        made = Derivative("acme/Aurora", "q", "somebody/Aurora-GGUF", "GGUF")
        assert await told.add_derivatives(session, [made], NOW - HOUR, NOW) == {ids["Aurora"]}
        assert await families.derivatives(session, [ids["Aurora"]]) == {ids["Aurora"]: {"GGUF": {"q"}}}

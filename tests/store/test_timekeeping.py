"""What is held, on the real PostgreSQL: posted once, whoever looks, how often and at the same time."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.db.engine import Database
from bot.db.figures import read_figures
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.outbox.store import pause
from bot.releases import announcing, holding, roundup_posts
from bot.releases.model import Filters, Plan, Release, Source
from bot.releases.store import announced, held, watches
from bot.releases.store.announced import Candidate
from bot.releases.timekeeper import Timekeeper
from bot.releases.timing import Outage, Overflow, Timing, Wait

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GUILD, CHANNEL, PERSON = 1, 7, 2
DUE = {"guild": GUILD, "channel": CHANNEL}


def release(name: str) -> Release:
    url = f"https://huggingface.co/acme/{name}"
    return Release("model", name, f"acme/{name}", "acme", url, NOW, NOW, parameters=8 * 10**9)


async def watch(database: Database, plan: Plan | None = None) -> Candidate:
    """A watch in the one channel, with the usual timing."""
    plan = plan or Plan(Source("author", "acme"), CHANNEL, ("model",))
    async with database.transaction() as session:
        await guilds.save(session, Guild(GUILD, "Atelier", "en-US"), NOW)
        watch_id = await watches.add(session, GUILD, plan, PERSON, NOW)
        found = await watches.one(session, GUILD, watch_id)
    assert found is not None
    return Candidate(found, "en-US")


async def find(database: Database, *names: str) -> dict[str, int]:
    """Releases that were just found, by name."""
    found = [release(name) for name in names]
    async with database.transaction() as session:
        await announced.add_releases(session, found, NOW)
        rows = await session.execute(text("SELECT key, id FROM release"))
        await session.execute(text("UPDATE release SET state = 'announced'"))
        return {key: number for key, number in rows if key in names}


async def hold(database: Database, candidate: Candidate, *names: str, outage: Outage | None = None) -> None:
    """Hold these releases until now."""
    ids = await find(database, *names)
    async with database.transaction() as session:
        for name in names:
            wait = Wait("quiet", NOW)
            await held.hold(session, ids[name], [(candidate.watch, wait, outage)], NOW - timedelta(hours=1))


async def count(database: Database, what: str) -> int:
    async with database.transaction() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {what}")) or 0)


def keeper(database: Database, now: datetime = NOW) -> Timekeeper:
    return Timekeeper(database, lambda: now)


async def test_several_workers_and_repeated_jobs_post_what_is_held_once(database: Database) -> None:
    candidate = await watch(database)
    await hold(database, candidate, "Aurora", "Borealis", "Comet")
    workers = [keeper(database) for _ in range(4)]
    await asyncio.gather(*(one.post(DUE, 0) for one in workers for _ in range(3)))
    assert await count(database, "delivery") == 1
    assert await count(database, "announcement") == 3
    assert await count(database, "roundup") == 1
    assert await count(database, "held_release") == 0
    assert await count(database, "pgqueuer WHERE entrypoint = 'deliver'") == 1


async def test_what_is_due_is_queued_once_by_however_many_that_look_at_the_clock(database: Database) -> None:
    candidate = await watch(database)
    await hold(database, candidate, "Aurora", "Borealis")
    await asyncio.gather(*(keeper(database, NOW - timedelta(seconds=1)).queue_due() for _ in range(3)))
    assert await count(database, "pgqueuer") == 0
    await asyncio.gather(*(keeper(database).queue_due() for _ in range(5)))
    assert await count(database, "pgqueuer WHERE entrypoint = 'post_held'") == 1


async def test_what_a_job_was_given_up_for_is_queued_again_after_ever_longer_pauses(
    database: Database,
) -> None:
    candidate = await watch(database)
    await hold(database, candidate, "Aurora")
    queued_at = []
    for minutes in range(0, 3 * 24 * 60, 10):
        await keeper(database, NOW + timedelta(minutes=minutes)).queue_due()
        if await count(database, "pgqueuer"):
            queued_at.append(minutes)
            async with database.transaction() as session:
                await session.execute(text("DELETE FROM pgqueuer"))
    pauses = [after - before for before, after in itertools.pairwise(queued_at)]
    assert pauses == [30, 60, 120, 240, 480, 960, 960, 960]
    async with database.transaction() as session:
        await held.look_again(session, GUILD, NOW)
    await keeper(database).queue_due()
    assert await count(database, "pgqueuer WHERE entrypoint = 'post_held'") == 1


async def test_what_stays_held_is_overdue_for_operators_although_a_job_looks_at_it(
    database: Database,
) -> None:
    candidate = await watch(database)
    await hold(database, candidate, "Aurora")
    await keeper(database).queue_due()
    async with database.transaction() as session:
        await session.execute(text("UPDATE held_release SET due_at = now() - interval '11 minutes'"))
    assert (await read_figures(database))["releases_overdue"] == 1


async def test_releases_announced_at_the_same_time_never_exceed_the_cap(database: Database) -> None:
    plan = Plan(Source("author", "acme"), CHANNEL, ("model",), timing=Timing(most=3))
    candidate = await watch(database, plan)
    ids = await find(database, *(f"Model-{number}" for number in range(20)))

    async def announce(name: str, release_id: int) -> int:
        async with database.transaction() as session:
            timed = await holding.sort(session, [candidate], None, NOW)
            await announcing.post(session, release_id, release(name), timed.now, NOW)
            return len(timed.over)

    over = await asyncio.gather(*(announce(*one) for one in ids.items()))
    assert await count(database, "delivery") == 3
    assert sum(over) == 17


async def test_when_a_message_beyond_the_cap_was_deleted_there_is_another(database: Database) -> None:
    plan = Plan(Source("author", "acme"), CHANNEL, ("model",), timing=Timing(most=1))
    candidate = await watch(database, plan)
    ids = await find(database, "Aurora", "Borealis")

    async def over() -> Overflow:
        timed = await holding.sort(session, [candidate], None, NOW)
        return timed.over[0][1]

    async with database.transaction() as session:
        await announcing.post(session, ids["Aurora"], release("Aurora"), [candidate], NOW)
        first = await over()
        told = [(ids["Borealis"], release("Borealis"), candidate.watch)]
        await roundup_posts.post(session, "cap", told, "en", NOW, overflow=first)
        open_one = await over()
        gone = "UPDATE delivery SET edit_failure = 'message_missing' WHERE id = :id"
        await session.execute(text(gone), {"id": open_one.delivery_id})
        again = await over()
    assert first.delivery_id is None
    assert open_one.delivery_id is not None
    assert again == first


async def test_what_the_watch_does_not_want_any_more_is_let_go_with_the_reason(database: Database) -> None:
    candidate = await watch(database)
    await hold(database, candidate, "Aurora", "Borealis")
    narrow = Plan(Source("author", "acme"), CHANNEL, ("model",), Filters(include=("aurora",)))
    async with database.transaction() as session:
        await watches.change(session, GUILD, candidate.watch.id, narrow, PERSON, NOW)
    await keeper(database).post(DUE, 0)
    assert await count(database, "announcement") == 1
    assert await count(database, "outcome WHERE objection ->> 'reason' = 'name_lacks'") == 1
    assert await count(database, "held_release") == 0


async def test_what_another_watch_of_the_channel_has_posted_meanwhile_is_not_posted_again(
    database: Database,
) -> None:
    candidate = await watch(database)
    await hold(database, candidate, "Aurora")
    other = await watch(database, Plan(Source("repository", "acme/Aurora"), CHANNEL, ("model",)))
    ids = await find(database, "Aurora")
    async with database.transaction() as session:
        await announcing.post(session, ids["Aurora"], release("Aurora"), [other], NOW)
    await keeper(database).post(DUE, 0)
    assert await count(database, "delivery") == 1
    assert await count(database, "outcome WHERE objection ->> 'reason' = 'duplicate'") == 1


async def test_what_two_watches_hold_in_one_channel_counts_and_is_posted_once(database: Database) -> None:
    one = await watch(database)
    two = await watch(database, Plan(Source("repository", "acme/Aurora"), CHANNEL, ("model",)))
    elsewhere = await watch(database, Plan(Source("author", "acme"), CHANNEL + 1, ("model",)))
    for candidate in (one, two, elsewhere):
        await hold(database, candidate, "Aurora")
    async with database.transaction() as session:
        assert await held.next_due(session) == (2, NOW)
    assert (await read_figures(database))["releases_held"] == 2
    await keeper(database).post(DUE, 0)
    assert await count(database, "announcement") == 1
    assert await count(database, f"held_release WHERE channel_id = {CHANNEL}") == 0


async def test_what_is_no_longer_public_when_its_time_comes_is_not_posted(database: Database) -> None:
    candidate = await watch(database)
    await hold(database, candidate, "Aurora", "Borealis")
    async with database.transaction() as session:
        await session.execute(text("UPDATE release SET hidden_at = now() WHERE key = 'Aurora'"))
    await keeper(database).post(DUE, 0)
    assert await count(database, "announcement") == 1
    assert await count(database, "outcome WHERE objection ->> 'reason' = 'gone'") == 1


async def test_a_server_that_was_left_gets_nothing_when_it_is_back(database: Database) -> None:
    candidate = await watch(database)
    await hold(database, candidate, "Aurora")
    async with database.transaction() as session:
        await guilds.leave(session, GUILD, NOW)
    await keeper(database).post(DUE, 0)
    assert await count(database, "held_release") == 0
    assert await count(database, "delivery") == 0


async def test_while_discord_takes_no_posts_nothing_is_added_and_then_one_message_tells_since_when(
    database: Database,
) -> None:
    candidate = await watch(database)
    ids = await find(database, "Stuck")
    async with database.transaction() as session:
        early = NOW - timedelta(minutes=30)
        await announcing.post(session, ids["Stuck"], release("Stuck"), [candidate], early)
        in_turn = await holding.sort(session, [candidate], None, NOW)
        await session.execute(text("UPDATE delivery SET state = 'sending'"))
        timed = await holding.sort(session, [candidate], None, NOW)
        await session.execute(text("UPDATE delivery SET state = 'waiting'"))
        await pause(session, 60, "unanswered")
        paused = await holding.sort(session, [candidate], None, NOW)
        await session.execute(text("DELETE FROM traffic"))
        await session.execute(text("UPDATE delivery SET state = 'sending'"))
    assert in_turn.now == [candidate]
    assert timed.now == paused.now == []
    [(_, wait, outage)] = timed.waiting
    assert wait.cause == "late"
    assert outage == Outage(early, NOW, "discord")
    await hold(database, candidate, "Aurora", "Borealis", outage=outage)
    await keeper(database).post(DUE, 0)
    assert await count(database, "delivery") == 1
    async with database.transaction() as session:
        await session.execute(text("UPDATE delivery SET state = 'sent', message_id = 1"))
    later = NOW + timedelta(minutes=5)
    await keeper(database, later).post(DUE, 0)
    assert await count(database, "delivery") == 2
    async with database.transaction() as session:
        message = await session.scalar(text("SELECT message::text FROM delivery ORDER BY id DESC LIMIT 1"))
    since, until = int(early.timestamp()), int(later.timestamp())
    assert f"could not reach Discord from <t:{since}:f> to <t:{until}:f>" in str(message)

"""The bot's process is killed between every two steps of a delivery; each channel gets exactly one message.

The steps are stopped from outside, so that nothing in the bot knows of the test: a trigger in PostgreSQL
waits for a lock that the test holds, or the local Discord never answers. Then the process is killed, and
another one finishes the work.
"""

import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import URL

from bot.db.engine import dsn
from sandbox.demo import Bot
from sandbox.faults import Effect
from tests.journeys.conftest import RELEASES, Place, about
from tests.waiting import until

MAGISTRAL = "mistralai/Magistral-Small-2506"
LOCK = 7_777


@dataclass(frozen=True)
class Step:
    """A statement on a table that is about to be committed when the process dies."""

    table: str
    when: str
    condition: str = "true"


STEPS = {
    "the release is found": Step("release", "INSERT"),
    "its announcements are written": Step("announcement", "INSERT"),
    "it is noted as announced": Step("release", "UPDATE", "NEW.state = 'announced'"),
    "the sending is noted": Step("delivery", "UPDATE", "NEW.state = 'sending'"),
    "the message is posted and not yet noted": Step("delivery", "UPDATE", "NEW.state = 'sent'"),
    "all is done but the job is not off the queue": Step("pgqueuer", "DELETE"),
}


@asynccontextmanager
async def _stopped_at(url: URL, step: Step) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Whoever takes this step waits until the block ends."""
    connection = await asyncpg.connect(dsn(url))
    await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
    row = "OLD" if step.when == "DELETE" else "NEW"
    await connection.execute(f"""
        CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock({LOCK}); RETURN {row}; END $$;
        CREATE TRIGGER stop_here BEFORE {step.when} ON {step.table}
        FOR EACH ROW WHEN ({step.condition}) EXECUTE FUNCTION stop_here();
    """)
    try:
        yield connection
    finally:
        # The dead process's session may still wait for the lock, and holds the table.
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        )
        await connection.execute(f"DROP TRIGGER stop_here ON {step.table}; DROP FUNCTION stop_here()")
        await connection.close()


async def _someone_waits(connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
    query = "SELECT true FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted"
    return bool(await connection.fetchval(query, LOCK))


async def _start(place: Place, url: URL, folder: Path) -> Bot:
    place.discord.clock.advance(6)
    bot = Bot(
        place.discord,
        place.hub,
        folder,
        ESSAI_DATABASE_URL=dsn(url),
        ESSAI_FEED_SECONDS="0.1",
        ESSAI_AUTHOR_SECONDS="0.1",
        ESSAI_JOB_HEARTBEAT_SECONDS="1",
    )
    await bot.start()
    await place.discord.until_connected()
    return bot


async def _kill(bot: Bot) -> None:
    assert bot.process is not None
    bot.process.send_signal(signal.SIGKILL)
    await bot.ended()


async def _one_message_each(place: Place) -> None:
    """Both channels have the message once, and still have when a later one has come through."""
    await place.announced(place.alex, MAGISTRAL)
    await place.announced(place.robin, MAGISTRAL, "#leaderboard")
    place.hub.publish(kind="model", id="mistralai/Later")
    await place.announced(place.alex, "mistralai/Later")
    await place.announced(place.robin, "mistralai/Later", "#leaderboard")
    for person, channel in ((place.alex, RELEASES), (place.robin, "#leaderboard")):
        posts = await place.posts(person, channel)
        assert [sum(about(name)(one) for one in posts) for name in (MAGISTRAL, "mistralai/Later")] == [1, 1]


async def _watch_in_two_servers(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    await place.watch("mistralai", place.robin, "#leaderboard")


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
async def test_a_bot_killed_at_any_step_announces_once(
    quiet_place: Place, database_url: URL, tmp_path: Path, step: Step
) -> None:
    place = quiet_place
    bot = await _start(place, database_url, tmp_path)
    try:
        await _watch_in_two_servers(place)
        async with _stopped_at(database_url, step) as connection:
            place.hub.publish(catalogue=MAGISTRAL)
            await until(lambda: _someone_waits(connection), what="the bot at this step")
            await _kill(bot)
        bot = await _start(place, database_url, tmp_path)
        await _one_message_each(place)
    finally:
        await bot.stop()


ENDS: dict[str, tuple[Effect, Callable[[Bot], Awaitable[None]]]] = {
    "killed before the effect": ("hang", _kill),
    "killed after the effect": ("hang_after", _kill),
    "stopped politely": ("hang", Bot.stop),
}


@pytest.mark.parametrize("end", ENDS)
async def test_a_bot_that_ends_while_discord_answers_announces_once(
    quiet_place: Place, database_url: URL, tmp_path: Path, end: str
) -> None:
    effect, finish = ENDS[end]
    place = quiet_place
    bot = await _start(place, database_url, tmp_path)
    try:
        await _watch_in_two_servers(place)
        place.discord.faults.add("POST", "/channels/[0-9]+/messages", effect, times=2)
        place.hub.publish(catalogue=MAGISTRAL)

        async def taken() -> bool:
            return not place.discord.faults.waiting()

        await until(taken, what="both calls of Discord")
        await finish(bot)
        bot = await _start(place, database_url, tmp_path)
        await _one_message_each(place)
    finally:
        await bot.stop()


async def test_a_message_posted_long_before_the_restart_is_found_and_not_sent_again(
    quiet_place: Place, database_url: URL, tmp_path: Path
) -> None:
    place = quiet_place
    bot = await _start(place, database_url, tmp_path)
    try:
        await _watch_in_two_servers(place)
        async with _stopped_at(database_url, STEPS["the message is posted and not yet noted"]) as connection:
            place.hub.publish(catalogue=MAGISTRAL)
            await until(lambda: _someone_waits(connection), what="the bot at this step")
            await place.announced(place.alex, MAGISTRAL)
            await place.announced(place.robin, MAGISTRAL, "#leaderboard")
            await _kill(bot)
        # Discord has forgotten the nonce by now: only a look into the channel can tell.
        place.discord.clock.advance(3600)
        connection = await asyncpg.connect(dsn(database_url))
        await connection.execute("UPDATE delivery SET sending_since = sending_since - interval '1 hour'")
        await connection.close()
        bot = await _start(place, database_url, tmp_path)
        await _one_message_each(place)
    finally:
        await bot.stop()

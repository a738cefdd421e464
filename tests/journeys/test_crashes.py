"""The bot's process is killed between every two steps of a delivery; each channel gets exactly one message.

It is stopped at a step (`crashes.py`), or the local Discord never answers. Then the process is killed, and
another one finishes the work.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import URL

from bot.db.engine import dsn
from sandbox.demo import Bot
from sandbox.faults import Effect
from tests.journeys.conftest import RELEASES, Place, about
from tests.journeys.crashes import Step, kill, someone_waits, start, stopped_at
from tests.waiting import until

MAGISTRAL = "mistralai/Magistral-Small-2506"


STEPS = {
    "the release is found": Step("release", "INSERT"),
    "its announcements are written": Step("announcement", "INSERT"),
    "it is noted as announced": Step("release", "UPDATE", "NEW.state = 'announced'"),
    "the sending is noted": Step("delivery", "UPDATE", "NEW.state = 'sending'"),
    "the message is posted and not yet noted": Step("delivery", "UPDATE", "NEW.state = 'sent'"),
    "all is done but the job is not off the queue": Step("pgqueuer", "DELETE"),
}


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
    bot = await start(place, database_url, tmp_path)
    try:
        await _watch_in_two_servers(place)
        async with stopped_at(database_url, step) as connection:
            place.hub.publish(catalogue=MAGISTRAL)
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await kill(bot)
        bot = await start(place, database_url, tmp_path)
        await _one_message_each(place)
    finally:
        await bot.stop()


ENDS: dict[str, tuple[Effect, Callable[[Bot], Awaitable[None]]]] = {
    "killed before the effect": ("hang", kill),
    "killed after the effect": ("hang_after", kill),
    "stopped politely": ("hang", Bot.stop),
}


@pytest.mark.parametrize("end", ENDS)
async def test_a_bot_that_ends_while_discord_answers_announces_once(
    quiet_place: Place, database_url: URL, tmp_path: Path, end: str
) -> None:
    effect, finish = ENDS[end]
    place = quiet_place
    bot = await start(place, database_url, tmp_path)
    try:
        await _watch_in_two_servers(place)
        place.discord.faults.add("POST", "/channels/[0-9]+/messages", effect, times=2)
        place.hub.publish(catalogue=MAGISTRAL)

        async def taken() -> bool:
            return not place.discord.faults.waiting()

        await until(taken, what="both calls of Discord")
        await finish(bot)
        bot = await start(place, database_url, tmp_path)
        await _one_message_each(place)
    finally:
        await bot.stop()


async def test_a_message_posted_long_before_the_restart_is_found_and_not_sent_again(
    quiet_place: Place, database_url: URL, tmp_path: Path
) -> None:
    place = quiet_place
    bot = await start(place, database_url, tmp_path)
    try:
        await _watch_in_two_servers(place)
        async with stopped_at(database_url, STEPS["the message is posted and not yet noted"]) as connection:
            place.hub.publish(catalogue=MAGISTRAL)
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await place.announced(place.alex, MAGISTRAL)
            await place.announced(place.robin, MAGISTRAL, "#leaderboard")
            await kill(bot)
        # Discord has forgotten the nonce by now: only a look into the channel can tell.
        place.discord.clock.advance(3600)
        connection = await asyncpg.connect(dsn(database_url))
        await connection.execute("UPDATE delivery SET sending_since = sending_since - interval '1 hour'")
        await connection.close()
        bot = await start(place, database_url, tmp_path)
        await _one_message_each(place)
    finally:
        await bot.stop()

"""The bot's process is killed between every two steps of holding releases back and of posting them."""

from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import URL

from bot.db.engine import Database, dsn
from tests.journeys.conftest import Place
from tests.journeys.crashes import Step, kill, someone_waits, start, stopped_at
from tests.journeys.test_timing import NAMES, held, publish, set_quiet, set_timing, with_heading
from tests.waiting import until

HOLDING = {
    "a release is held": Step("held_release", "INSERT"),
    "it is noted as dealt with": Step("release", "UPDATE", "NEW.state = 'announced'"),
}
POSTING = {
    "a job is made of what is due": Step("held_release", "UPDATE", "NEW.queued_at IS NOT NULL"),
    "the message is put into the outbox": Step("roundup", "INSERT"),
    "its announcements are written": Step("announcement", "INSERT"),
    "what was held is forgotten": Step("held_release", "DELETE"),
    "the message is posted and not yet noted": Step("delivery", "UPDATE", "NEW.state = 'sent'"),
    "all is done but the job is not off the queue": Step(
        "pgqueuer", "DELETE", "OLD.entrypoint = 'post_held'"
    ),
}


async def _end_quiet(url: URL) -> None:
    """Morning comes at once."""
    connection = await asyncpg.connect(dsn(url))
    await connection.execute("UPDATE guild SET quiet_start = NULL, quiet_end = NULL")
    await connection.execute("UPDATE held_release SET due_at = now()")
    await connection.close()


async def _one_message(place: Place) -> None:
    """All four are told once, and still are when a later release has come through."""
    post = await with_heading(place, "### While it was quiet: 4 releases")
    publish(place, "acme/Later")
    await place.announced(place.alex, "acme/Later")
    posts = await place.posts(place.alex)
    assert len(posts) == 2
    assert all(f"/{name})" in post.text for name in NAMES)


@pytest.mark.parametrize("step", [*HOLDING.values(), *POSTING.values()], ids=[*HOLDING, *POSTING])
async def test_a_bot_killed_at_any_step_tells_of_a_quiet_night_once(
    quiet_place: Place, database_url: URL, stored: Database, tmp_path: Path, step: Step
) -> None:
    place = quiet_place
    publish(place, "acme/Old-3B")
    bot = await start(place, database_url, tmp_path)
    try:
        await place.watch("acme", place.camille)
        await set_quiet(place, stored, 7)
        if step in POSTING.values():
            for name in NAMES:
                publish(place, name)
            await held(stored, 4)
        async with stopped_at(database_url, step) as connection:
            if step in POSTING.values():
                await _end_quiet(database_url)
            else:
                for name in NAMES:
                    publish(place, name)
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await kill(bot)
        bot = await start(place, database_url, tmp_path)
        if step in HOLDING.values():
            await held(stored, 4)
            await _end_quiet(database_url)
        await _one_message(place)
    finally:
        await bot.stop()


async def test_a_bot_killed_while_a_message_beyond_the_cap_grows_tells_of_each_once(
    quiet_place: Place, database_url: URL, stored: Database, tmp_path: Path
) -> None:
    place = quiet_place
    publish(place, "acme/Old-3B")
    bot = await start(place, database_url, tmp_path)
    try:
        await place.watch("acme", place.camille)
        await set_timing(stored, most=1)
        publish(place, NAMES[0])
        await place.announced(place.alex, NAMES[0])
        publish(place, NAMES[1])
        await with_heading(place, "### And 1 more")
        grows = Step("delivery", "UPDATE", "NEW.message::text LIKE '%And 2 more%'")
        async with stopped_at(database_url, grows) as connection:
            publish(place, NAMES[2])
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await kill(bot)
        bot = await start(place, database_url, tmp_path)
        publish(place, NAMES[3])
        post = await place.alex.wait_for("#releases", lambda one: "### And 3 more" in one.text)
        assert [post.text.count(f"/{name})") for name in NAMES] == [0, 1, 1, 1]
        assert len(await place.posts(place.alex)) == 2
    finally:
        await bot.stop()

"""The bot is killed between every two steps of a forum's post and of a crosspost; each is there once."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.engine import URL

from bot.db.engine import dsn
from sandbox.discord.model import Flag
from tests.journeys.conftest import Place, about
from tests.journeys.crashes import Step, kill, someone_waits, start, stopped_at
from tests.journeys.target_steps import (
    FORUM,
    NEWS,
    SMALL,
    copies,
    crossposting,
    follower,
    forum_posts,
    publish,
    told_in_forum,
    watched,
)
from tests.waiting import until

FORUM_STEPS = {
    "the sending is noted": Step("delivery", "UPDATE", "NEW.state = 'sending'"),
    "the post is there and not yet noted": Step("delivery", "UPDATE", "NEW.state = 'sent'"),
    "all is done but the job is not off the queue": Step("pgqueuer", "DELETE"),
}
TITLE_STEPS = {
    "the title is about to be given": Step("delivery", "UPDATE", "NEW.retitle_at IS NOT NULL"),
    "the title is given and not yet noted": Step("delivery", "UPDATE", "NEW.retitle = 'done'"),
}
CROSSPOST_STEPS = {
    "the message is posted and not yet noted": Step("delivery", "UPDATE", "NEW.state = 'sent'"),
    "a place for the crosspost is being taken": Step("delivery", "UPDATE", "NEW.crosspost = 'booked'"),
    "it is passed on and not yet noted": Step("delivery", "UPDATE", "NEW.crosspost = 'done'"),
}


async def _killed_at(place: Place, url: URL, folder: Path, step: Step) -> None:
    """Publish a release, kill the bot at a step, and let a new one finish what both have begun."""
    bot = await start(place, url, folder)
    try:
        async with stopped_at(url, step) as connection:
            publish(place, SMALL)
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await kill(bot)
    finally:
        await bot.stop()
    # Long enough for a forum's post to be settled, whatever became of it.
    connection = await asyncpg.connect(dsn(url))
    await connection.execute("UPDATE delivery SET sending_since = sending_since - interval '1 minute'")
    await connection.close()


async def _set(place: Place, url: URL, folder: Path, watch: Callable[[], Awaitable[None]]) -> None:
    """Let a moderator set a watch with a bot of its own."""
    bot = await start(place, url, folder)
    try:
        await watch()
    finally:
        await bot.stop()


@pytest.mark.parametrize("step", FORUM_STEPS.values(), ids=FORUM_STEPS)
async def test_a_forum_has_one_post_whenever_the_bot_is_killed(
    quiet_place: Place, database_url: URL, tmp_path: Path, step: Step
) -> None:
    place = quiet_place
    await _set(place, database_url, tmp_path, lambda: watched(place, FORUM))
    await _killed_at(place, database_url, tmp_path, step)
    bot = await start(place, database_url, tmp_path)
    try:
        await told_in_forum(place, place.alex, SMALL)
        publish(place, "mistralai/Later")
        await told_in_forum(place, place.alex, "mistralai/Later")
        forum = await place.camille.find_channel(FORUM)
        assert [thread.name for thread in forum_posts(place, forum)] == ["Small-1B", "Later"]
    finally:
        await bot.stop()


@pytest.mark.parametrize("step", TITLE_STEPS.values(), ids=TITLE_STEPS)
async def test_a_post_has_its_new_title_whenever_the_bot_is_killed(
    quiet_place: Place, database_url: URL, tmp_path: Path, step: Step
) -> None:
    place = quiet_place
    await _set(place, database_url, tmp_path, lambda: watched(place, FORUM))
    bot = await start(place, database_url, tmp_path)
    try:
        publish(place, SMALL)
        [post] = await told_in_forum(place, place.alex, SMALL)
        async with stopped_at(database_url, step) as connection:
            place.hub.change("model", SMALL, rename="mistralai/Tiny-1B")
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await kill(bot)
    finally:
        await bot.stop()
    connection = await asyncpg.connect(dsn(database_url))
    # Five minutes later.
    await connection.execute("UPDATE delivery SET retitle_at = retitle_at - interval '5 minutes'")
    bot = await start(place, database_url, tmp_path)
    try:
        await until(
            lambda: connection.fetchval("SELECT retitle = 'done' FROM delivery"), what="the new title"
        )
        assert place.discord.state.channels[post.id].name == "Tiny-1B"
        assert [call for call in place.discord.journal.calls if call.status == 429] == []
    finally:
        await connection.close()
        await bot.stop()


@pytest.mark.parametrize("step", CROSSPOST_STEPS.values(), ids=CROSSPOST_STEPS)
async def test_followers_get_one_copy_whenever_the_bot_is_killed(
    quiet_place: Place, database_url: URL, tmp_path: Path, step: Step
) -> None:
    place = quiet_place
    channel = await follower(place)
    await _set(place, database_url, tmp_path, lambda: crossposting(place))
    await _killed_at(place, database_url, tmp_path, step)
    bot = await start(place, database_url, tmp_path)
    try:
        assert len(await copies(place, channel, SMALL)) == 1
        publish(place, "mistralai/Later")
        await copies(place, channel, "mistralai/Later")
        assert len(await copies(place, channel, SMALL)) == 1
        posts = [one for one in await place.posts(place.alex, NEWS) if about(SMALL)(one)]
        assert [bool(one.raw["flags"] & Flag.CROSSPOSTED) for one in posts] == [True]
    finally:
        await bot.stop()

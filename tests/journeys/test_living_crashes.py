"""The bot's process is killed between every two steps of a fold; in the end one message tells of all."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from sandbox.demo import Bot
from sandbox.faults import Effect
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.crashes import Step, kill, someone_waits, start, stopped_at
from tests.waiting import until

BASE, INSTRUCT = "acme/Smol-3B-Base", "acme/Smol-3B"
CHANNELS = (RELEASES, "#leaderboard")

STEPS = {
    "the release is found": Step("release", "INSERT"),
    "the fold is written": Step("announcement", "INSERT"),
    "the new content is stored": Step("delivery", "UPDATE", "NEW.version > OLD.version"),
    "a worker takes the message in hand": Step("delivery", "UPDATE", "NEW.editing_until IS NOT NULL"),
    "the message is edited and not yet noted": Step(
        "delivery", "UPDATE", "NEW.shown_version > OLD.shown_version"
    ),
    "all is done but the job is not off the queue": Step("pgqueuer", "DELETE", "OLD.entrypoint = 'edit'"),
}


def publish(place: Place, name: str) -> None:
    place.hub.publish(kind="model", id=name, pipeline_tag="text-generation")


async def begin(place: Place, url: URL, folder: Path) -> Bot:
    """A bot that has told of the base in both servers."""
    publish(place, "acme/Old-1B")
    bot = await start(place, url, folder)
    await place.watch("acme", place.camille)
    await place.watch("acme", place.robin, "#leaderboard")
    publish(place, BASE)
    for channel in CHANNELS:
        await place.announced(place.robin if channel != RELEASES else place.alex, BASE, channel)
    return bot


async def both_in_one_message(place: Place) -> None:
    for channel in CHANNELS:
        person = place.robin if channel != RELEASES else place.alex
        await person.wait_for(channel, lambda one: f"/{BASE})" in one.text and f"/{INSTRUCT})" in one.text)
        assert len(await place.posts(person, channel)) == 1


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
async def test_a_bot_killed_at_any_step_of_a_fold_has_one_message_with_all(
    quiet_place: Place, database_url: URL, tmp_path: Path, step: Step
) -> None:
    place = quiet_place
    bot = await begin(place, database_url, tmp_path)
    try:
        async with stopped_at(database_url, step) as connection:
            publish(place, INSTRUCT)
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await kill(bot)
        bot = await start(place, database_url, tmp_path)
        await both_in_one_message(place)
    finally:
        await bot.stop()


ENDS: dict[str, tuple[Effect, Callable[[Bot], Awaitable[None]]]] = {
    "killed before the effect": ("hang", kill),
    "killed after the effect": ("hang_after", kill),
    "stopped politely": ("hang", Bot.stop),
}


@pytest.mark.parametrize("end", ENDS)
async def test_a_bot_that_ends_while_discord_edits_has_one_message_with_all(
    quiet_place: Place, database_url: URL, tmp_path: Path, end: str
) -> None:
    effect, finish = ENDS[end]
    place = quiet_place
    bot = await begin(place, database_url, tmp_path)
    try:
        place.discord.faults.add("PATCH", "/channels/[0-9]+/messages/[0-9]+", effect, times=2)
        publish(place, INSTRUCT)

        async def taken() -> bool:
            return not place.discord.faults.waiting()

        await until(taken, what="both calls of Discord")
        await finish(bot)
        bot = await start(place, database_url, tmp_path)
        await both_in_one_message(place)
    finally:
        await bot.stop()

"""The bot's process is killed between every two steps of telling a follower, who hears of it once."""

from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.journeys.conftest import Place
from tests.journeys.crashes import Step, kill, someone_waits, start, stopped_at
from tests.journeys.test_following import follow, news, private
from tests.waiting import until

FIRST, SECOND, THIRD = "acme/One-1B", "acme/Two-2B", "acme/Three-3B"
_PRIVATE = "NEW.message::text LIKE '%follow:mine:%'"
STEPS = {
    "the alert is noted": Step("alert", "INSERT"),
    "the conversation is opened": Step("follower", "UPDATE", "NEW.channel_id IS NOT NULL"),
    "the message is put into the outbox": Step("delivery", "INSERT", _PRIVATE),
    "the alert is forgotten": Step("alert", "DELETE"),
    "the message is sent and not yet noted": Step("delivery", "UPDATE", f"NEW.state = 'sent' AND {_PRIVATE}"),
    "all is done but the job is not off the queue": Step(
        "pgqueuer", "DELETE", "OLD.entrypoint = 'tell_follower'"
    ),
}


def _publish(place: Place, name: str) -> None:
    place.hub.publish(kind="model", id=name, pipeline_tag="text-generation")


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
async def test_a_bot_killed_at_any_step_tells_a_follower_once(
    quiet_place: Place, database_url: URL, tmp_path: Path, step: Step
) -> None:
    place = quiet_place
    _publish(place, "acme/Old-1B")
    bot = await start(place, database_url, tmp_path)
    try:
        await place.watch("acme", place.camille)
        _publish(place, FIRST)
        post = await place.announced(place.alex, FIRST)
        await follow(place.alex, post, "All news by acme")
        async with stopped_at(database_url, step) as connection:
            _publish(place, SECOND)
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await kill(bot)
        bot = await start(place, database_url, tmp_path)
        [told] = await private(place.alex, 1)
        assert "Two-2B" in told.text
        _publish(place, THIRD)
        await private(place.alex, 2)
        assert ["Two-2B" in one.text for one in await news(place.alex)] == [True, False]
    finally:
        await bot.stop()

"""The bot's process is killed while a second measurement is told; whoever wanted it hears of it once."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from bot.db.engine import Database
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.crashes import Step, kill, someone_waits, start, stopped_at
from tests.journeys.posting import MODEL, chosen, post_result, shows
from tests.journeys.test_following import news, private
from tests.waiting import until

_PRIVATE = "NEW.message::text LIKE '%again:mine:%'"
STEPS = {
    "the message is in the outbox and not noted as told": Step(
        "reproduction_asker", "UPDATE", "NEW.told_at IS NOT NULL"
    ),
    "the message is sent and not noted as sent": Step(
        "delivery", "UPDATE", f"NEW.state = 'sent' AND {_PRIVATE}"
    ),
}


async def _is_done(stored: Database) -> bool:
    """Whether every message was sent, and nobody is to be told any more."""
    async with stored.transaction() as session:
        unsent = await session.scalar(text("SELECT count(*) FROM delivery WHERE state <> 'sent'"))
        untold = "SELECT count(*) FROM pgqueuer WHERE entrypoint = 'tell_reproduced'"
        return not unsent and not await session.scalar(text(untold))


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
async def test_a_bot_killed_while_it_tells_of_a_second_measurement_tells_it_once(
    quiet_place: Place, database_url: URL, stored: Database, tmp_path: Path, step: Step
) -> None:
    place = quiet_place
    place.hub.publish(kind="model", id=MODEL)
    bot = await start(place, database_url, tmp_path)
    try:
        first = await post_result(place, place.alex, "75.7 %")
        result = await chosen(place.alex, "reproduce request", "qwen")
        await place.alex.command("reproduce request", channel=RELEASES, options={"result": result})
        async with stopped_at(database_url, step) as connection:
            await post_result(place, place.camille, "76.5 %")
            await until(lambda: someone_waits(connection), what="the bot at this step")
            await kill(bot)
        bot = await start(place, database_url, tmp_path)
        [told] = await private(place.alex, 1)
        assert "agrees within noise" in told.text
        await shows(place.alex, first, "🔁 reproduced")
        await until(lambda: _is_done(stored), what="the end of all jobs")
        assert len(await news(place.alex)) == 1
    finally:
        await bot.stop()

"""A release that has too few likes yet is announced once, when it has them."""

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place, about
from tests.journeys.target_steps import opened, publish, saved
from tests.journeys.test_timing import held, set_quiet
from tests.steps import settled, turned
from tests.waiting import until

NEW = "mistralai/Liked-1B"


def like(place: Place, likes: int, trending: int = 0) -> None:
    repository = place.hub.state.repositories["model", NEW]
    repository.likes, repository.trending_score = likes, trending


async def choosy(place: Place, **least: str) -> Seen:
    """A panel that asks for likes."""
    await place.camille.speak("en-US")
    panel = await turned(place.camille, await opened(place, RELEASES), "what")
    reply = await place.camille.press(panel, "Likes")
    names = {"likes": "Least number of likes", "trending": "Least trending score"}
    await place.camille.submit(reply, {names[name]: value for name, value in least.items()})
    return await settled(place.camille, panel, "at least")


async def why(place: Place, wanted: str) -> str:
    async def told() -> str:
        reply = await place.camille.command("watch why", channel=RELEASES, options={"repo": NEW})
        return reply.text if wanted in reply.text else ""

    return await until(told, what=wanted)


@pytest.mark.parametrize(("least", "enough"), [("likes", (60, 0)), ("trending", (0, 60))])
async def test_a_release_waits_for_likes_and_is_announced_once(
    place: Place, least: str, enough: tuple[int, int]
) -> None:
    panel = await choosy(place, **{least: "50"})
    assert "Judged by the likes of today" in panel.text
    await saved(place, panel)
    publish(place, NEW)
    await why(place, "waiting (")
    like(place, *(count // 5 for count in enough))
    await why(place, "12 of 50")
    assert not any(about(NEW)(one) for one in await place.posts(place.alex))
    like(place, *enough)
    await place.announced(place.alex, NEW)
    publish(place, "mistralai/Other")
    like(place, 1_000, 1_000)
    await why(place, "posted: ")
    assert sum(about(NEW)(one) for one in await place.posts(place.alex)) == 1


async def test_a_release_that_is_never_liked_is_given_up_with_its_reason(
    place: Place, stored: Database
) -> None:
    await saved(place, await choosy(place, likes="50"))
    publish(place, NEW)
    await why(place, "waiting (")
    async with stored.transaction() as session:
        await session.execute(text("UPDATE awaited SET until = until - interval '8 days'"))
    await place.stop_bot()
    await place.start_bot()
    await why(place, "filtered by Likes: 0 of 50")
    like(place, 60)
    publish(place, "mistralai/Later")
    place.hub.state.repositories["model", "mistralai/Later"].likes = 60
    await place.announced(place.alex, "mistralai/Later")
    assert not any(about(NEW)(one) for one in await place.posts(place.alex))


async def test_what_has_enough_likes_in_the_quiet_hours_is_posted_at_their_end(
    place: Place, stored: Database
) -> None:
    await saved(place, await choosy(place, likes="50"))
    publish(place, NEW)
    await why(place, "waiting (")
    await set_quiet(place, stored, 7)
    like(place, 60)
    await held(stored, 1)
    await place.pass_time(hours=8)
    await place.announced(place.alex, NEW)


async def test_what_is_no_number_of_likes_is_told(place: Place) -> None:
    await place.camille.speak("en-US")
    panel = await turned(place.camille, await opened(place, RELEASES), "what")
    reply = await place.camille.press(panel, "Likes")
    await place.camille.submit(reply, {"Least number of likes": "many"})
    await place.camille.wait_for(panel.channel, lambda one: "**many** is no number" in one.text)

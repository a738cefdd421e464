"""Posts wait for the end of quiet hours, for a digest, or for room: none is lost, none comes twice."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.waiting import until

NAMES = [f"acme/Night-{name}" for name in ("Owl", "Fox", "Bat", "Cat")]
SIZES = [f"acme/Night-{number}B" for number in range(1, 5)]


def publish(place: Place, name: str, **facts: object) -> None:
    place.hub.publish(
        kind="model", id=name, pipeline_tag="text-generation", licence="mit", parameters=8 * 10**9, **facts
    )


@pytest.fixture
async def acme(place: Place) -> Place:
    """A place that watches an author with one old model."""
    publish(place, "acme/Old-3B")
    await place.watch("acme", place.camille)
    return place


async def set_quiet(place: Place, stored: Database, hours: float) -> None:
    """Quiet hours that began an hour ago and end after so many hours, in all servers."""
    now = place.clock.now()
    async with stored.transaction() as session:
        await session.execute(
            text("UPDATE guild SET quiet_start = :start, quiet_end = :end"),
            {"start": (now - timedelta(hours=1)).time(), "end": (now + timedelta(hours=hours)).time()},
        )


async def held(stored: Database, count: int) -> None:
    """Wait until so many releases are held."""

    async def look() -> bool:
        async with stored.transaction() as session:
            return bool(await session.scalar(text("SELECT count(*) FROM held_release")) == count)

    await until(look, what=f"{count} held releases")


async def with_heading(place: Place, words: str) -> Seen:
    return await place.alex.wait_for(RELEASES, lambda one: not one.ephemeral and words in one.text)


async def test_one_release_of_a_quiet_night_gets_its_usual_post_in_the_morning(
    acme: Place, stored: Database
) -> None:
    await set_quiet(acme, stored, 7)
    publish(acme, NAMES[0])
    await held(stored, 1)
    assert await acme.posts(acme.alex) == []
    await acme.pass_time(hours=8)
    post = await acme.announced(acme.alex, NAMES[0])
    assert "**Parameters** 8 billion" in post.text
    assert post.links["Open on the Hub"] == f"{acme.hub.url}/{NAMES[0]}"
    await held(stored, 0)
    publish(acme, "acme/By-Day")
    await acme.announced(acme.alex, "acme/By-Day")
    assert len(await acme.posts(acme.alex)) == 2


async def test_four_releases_of_a_quiet_night_come_in_one_message_in_the_morning(
    acme: Place, stored: Database
) -> None:
    await set_quiet(acme, stored, 7)
    for name in NAMES:
        publish(acme, name)
    await held(stored, 4)
    await acme.pass_time(hours=8)
    post = await with_heading(acme, "### While it was quiet: 4 releases")
    for name in NAMES:
        assert f"**[{name[5:]}]({acme.hub.url}/{name})** A new model by **acme**. It writes text" in post.text
    assert "-# 8 billion parameters · text generation · MIT" in post.text
    publish(acme, "acme/By-Day")
    await acme.announced(acme.alex, "acme/By-Day")
    assert len(await acme.posts(acme.alex)) == 2


async def test_four_sizes_of_one_model_in_a_quiet_night_are_one_usual_post(
    acme: Place, stored: Database
) -> None:
    await set_quiet(acme, stored, 7)
    for name in SIZES:
        publish(acme, name)
    await held(stored, 4)
    await acme.pass_time(hours=8)
    post = await with_heading(acme, "**Also in this family**")
    assert all(f"[{name[5:]}]({acme.hub.url}/{name})" in post.text for name in SIZES)
    assert len(await acme.posts(acme.alex)) == 1


async def set_timing(stored: Database, **timing: object) -> None:
    """Give every watch this timing."""
    async with stored.transaction() as session:
        await session.execute(
            text("UPDATE watch SET timing = CAST(:timing AS jsonb)"), {"timing": json.dumps(timing)}
        )


async def test_beyond_the_cap_one_message_grows_until_the_hour_is_over(acme: Place, stored: Database) -> None:
    await set_timing(stored, most=2)
    for number in range(14):
        publish(acme, f"acme/Model-{number:02}")
    post = await with_heading(acme, "### And 12 more")
    assert len(await acme.posts(acme.alex)) == 3
    await acme.pass_time(minutes=61)
    publish(acme, "acme/Later")
    await acme.announced(acme.alex, "acme/Later")
    assert len(await acme.posts(acme.alex)) == 4
    assert len({one.id for one in await acme.posts(acme.alex) if one.id == post.id}) == 1

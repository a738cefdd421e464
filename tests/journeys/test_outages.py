"""What came while the Hub or Discord was away comes in one message, which says from when to when."""

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from tests.journeys.conftest import Place
from tests.journeys.test_timing import NAMES, held, publish, speak, with_heading
from tests.waiting import until


@pytest.fixture
async def acme(place: Place) -> Place:
    """A place that watches an author with one old model."""
    publish(place, "acme/Old-3B")
    await place.watch("acme", place.camille)
    return place


async def delivered(stored: Database, count: int) -> None:
    """Wait until there is a delivery and so many have reached Discord."""

    async def look() -> bool:
        query = "SELECT count(*), count(*) FILTER (WHERE state = 'sent') FROM delivery"
        async with stored.transaction() as session:
            made, sent = (await session.execute(text(query))).one()
        return bool(made and sent == count)

    await until(look, what=f"{count} deliveries")


def let_pass(place: Place, *, hours: float) -> None:
    """Let time go by while the bot does not run."""
    for clock in (place.clock, place.discord.clock, place.hub.clock):
        clock.advance(hours * 3600)


@pytest.mark.parametrize(
    ("language", "heading", "since"),
    [
        ("en", "### Seen late: 4 releases", "-# ⏱ I could not reach the Hub from <t:"),
        (
            "fr",
            "### Vues tardivement\u00a0: 4 parutions",
            "-# ⏱ Je n’ai pas pu joindre le Hub du <t:",
        ),
    ],
)
async def test_after_an_outage_of_the_hub_one_message_says_what_was_late_and_since_when(
    acme: Place, stored: Database, language: str, heading: str, since: str
) -> None:
    await speak(stored, language)
    await acme.stop_bot()
    let_pass(acme, hours=1)
    for name in NAMES:
        publish(acme, name)
    let_pass(acme, hours=1)
    await acme.start_bot()
    await held(stored, 4)
    await acme.pass_time(minutes=2)
    post = await with_heading(acme, heading)
    assert since in post.text
    publish(acme, "acme/In-Time")
    later = await acme.announced(acme.alex, "acme/In-Time")
    assert "⏱" not in later.text
    assert len(await acme.posts(acme.alex)) == 2


async def test_one_late_release_gets_its_usual_post_with_the_time_of_the_outage(
    acme: Place, stored: Database
) -> None:
    await acme.stop_bot()
    let_pass(acme, hours=1)
    publish(acme, NAMES[0])
    let_pass(acme, hours=1)
    await acme.start_bot()
    await held(stored, 1)
    await acme.pass_time(minutes=2)
    post = await acme.announced(acme.alex, NAMES[0])
    assert post.text.startswith("-# ⏱ I could not reach the Hub from <t:")
    assert "**Parameters** 8 billion" in post.text


@pytest.mark.parametrize(
    ("language", "heading", "since"),
    [
        ("en", "### Seen late: 3 releases", "-# ⏱ I could not reach Discord from <t:"),
        ("fr", "### Vues tardivement\u00a0: 3 parutions", "-# ⏱ Je n’ai pas pu joindre Discord du <t:"),
    ],
)
async def test_after_an_outage_of_discord_what_came_meanwhile_is_one_message(
    acme: Place, stored: Database, language: str, heading: str, since: str
) -> None:
    await speak(stored, language)
    acme.discord.faults.add("POST", "/channels/[0-9]+/messages", "status", status=503, times=10_000)
    publish(acme, NAMES[0])
    await delivered(stored, 0)
    await acme.pass_time(minutes=11)
    for name in NAMES[1:]:
        publish(acme, name)
    await held(stored, 3)
    acme.discord.faults.clear()
    await acme.announced(acme.alex, NAMES[0])
    await delivered(stored, 1)
    await acme.pass_time(minutes=2)
    post = await with_heading(acme, heading)
    assert since in post.text
    assert len(await acme.posts(acme.alex)) == 2

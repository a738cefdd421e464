"""Posts wait for the end of quiet hours, for a digest, or for room: none is lost, none comes twice."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_settings import opened, shown, typed
from tests.waiting import until

LINK = "https://discord.com/channels/"
NAMES = ["acme/Aurora", "acme/Borealis", "acme/Comet", "acme/Dune"]
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


async def set_timing(stored: Database, **timing: object) -> None:
    """Give every watch this timing."""
    async with stored.transaction() as session:
        await session.execute(
            text("UPDATE watch SET timing = CAST(:timing AS jsonb)"), {"timing": json.dumps(timing)}
        )


async def explained(place: Place, repo: str, words: str) -> None:
    """Wait until the reason that a moderator is given holds these words."""
    where = await place.camille.find_channel(RELEASES)

    async def look() -> bool:
        told = await place.camille.command("watch why", channel=where, options={"repo": repo})
        return words in told.text

    await until(look, what=words)


async def speak(stored: Database, language: str) -> None:
    """From now on every server is written to in this language."""
    async with stored.transaction() as session:
        await session.execute(text("UPDATE guild SET language = :language"), {"language": language})


async def with_heading(place: Place, words: str) -> Seen:
    return await place.alex.wait_for(RELEASES, lambda one: not one.ephemeral and words in one.text)


async def test_one_release_of_a_quiet_night_gets_its_usual_post_in_the_morning(
    acme: Place, stored: Database
) -> None:
    await set_quiet(acme, stored, 7)
    publish(acme, NAMES[0])
    await held(stored, 1)
    assert await acme.posts(acme.alex) == []
    await explained(acme, NAMES[0], "en attente\u00a0: heures calmes jusqu’au <t:")
    status = await acme.camille.command("status", channel=RELEASES)
    assert "**Retenu pour plus tard**\n- <#" in status.text
    assert "> · 1 parution · en attente\u00a0: heures calmes jusqu’au <t:" in status.text
    await acme.pass_time(hours=8)
    post = await acme.announced(acme.alex, NAMES[0])
    assert "**Parameters** 8 billion" in post.text
    assert "⏱" not in post.text
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
    told = await acme.alex.press(post, "Why here?")
    assert "These 4 releases came in the quiet hours of this server." in told.text
    assert "This channel watches **acme** · models." in told.text
    await acme.camille.speak("en-US")
    await explained(acme, NAMES[0], f"posted with others after quiet hours: {LINK}")
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


async def test_a_quiet_night_is_told_in_the_language_that_the_server_speaks_in_the_morning(
    acme: Place, stored: Database
) -> None:
    await set_quiet(acme, stored, 7)
    publish(acme, NAMES[0])
    publish(acme, NAMES[1])
    await held(stored, 2)
    await speak(stored, "fr")
    await acme.pass_time(hours=8)
    post = await with_heading(acme, "### Pendant les heures calmes\u00a0: 2 parutions")
    assert "-# 8 milliards de paramètres · génération de texte · MIT" in post.text
    told = await acme.camille.press(post, "Pourquoi ici\u202f?")
    assert "Ces 2 parutions sont arrivées pendant les heures calmes de ce serveur." in told.text


DIGESTS = [
    ("daily", 1, "en", "### The day in 2 releases"),
    ("daily", 1, "fr", "### La journée en 2 parutions"),
    ("weekly", 7, "en", "### The week in 2 releases"),
    ("weekly", 7, "fr", "### La semaine en 2 parutions"),
]


@pytest.mark.parametrize(("rhythm", "days", "language", "heading"), DIGESTS)
async def test_a_digest_holds_everything_since_the_last_and_nothing_makes_no_post(
    acme: Place, stored: Database, rhythm: str, days: int, language: str, heading: str
) -> None:
    await acme.camille.speak("en-US")
    await speak(stored, language)
    now = acme.clock.now() + timedelta(hours=2)
    await set_timing(stored, rhythm=rhythm, hour=now.hour, weekday=now.weekday())
    publish(acme, NAMES[0])
    publish(acme, NAMES[1])
    await held(stored, 2)
    await explained(acme, NAMES[0], f"waiting: in the {rhythm} digest of <t:")
    await acme.pass_time(hours=2)
    await with_heading(acme, heading)
    await acme.pass_time(days=days)
    publish(acme, NAMES[2])
    publish(acme, NAMES[3])
    await held(stored, 2)
    assert len(await acme.posts(acme.alex)) == 1
    await acme.pass_time(days=days)
    post = await with_heading(acme, "[Dune](")
    assert heading in post.text
    assert len(await acme.posts(acme.alex)) == 2
    await explained(acme, NAMES[3], f"posted in a {rhythm} digest: {LINK}")


@pytest.mark.parametrize(
    ("language", "heading", "button", "reason"),
    [
        ("en", "### And 12 more", "Why here?", "These 12 releases came when this channel had as many posts"),
        (
            "fr",
            "### Et 12 de plus",
            "Pourquoi ici\u202f?",
            "These 12 releases came when this channel had as many",
        ),
    ],
)
async def test_beyond_the_cap_one_message_grows_until_the_hour_is_over(
    acme: Place, stored: Database, language: str, heading: str, button: str, reason: str
) -> None:
    await acme.camille.speak("en-US")
    await speak(stored, language)
    await set_timing(stored, most=2)
    for number in range(14):
        publish(acme, f"acme/Model-{number:02}")
    post = await with_heading(acme, heading)
    assert len(await acme.posts(acme.alex)) == 3
    told = await acme.alex.press(post, button)
    assert reason in told.text
    capped = next(f"acme/Model-{number:02}" for number in range(14) if f"Model-{number:02}](" in post.text)
    await explained(acme, capped, f"capped: it stands with others in one message: {LINK}")
    await acme.pass_time(minutes=61)
    publish(acme, "acme/Later")
    await acme.announced(acme.alex, "acme/Later")
    assert len(await acme.posts(acme.alex)) == 4


async def test_quiet_hours_that_are_taken_away_end_at_once(acme: Place, stored: Database) -> None:
    await acme.camille.speak("en-US")
    now = acme.clock.now()
    start, end = (f"{now + timedelta(hours=hours):%H:%M}" for hours in (-1, 7))
    panel = await opened(acme.camille)
    await typed(acme.camille, panel, zone="UTC", start=start, end=end)
    await shown(acme.camille, panel, f"from {start} to {end}")
    publish(acme, NAMES[0])
    await held(stored, 1)
    await typed(acme.camille, panel, zone="UTC", start="", end="")
    await acme.announced(acme.alex, NAMES[0])


async def test_what_is_in_a_message_with_others_and_disappears_is_struck_out_there(
    acme: Place, stored: Database
) -> None:
    await set_quiet(acme, stored, 7)
    for name in NAMES:
        publish(acme, name)
    await held(stored, 4)
    await acme.pass_time(hours=8)
    await with_heading(acme, "### While it was quiet: 4 releases")
    acme.hub.change("model", NAMES[1], private=True)
    post = await with_heading(acme, "(no longer public)")
    assert "~~[Borealis](" in post.text
    assert len(await acme.posts(acme.alex)) == 1


@pytest.mark.parametrize("what", ["remove", "pause"])
async def test_what_one_watch_held_is_posted_for_another_of_the_channel_when_the_first_is(
    what: str, acme: Place, stored: Database
) -> None:
    where = await acme.camille.find_channel(RELEASES)
    [first] = await acme.camille.autocomplete("watch pause", channel=where, focused="watch")
    await acme.watch("acme/Aurora", acme.camille)
    await set_quiet(acme, stored, 7)
    publish(acme, NAMES[0])
    await held(stored, 2)
    await acme.camille.speak("en-US")
    told = await acme.camille.command("watch why", channel=where, options={"repo": NAMES[0]})
    assert told.text.count("waiting: quiet hours until") == 2
    await acme.camille.command(f"watch {what}", channel=where, options={"watch": int(first.value)})
    await acme.pass_time(hours=8)
    await acme.announced(acme.alex, NAMES[0])
    assert len(await acme.posts(acme.alex)) == 1

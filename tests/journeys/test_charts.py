"""Charts reach people as pictures with words, in answers and in posts."""

from typing import Any

import pytest

from bot.extensions import EXTENSIONS
from bot.outbox import service as outbox
from bot.outbox.model import Draft, ForumPost
from sandbox.person import Seen
from sandbox.seen import inside
from tests.journeys.charts_cog import message_with
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.target_steps import FORUM, forum_posts
from tests.waiting import until_true

PNG = b"\x89PNG\r\n\x1a\n"
GALLERY = 12


def _pictures(message: Seen) -> list[dict[str, Any]]:
    found = [one for one in inside(message.raw["components"]) if one["type"] == GALLERY]
    return [item for one in found for item in one["items"]]


async def _content(place: Place, picture: dict[str, Any]) -> bytes:
    async with place.session.get(picture["media"]["url"]) as answer:
        return await answer.read()


@pytest.fixture
async def place_with_charts(quiet_place: Place) -> Place:
    """A bot that also has the command of `charts_cog`."""
    await quiet_place.start_bot(extensions=(*EXTENSIONS, "tests.journeys.charts_cog"))
    return quiet_place


async def test_an_answer_shows_a_chart_in_the_persons_language_and_a_button_another(
    place_with_charts: Place,
) -> None:
    place = place_with_charts
    answered = (await place.camille.command("chart", channel=RELEASES)).message
    assert answered is not None
    shown = await place.camille.wait_for(RELEASES, lambda one: bool(_pictures(one)))
    (picture,) = _pictures(shown)
    assert picture["description"].startswith(
        "GSM8K, 5 shots. Plus c’est haut, mieux c’est. 1–2. Qwen/Qwen2.5"
    )
    assert (await _content(place, picture)).startswith(PNG)
    await place.alex.press(shown, "another")
    changed = await place.alex.wait_for(RELEASES, lambda one: list(one.files) == ["latency.png"])
    (picture,) = _pictures(changed)
    assert "Lower is better. 1. Qwen/Qwen2.5-Coder-32B-Instruct 182.4" in picture["description"]
    assert (await _content(place, picture)).startswith(PNG)
    await place.alex.press(changed, "none")
    left = await place.alex.wait_for(RELEASES, lambda one: "no chart" in one.text)
    assert (_pictures(left), left.files) == ([], {})


async def test_a_post_carries_its_chart_through_the_outbox(place: Place) -> None:
    channel = await place.camille.find_channel(RELEASES)
    (guild,) = [one for one in place.app.bot.guilds if one.get_channel(int(channel)) is not None]
    message = await message_with("ranking", "en", control="nonce-of-a-chart")
    async with place.app.database.transaction() as session:
        draft = Draft(guild.id, int(channel), "nonce-of-a-chart", message)
        await outbox.put(session, [draft], place.clock.now())
    posted = await place.alex.wait_for(RELEASES, lambda one: bool(_pictures(one)))
    (picture,) = _pictures(posted)
    assert picture["description"].startswith("GSM8K, 5 shots. Higher is better.")
    assert (await _content(place, picture)).startswith(PNG)


async def test_a_post_in_a_forum_carries_its_chart(place: Place) -> None:
    forum = await place.camille.find_channel(FORUM)
    (guild,) = [one for one in place.app.bot.guilds if one.get_channel(int(forum)) is not None]
    message = await message_with("ranking", "fr", control="nonce-of-a-chart")
    draft = Draft(guild.id, int(forum), "nonce-of-a-chart", message, forum=ForumPost("Un graphique"))
    async with place.app.database.transaction() as session:
        await outbox.put(session, [draft], place.clock.now())
    await until_true(lambda: bool(forum_posts(place, forum)), what="the post")
    (thread,) = forum_posts(place, forum)
    posted = await place.alex.wait_for(str(thread.id), lambda one: bool(_pictures(one)))
    assert thread.name == "Un graphique"
    assert list(posted.files) == ["ranking.png"]
    (picture,) = _pictures(posted)
    assert picture["description"].startswith("GSM8K, 5 shots. Plus c’est haut, mieux c’est.")
    assert (await _content(place, picture)).startswith(PNG)

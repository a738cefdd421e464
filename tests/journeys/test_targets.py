"""Releases go where moderators want them: forums, announcement channels with their followers, threads."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.message import Button, Buttons, Message, Text
from bot.outbox.model import Draft
from bot.outbox.service import put
from sandbox.discord.model import Channel, Flag
from sandbox.discord.permissions import SEND_MESSAGES
from sandbox.faults import Effect
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.target_steps import (
    FORUM,
    NEWS,
    SMALL,
    copies,
    crossposting,
    follower,
    forum_posts,
    new_thread,
    opened,
    publish,
    saved,
    told_in_forum,
    watched,
)
from tests.steps import chosen, explained, settled
from tests.waiting import until

REQUIRE_TAG = 1 << 4
SETTLED_SOON = timedelta(seconds=0.3)


async def test_a_release_is_a_post_of_a_forum_with_its_title_and_the_chosen_tags(place: Place) -> None:
    await place.camille.speak("en-US")
    panel = await opened(place, FORUM)
    panel = await chosen(place.camille, panel, "tags", ["proposal", "done"], "**Tags** proposal and done")
    await saved(place, panel)
    publish(place, SMALL)
    (thread,) = await told_in_forum(place, place.alex, SMALL)
    assert thread.name == "Small-1B"
    forum = place.discord.state.channels[thread.parent_id]
    names = {tag.id: tag.name for tag in forum.tags}
    assert [names[tag] for tag in thread.thread.applied_tags] == ["proposal", "done"]
    listed = await place.camille.command("watch list", channel=RELEASES)
    assert "Tags: 2" in listed.text
    await explained(place.camille, SMALL, RELEASES, f"/{thread.id}/{thread.id}")


async def test_a_forum_that_asks_for_a_tag_is_not_watched_without_one(place: Place) -> None:
    forum = await place.camille.find_channel(FORUM)
    await place.control.send("PATCH", f"channels/{forum}", {"flags": REQUIRE_TAG})
    await place.camille.speak("en-US")
    panel = await opened(place, FORUM)
    assert "**Tags** ⚠️ this forum asks for at least one" in panel.text
    reply = await place.camille.press(panel, "Watch")
    told = await place.camille.wait_for(panel.channel, lambda one: "takes posts with a tag only" in one.text)
    assert "choose one under *Where and whom*" in told.text, reply
    panel = await chosen(place.camille, panel, "tags", ["question"], "**Tags** question")
    await saved(place, panel)
    publish(place, SMALL)
    await told_in_forum(place, place.alex, SMALL)


async def test_a_forum_that_asks_for_a_tag_later_pauses_its_watch_and_says_why(place: Place) -> None:
    await watched(place, FORUM)
    forum = await place.camille.find_channel(FORUM)
    await place.control.send("PATCH", f"channels/{forum}", {"flags": REQUIRE_TAG})
    publish(place, SMALL)

    async def paused() -> bool:
        listed = await place.camille.command("watch list", channel=RELEASES)
        return "paused: the forum asks for a tag; choose one with `/watch edit`" in listed.text

    await until(paused, what="the pause")
    why = await place.camille.command("watch why", channel=RELEASES, options={"repo": SMALL})
    assert "failed: the forum asks for a tag" in why.text
    assert forum_posts(place, forum) == []


async def test_a_tag_that_was_deleted_is_left_out(place: Place) -> None:
    await place.camille.speak("en-US")
    panel = await opened(place, FORUM)
    await saved(place, await chosen(place.camille, panel, "tags", ["question", "done"], "question and done"))
    forum = place.discord.state.channels[int(await place.camille.find_channel(FORUM))]
    kept = [{"id": str(tag.id), "name": tag.name} for tag in forum.tags if tag.name != "question"]
    await place.control.send("PATCH", f"channels/{forum.id}", {"available_tags": kept})
    publish(place, SMALL)
    (thread,) = await told_in_forum(place, place.alex, SMALL)
    names = {tag.id: tag.name for tag in forum.tags}
    assert [names[tag] for tag in thread.thread.applied_tags] == ["done"]


@pytest.mark.parametrize("effect", ["status_after", "drop_after", "status", "drop_before"])
async def test_a_forum_post_whose_answer_is_lost_is_there_once(
    place: Place, effect: Effect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outbox.model.SETTLED", SETTLED_SOON)
    monkeypatch.setattr("bot.outbox.service.SETTLED", SETTLED_SOON)
    await watched(place, FORUM)
    forum = await place.camille.find_channel(FORUM)
    place.discord.faults.add("POST", f"/channels/{forum}/threads", effect, status=502, times=2)
    publish(place, SMALL)
    await told_in_forum(place, place.alex, SMALL)
    publish(place, "mistralai/Later")
    await told_in_forum(place, place.alex, "mistralai/Later")
    assert [thread.name for thread in forum_posts(place, forum)] == ["Small-1B", "Later"]


async def test_a_post_goes_on_to_the_channels_that_follow_once(place: Place) -> None:
    channel = await follower(place)
    await crossposting(place)
    publish(place, SMALL)
    assert len(await copies(place, channel, SMALL)) == 1
    post = await place.announced(place.alex, SMALL, NEWS)
    assert post.raw["flags"] & Flag.CROSSPOSTED


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en-US", "This post comes from another server whose channel is followed here"),
        ("fr", "Ce message vient d’un autre serveur, dont un salon est suivi ici"),
    ],
)
async def test_the_buttons_of_a_copy_say_kindly_where_it_comes_from(
    place: Place, locale: str, told: str
) -> None:
    channel = await follower(place)
    await crossposting(place)
    publish(place, SMALL)
    [copy] = await copies(place, channel, SMALL)
    await place.robin.speak(locale)
    for button in (each for each in copy.buttons if each.url is None):
        assert told in (await place.robin.press(copy, button)).text


async def test_without_being_asked_nothing_goes_on_to_the_followers(place: Place) -> None:
    await watched(place, NEWS)
    publish(place, SMALL)
    post = await place.announced(place.alex, SMALL, NEWS)
    assert not post.raw["flags"] & Flag.CROSSPOSTED


@pytest.mark.parametrize("effect", ["drop_after", "status_after", "drop_before"])
async def test_a_crosspost_whose_answer_is_lost_is_made_once(place: Place, effect: Effect) -> None:
    channel = await follower(place)
    await crossposting(place)
    place.discord.faults.add("POST", "/crosspost$", effect, status=502)
    publish(place, SMALL)
    assert len(await copies(place, channel, SMALL)) == 1


def _draft(channel: Channel, number: int) -> Draft:
    nonce = f"{number:024x}"
    message = Message((Text(f"Post {number}"), Buttons((Button("Why here?", f"why:{nonce}"),))))
    return Draft(channel.guild_id or 0, channel.id, nonce, message, crosspost=True)


async def test_what_discord_does_not_pass_on_waits_for_its_hour_and_is_told(
    place: Place, stored: Database
) -> None:
    channel = await follower(place)
    await crossposting(place)
    news = place.discord.state.channels[int(await place.camille.find_channel(NEWS))]
    async with stored.transaction() as session:
        await put(session, [_draft(news, number) for number in range(10)], datetime.now(UTC))

    async def states() -> list[str]:
        async with stored.transaction() as session:
            found = await session.execute(text("SELECT crosspost FROM delivery ORDER BY crosspost"))
            return [row.crosspost for row in found]

    async def ten_done() -> bool:
        return await states() == ["done"] * 10

    await until(ten_done, what="ten crossposts")
    publish(place, SMALL)
    await place.announced(place.alex, SMALL, NEWS)
    later = "it goes on to the followers later: Discord passes on ten an hour"
    await explained(place.camille, SMALL, RELEASES, later)
    assert [call for call in place.discord.journal.calls if call.status == 429] == []
    place.discord.clock.advance(3600)
    async with stored.transaction() as session:
        await session.execute(text("UPDATE delivery SET crosspost_at = crosspost_at - interval '1 hour'"))
        await session.execute(text("UPDATE pgqueuer SET execute_after = now()"))
    assert len(await copies(place, channel, SMALL)) == 1


async def test_a_channel_that_is_no_announcement_channel_any_more_gets_its_posts_all_the_same(
    place: Place,
) -> None:
    await crossposting(place)
    news = await place.camille.find_channel(NEWS)
    await place.control.send("PATCH", f"channels/{news}", {"type": 0})
    publish(place, SMALL)
    await place.announced(place.alex, SMALL, NEWS)

    async def told() -> bool:
        why = await place.camille.command("watch why", channel=RELEASES, options={"repo": SMALL})
        return "it was not passed on to the followers" in why.text

    await until(told, what="the reason")


async def test_a_thread_that_sleeps_is_woken_by_a_post(place: Place) -> None:
    thread = await new_thread(place, archived=True)
    await watched(place, thread)
    publish(place, SMALL)
    await place.announced(place.alex, SMALL, thread)
    state = place.discord.state.channels[int(thread)].thread
    assert state is not None
    assert not state.archived


async def test_a_locked_thread_is_refused_with_the_right_that_is_missing(place: Place) -> None:
    thread = await new_thread(place, archived=True, locked=True)
    await place.camille.speak("en-US")
    options = {"source": "mistralai", "channel": thread}
    reply = await place.camille.command("watch add", channel=RELEASES, options=options)
    assert "I need *Manage Threads* there" in reply.text


@pytest.mark.parametrize(
    ("channel", "bit", "right"),
    [(FORUM, SEND_MESSAGES, "Créer des posts"), (NEWS, SEND_MESSAGES, "Envoyer des messages")],
)
async def test_a_missing_right_is_named_as_the_channel_calls_it(
    place: Place, channel: str, bit: int, right: str
) -> None:
    target = await place.camille.find_channel(channel)
    await place.control.send(
        "PUT",
        f"channels/{target}/permissions/{place.discord.state.application.id}",
        {"type": 1, "allow": "0", "deny": str(bit)},
    )
    options = {"source": "mistralai", "channel": target}
    reply = await place.camille.command("watch add", channel=RELEASES, options=options)
    assert f"*{right}*" in reply.text


@pytest.mark.parametrize("channel", [FORUM, NEWS])
async def test_a_test_post_is_made_where_announcements_are_and_goes_no_further(
    place: Place, channel: str
) -> None:
    publish(place, SMALL)
    await watched(place, channel)
    choice = (await place.camille.autocomplete("watch test", channel=RELEASES, focused="watch"))[0]
    reply = await place.camille.command("watch test", channel=RELEASES, options={"watch": choice.value})
    assert "A post marked as a test is on its way" in reply.text
    if channel == FORUM:
        (thread,) = await told_in_forum(place, place.alex, SMALL)
        assert thread.name == "🧪 Small-1B"
    else:
        post = await place.announced(place.alex, SMALL, channel)
        assert not post.raw["flags"] & Flag.CROSSPOSTED


async def test_how_a_watch_posts_travels_in_a_file(place: Place) -> None:
    await place.camille.speak("en-US")
    panel = await opened(place, FORUM)
    await saved(place, await chosen(place.camille, panel, "tags", ["question"], "**Tags** question"))
    exported = await place.camille.command("watch export", channel=RELEASES)
    assert exported.message is not None
    async with place.session.get(exported.message.files["watches.yaml"]) as response:
        file = await response.read()
    assert b"tags:" in file
    again = await place.camille.command(
        "watch import", channel=RELEASES, files={"file": ("watches.yaml", file)}
    )
    assert "Everything in this file is watched already" in again.text
    choice = (await place.camille.autocomplete("watch remove", channel=RELEASES, focused="watch"))[0]
    await place.camille.command("watch remove", channel=RELEASES, options={"watch": choice.value})
    shown = await place.camille.command(
        "watch import", channel=RELEASES, files={"file": ("watches.yaml", file)}
    )
    assert shown.message is not None
    assert "Tags: 1" in shown.text
    await place.camille.press(shown.message, "Import")
    await settled(place.camille, shown.message, "Done.")
    publish(place, SMALL)
    (thread,) = await told_in_forum(place, place.alex, SMALL)
    assert len(thread.thread.applied_tags) == 1

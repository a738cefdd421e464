"""Living posts in forums, in archived threads, and where followers read them."""

from sandbox.discord.acts import threads
from sandbox.discord.model import Channel
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.target_steps import (
    NEWS,
    copies,
    crossposting,
    follower,
    forum_posts,
    new_thread,
    publish,
    told_in_forum,
    watched,
)
from tests.waiting import until, until_true

FORUM = "#ideas"
OCEAN = "mistralai/Ocean-1B"
BASE, AWQ = f"{OCEAN}-Base", f"{OCEAN}-AWQ"


def thread_of(place: Place, thread_id: str | int) -> Channel:
    return place.discord.state.channels[int(thread_id)]


def archive(place: Place, channel: Channel, **changes: object) -> None:
    assert channel.thread is not None
    threads.update(place.discord.core, channel, channel.thread, {"archived": True, **changes})


async def test_a_message_in_an_archived_thread_is_edited(place: Place) -> None:
    thread = await new_thread(place)
    await watched(place, thread)
    publish(place, OCEAN)
    await place.announced(place.alex, OCEAN, thread)
    archive(place, thread_of(place, thread))
    publish(place, BASE)
    await place.alex.wait_for(thread, lambda one: f"/{BASE})" in one.text)


async def test_a_post_in_a_forum_grows_and_a_locked_one_leaves_the_watch_alone(place: Place) -> None:
    await watched(place, FORUM)
    publish(place, OCEAN)
    [post] = await told_in_forum(place, place.alex, OCEAN)
    publish(place, BASE)
    await place.alex.wait_for(str(post.id), lambda one: f"/{BASE})" in one.text)
    archive(place, post, locked=True)
    publish(place, AWQ)
    publish(place, "mistralai/Other-1B")
    await told_in_forum(place, place.alex, "mistralai/Other-1B")
    assert len(forum_posts(place, await place.camille.find_channel(FORUM))) == 2
    listed = await place.camille.command("watch list", channel=RELEASES)
    assert "paused" not in listed.text


async def test_a_post_in_a_forum_that_was_deleted_leaves_the_watch_alone(place: Place) -> None:
    await watched(place, FORUM)
    publish(place, OCEAN)
    [post] = await told_in_forum(place, place.alex, OCEAN)
    threads.delete(place.discord.core, post)
    publish(place, BASE)

    async def given_up() -> bool:
        why = await place.camille.command("watch why", channel=RELEASES, options={"repo": BASE})
        return "which has been deleted since" in why.text

    await until(given_up, what="the reason")
    publish(place, "mistralai/Other-1B")
    await told_in_forum(place, place.alex, "mistralai/Other-1B")


async def test_followers_see_the_edits_and_what_is_too_many_for_them_holds_nobody_up(place: Place) -> None:
    channel = await follower(place)
    await crossposting(place)
    publish(place, OCEAN)
    await copies(place, channel, OCEAN)
    for name in ("2B", "3B", "4B"):
        publish(place, f"mistralai/Ocean-{name}")
        await place.robin.wait_for(channel, lambda one, n=name: f"Ocean-{n}]" in one.text)  # type: ignore[misc]
    # Discord passes on three edits an hour; the next one waits, and other messages do not wait for it.
    publish(place, "mistralai/Ocean-5B")
    publish(place, "mistralai/Other-1B")
    await place.announced(place.camille, "mistralai/Other-1B", NEWS)
    publish(place, "mistralai/Other-2B")
    await place.camille.wait_for(NEWS, lambda one: "Other-2B]" in one.text)
    assert not any("Ocean-5B]" in one.text for one in await place.camille.read(NEWS))


async def test_a_release_that_is_renamed_renames_its_post_in_a_forum_even_while_that_sleeps(
    place: Place,
) -> None:
    await watched(place, FORUM)
    publish(place, OCEAN)
    [post] = await told_in_forum(place, place.alex, OCEAN)
    archive(place, post)
    place.hub.change("model", OCEAN, rename="mistralai/Sea-1B")
    await until_true(lambda: thread_of(place, post.id).name == "Sea-1B", what="the new title")
    calls = [call for call in place.discord.journal.calls if call.method == "PATCH" and call.body]
    assert [call.body["name"] for call in calls if "name" in call.body] == ["Sea-1B"]

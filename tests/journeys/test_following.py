"""A member follows an author or a family, and is told of its news in private, exactly once."""

from typing import Any

from sqlalchemy import text

from bot.alerts.telling import TELL
from bot.db.engine import Database
from bot.jobs.queue import enqueue
from bot.outbox.service import JOB
from sandbox.person import Person, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.waiting import until

FIRST = "mistralai/Ministral-3B"


async def _post(place: Place, repo_id: str = FIRST, channel: str = RELEASES, **facts: Any) -> Seen:
    place.hub.publish(kind="model", id=repo_id, **{"pipeline_tag": "text-generation", **facts})
    return await place.announced(place.alex, repo_id, channel)


async def follow(person: Person, post: Seen, what: str) -> Seen:
    """Press Follow and what is wanted; what is said in the end."""
    label = "Me prévenir" if any(each.label == "Me prévenir" for each in post.buttons) else "Follow"
    offer = (await person.press(post, label)).message
    assert offer is not None
    assert offer.ephemeral
    await person.press(offer, what)
    return await person.wait_for(post.channel, lambda one: one.id == offer.id and not one.buttons)


async def news(person: Person) -> list[Seen]:
    """What was written to a person in private, without answers to presses."""
    return [one for one in await person.direct_messages() if not one.ephemeral]


async def private(person: Person, count: int) -> list[Seen]:
    """The same, once there is so much."""

    async def there() -> bool:
        return len(await news(person)) >= count

    await until(there, what=f"{count} private messages")
    return await news(person)


async def _is_noted(stored: Database, count: int) -> None:
    """Wait until so many releases are announced, alerts with them."""

    async def announced() -> bool:
        async with stored.transaction() as session:
            found = await session.scalar(text("SELECT count(*) FROM release WHERE state = 'announced'"))
            queued = await session.scalar(
                text("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'tell_follower'")
            )
            return bool(found == count and queued == 0)

    await until(announced, what=f"{count} releases announced and everyone told")


async def test_a_follower_is_told_once_of_the_next_news_of_an_author(place: Place, stored: Database) -> None:
    await place.watch("mistralai", place.camille)
    post = await _post(place)
    done = await follow(place.alex, post, "All news by mistralai")
    assert done.text.startswith(
        "Done. I will write to you in private when there is news: everything by **mistralai**."
    )
    assert await news(place.alex) == []
    await _post(place, "mistralai/Codestral-9B", parameters=9_000_000_000)
    [told] = await private(place.alex, 1)
    assert "News by **mistralai**, as you asked me to tell you:" in told.text
    assert "[Codestral-9B](" in told.text
    assert "**Parameters** 9 billion" in told.text
    assert [each.label for each in told.buttons] == ["Open on the Hub", "Stop: mistralai", "What I follow"]
    await _is_noted(stored, 2)
    assert len(await news(place.alex)) == 1
    assert await news(place.camille) == []


async def test_a_family_is_followed_without_the_rest_and_the_message_stops_it(
    place: Place, stored: Database
) -> None:
    await place.watch("mistralai", place.camille)
    await follow(place.alex, await _post(place), "Only models called Ministral…")
    await _post(place, "mistralai/Codestral-9B")
    await _post(place, "mistralai/ministral-4-8B")
    [told] = await private(place.alex, 1)
    assert "ministral-4-8B" in told.text
    assert "Codestral" not in told.text
    stopped = await place.alex.press(told, "Stop: Ministral… by mistralai")
    assert stopped.text == (
        "Stopped: models by **mistralai** called **Ministral**…. I will not write to you about it any more."
    )
    again = await place.alex.press(told, "Stop: Ministral… by mistralai")
    assert "You do not follow that any more" in again.text
    await _post(place, "mistralai/Ministral-5-8B")
    await _is_noted(stored, 4)
    assert len(await news(place.alex)) == 1


async def test_several_news_come_in_one_message_in_the_language_of_the_person(
    place: Place, stored: Database
) -> None:
    channel = await place.new_server("Le Labo", place.camille, "en-US", "releases")
    await place.watch("mistralai", place.camille, channel, what="everything")
    post = await _post(place, channel=channel)
    await place.alex.speak("fr")
    await follow(place.alex, post, "Toutes les nouveautés de mistralai")
    await place.stop_bot()
    place.settings = place.settings.model_copy(update={"alert_seconds": 3.0})
    await place.start_bot()
    for number in range(3):
        place.hub.publish(
            kind="model", id=f"mistralai/Nouveau-{number}", pipeline_tag="text-generation", parameters=10**9
        )
    place.hub.publish(kind="dataset", id="mistralai/Corpus")
    [told] = await private(place.alex, 1)
    assert "4 nouveautés que vous m’aviez demandé de vous signaler\u00a0:" in told.text
    assert "**[Nouveau-0](" in told.text
    assert "modèle signé mistralai (1\u00a0milliard de paramètres)" in told.text.replace(
        "1 milliard", "1\u00a0milliard"
    )
    assert "jeu de données signé mistralai" in told.text
    assert [each.label for each in told.buttons] == ["Arrêter\u00a0: mistralai", "Ce dont on me prévient"]
    mine = await place.alex.press(told, "Ce dont on me prévient")
    assert "Je vous préviens de\u00a0:\n- tout ce que publie **mistralai**" in mine.text


async def test_what_is_followed_is_listed_and_stopped_by_command(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    post = await _post(place)
    nothing = await place.alex.command("follow list", channel=RELEASES)
    assert "You follow nothing. Press **Follow** below a post" in nothing.text
    await follow(place.alex, post, "All news by mistralai")
    await follow(place.alex, post, "Only models called Ministral…")
    offer = await place.alex.press(post, "Follow")
    assert offer.message is not None
    assert [each.label for each in offer.message.buttons] == [
        "Stop: mistralai",
        "Stop: Ministral… by mistralai",
    ]
    listed = await place.alex.command("follow list", channel=RELEASES)
    assert "- everything by **mistralai**\n- models by **mistralai** called **Ministral**…" in listed.text
    choices = await place.alex.autocomplete(
        "follow stop", channel=RELEASES, focused="what", options={"what": "mini"}
    )
    assert [choice.name for choice in choices] == ["Ministral… by mistralai"]
    assert (
        await place.camille.autocomplete(
            "follow stop", channel=RELEASES, focused="what", options={"what": ""}
        )
        == []
    )
    taken = await place.camille.command("follow stop", channel=RELEASES, options={"what": choices[0].value})
    assert "plus" in taken.text
    stopped = await place.alex.command("follow stop", channel=RELEASES, options={"what": choices[0].value})
    assert stopped.text.startswith("Stopped: models by **mistralai**")
    await place.alex.speak("fr")
    assert "Je vous préviens de" in (await place.alex.command("follow list", channel=RELEASES)).text


async def test_somebody_whom_discord_lets_nothing_through_to_is_told_so_and_can_begin_again(
    place: Place, stored: Database
) -> None:
    await place.watch("mistralai", place.camille)
    await follow(place.alex, await _post(place), "All news by mistralai")
    await place.control.send("PATCH", f"users/{place.alex.id}", {"takes_direct_messages": False})
    await _post(place, "mistralai/Second")

    async def noted() -> bool:
        async with stored.transaction() as session:
            return bool(await session.scalar(text("SELECT blocked_at IS NOT NULL FROM follower")))

    await until(noted, what="the refusal")
    await _post(place, "mistralai/Third")
    listed = await place.alex.command("follow list", channel=RELEASES)
    assert "Discord did not let my last message through to you" in listed.text
    assert listed.message is not None
    await place.control.send("PATCH", f"users/{place.alex.id}", {"takes_direct_messages": True})
    again = await place.alex.press(listed.message, "Write to me again")
    assert "From the next news on I write to you again." in again.text
    await _post(place, "mistralai/Fourth")
    [told] = await private(place.alex, 1)
    assert "Fourth" in told.text
    assert "Third" not in told.text


async def test_a_crash_between_the_alert_and_its_message_tells_it_once(
    place: Place, stored: Database
) -> None:
    await place.watch("mistralai", place.camille)
    await follow(place.alex, await _post(place), "All news by mistralai")
    await _post(place, "mistralai/Second")
    [told] = await private(place.alex, 1)
    async with stored.transaction() as session:
        # As if the process had died after the message was put, and its job were run by two others.
        await session.execute(
            text("UPDATE delivery SET state = 'sending' WHERE channel_id = :dm"), {"dm": int(told.channel)}
        )
        deliveries = await session.scalar(
            text("SELECT id FROM delivery WHERE channel_id = :dm"), {"dm": int(told.channel)}
        )
        person = await session.scalar(text("SELECT user_id FROM follower"))
    async with stored.transaction() as session:
        await enqueue(session, JOB, {"delivery": deliveries}, {"delivery": deliveries})
        await enqueue(session, TELL, {"user": person}, {"user": person})
    await _is_noted(stored, 2)
    assert len(await news(place.alex)) == 1


async def test_where_discord_wants_fewer_new_conversations_the_news_wait(
    place: Place, stored: Database
) -> None:
    await place.watch("mistralai", place.camille)
    await follow(place.alex, await _post(place), "All news by mistralai")
    place.discord.core.limits.new_direct_channels = (0, 600.0)
    await _post(place, "mistralai/Second")

    async def waits() -> bool:
        query = "SELECT execute_after - now() > '5 minutes' FROM pgqueuer WHERE entrypoint = 'tell_follower'"
        async with stored.transaction() as session:
            return bool(await session.scalar(text(query)))

    await until(waits, what="a long pause")
    async with stored.transaction() as session:
        assert await session.scalar(text("SELECT blocked_at IS NULL FROM follower"))
        assert await session.scalar(text("SELECT count(*) FROM alert")) == 1

"""A member follows another for their notebooks, and is told in private of those that they may read."""

from sqlalchemy import text

from bot.alerts.notebook_telling import TELL
from bot.db.engine import Database
from bot.jobs.queue import enqueue
from bot.notebooks.following import POSTED
from sandbox.person import Person, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.sharing import notebook_of, share
from tests.journeys.test_following import news, private
from tests.waiting import until

VIEW = 1 << 10


async def _all_told(stored: Database, count: int) -> None:
    async def told() -> bool:
        async with stored.transaction() as session:
            alerts = await session.scalar(text("SELECT count(*) FROM notebook_alert WHERE is_told"))
            queued = await session.scalar(
                text("SELECT count(*) FROM pgqueuer WHERE entrypoint IN (:posted, :tell)"),
                {"posted": POSTED, "tell": TELL},
            )
            return bool(alerts == count and queued == 0)

    await until(told, what=f"{count} notebooks told")


async def _follow(person: Person, post: Seen, button: str = "Follow the author") -> Seen:
    reply = await person.press(post, button)
    assert reply.message is not None, reply.error
    return reply.message


async def test_a_follower_is_told_of_notebooks_and_versions_in_channels_that_they_read(
    place: Place, stored: Database
) -> None:
    alex, noor = place.alex, place.people["Noor"]
    post = await share(place, alex, notebook_of("Lions", "roaring"))
    own = await alex.press(post, "Follow the author")
    assert "This notebook is your own" in own.text
    done = await _follow(noor, post)
    assert done.text.startswith("C’est fait. Je vous écrirai en privé quand il y aura du nouveau\u00a0: ")
    assert "les notebooks partagés par **Alex** sur **Atelier IA**" in done.text
    assert [one.label for one in done.buttons] == ["Arrêter\u00a0: notebooks partagés par Alex"]
    assert await news(noor) == []
    second = await share(place, alex, notebook_of("Bears", "growling"))
    [told] = await private(noor, 1)
    assert "**Alex** a partagé un notebook sur **Atelier IA**" in told.text
    assert "[Bears](" in told.text
    assert f"/{second.id})" in told.text
    # Another member's notebooks, and those of another server, are no news.
    await share(place, place.camille, notebook_of("Wolves", "howling"))
    await share(place, alex, notebook_of("Whales", "singing"), "#leaderboard")
    # In a channel that the follower may not read it is told to nobody.
    guild = await place.control.get("state", user=alex.id)
    atelier = next(one for one in guild["guilds"] if one["name"] == "Atelier IA")
    hidden = await place.control.send(
        "POST", f"guilds/{atelier['id']}/channels", {"name": "secret", "type": 0}
    )
    await place.control.send(
        "PUT", f"channels/{hidden['id']}/permissions/{noor.id}", {"type": 1, "allow": "0", "deny": str(VIEW)}
    )
    await share(place, alex, notebook_of("Snakes", "hissing"), str(hidden["id"]))
    await _all_told(stored, 2)
    assert len(await news(noor)) == 1
    # A new version is told, once, however often its jobs run.
    again = await share(place, alex, notebook_of("Bears", "snoring"))
    first, latest = await private(noor, 2)
    assert "Bears" in latest.text
    assert "(version 2)" in latest.text
    assert f"/{again.id})" in latest.text
    async with stored.transaction() as session:
        await enqueue(session, TELL, {"user": int(noor.id)})
        about = await session.execute(
            text("SELECT guild_id, nonce FROM delivery WHERE message_id = :id"), {"id": int(again.id)}
        )
        [(guild_id, nonce)] = about.all()
        await enqueue(session, POSTED, {"guild": guild_id, "nonce": nonce})
    await _all_told(stored, 2)
    assert len(await news(noor)) == 2
    # It is listed with the others, and ends from the message itself.
    listed = await noor.command("follow list", channel=RELEASES)
    assert "- les notebooks partagés par **Alex** sur **Atelier IA**" in listed.text
    stopped = await noor.press(first, "Arrêter\u00a0: notebooks partagés par Alex")
    assert "les notebooks partagés par **Alex** sur **Atelier IA**" in stopped.text
    await share(place, alex, notebook_of("Owls", "hooting"))
    assert len(await news(noor)) == 2
    async with stored.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM follow")) == 0
        assert await session.scalar(text("SELECT count(*) FROM notebook_alert")) == 0

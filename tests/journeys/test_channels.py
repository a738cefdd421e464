"""Channels vanish and lose their rights: moderators are told once, and watches go on when it is repaired."""

import asyncio

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Person, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.scenery import (
    SEND_MESSAGES,
    VIEW_CHANNEL,
    change_thread,
    guild_of,
    let_bot,
    new_thread,
)
from tests.journeys.test_settings import opened, shown
from tests.journeys.test_watch_upkeep import command, the_watch
from tests.waiting import until

MAGISTRAL = "mistralai/Magistral-Small-2506"


async def new_channel(place: Place, name: str, kind: int = 0) -> str:
    guild = await guild_of(place, await place.camille.find_channel(RELEASES))
    made = await place.control.send("POST", f"guilds/{guild}/channels", {"name": name, "type": kind})
    return str(made["id"])


async def default_to(place: Place, channel: str) -> None:
    """Moderators choose where they are told."""
    panel = await opened(place.camille)
    await place.camille.choose(panel, "settings:channel", [channel])
    await shown(place.camille, panel, f"<#{channel}>")


async def told(person: Person, channel: str, part: str) -> Seen:
    return await person.wait_for(channel, lambda one: not one.ephemeral and part in one.text)


async def count(person: Person, channel: str, part: str) -> int:
    return sum(part in one.text for one in await person.read(channel) if not one.ephemeral)


async def paused(stored: Database) -> list[str | None]:
    async with stored.transaction() as session:
        return list(await session.scalars(text("SELECT pause_reason FROM watch ORDER BY id")))


async def watched(place: Place) -> tuple[str, str]:
    """Two watches in a channel, and the channel in which moderators are told."""
    await place.camille.speak("en-US")
    channel, moderators = await new_channel(place, "news"), await new_channel(place, "moderators")
    await default_to(place, moderators)
    await place.watch("mistralai", place.camille, channel)
    await place.watch("Qwen", place.camille, channel)
    return channel, moderators


async def test_a_deleted_channel_is_told_once_and_its_watches_can_move(
    place: Place, stored: Database
) -> None:
    channel, moderators = await watched(place)
    await place.control.send("DELETE", f"channels/{channel}", {})
    notice = await told(place.camille, moderators, "I can no longer post in a channel: it is gone")
    assert "2 watches are paused until then:" in notice.text
    assert "- **Qwen** · models" in notice.text
    assert "`/watch edit`" in notice.text
    assert await paused(stored) == ["channel_missing"] * 2
    why = await place.alex.press(notice, "Why here?")
    assert "I tell moderators here what they must know" in why.text
    watch = await the_watch(place)
    releases = await place.camille.find_channel(RELEASES)
    reply = await command(place, "edit", watch=watch, channel=releases)
    assert reply.message is not None
    await place.camille.press(reply.message, "Save")
    moved = await shown(place.camille, reply.message, "Done. The watch of **Qwen**")
    assert f"in <#{releases}>" in moved.text
    place.hub.publish(kind="model", id="Qwen/Moved")
    await place.announced(place.alex, "Qwen/Moved")
    audit = await place.camille.command("audit", channel=RELEASES)
    assert f"Channel: <#{channel}> → <#{releases}>" in audit.text
    assert "I paused **mistralai**" in audit.text
    assert await count(place.camille, moderators, "it is gone") == 1


async def test_a_watch_cannot_move_where_its_source_is_watched_already(place: Place) -> None:
    channel, _ = await watched(place)
    await place.watch("mistralai", place.camille)
    await place.control.send("DELETE", f"channels/{channel}", {})
    found = await place.camille.autocomplete("watch edit", channel=RELEASES, focused="watch")
    lost = next(int(one.value) for one in found if "mistralai" in one.name and "#releases" not in one.name)
    releases = await place.camille.find_channel(RELEASES)
    reply = await command(place, "edit", watch=lost, channel=releases)
    assert reply.message is not None
    pressed = await place.camille.press(reply.message, "Save")
    answer = await place.camille.wait_for(
        releases, lambda one: "That channel has a watch of the same source already" in one.text
    )
    assert pressed.state in {"updated", "answered"}
    assert answer.ephemeral


async def test_a_channel_without_its_rights_is_told_once_and_goes_on_by_itself_when_repaired(
    place: Place, stored: Database
) -> None:
    channel, moderators = await watched(place)
    await let_bot(place, channel, deny=SEND_MESSAGES)
    place.hub.publish(catalogue=MAGISTRAL)
    notice = await told(place.camille, moderators, f"I can no longer post in <#{channel}>")
    assert "I need *Send Messages* there. Grant it in the channel’s settings" in notice.text
    assert await paused(stored) == ["channel_forbidden"] * 2
    place.hub.publish(kind="model", id="mistralai/While-Closed")
    place.hub.publish(kind="model", id="Qwen/While-Closed")
    await let_bot(place, channel, deny=0)
    repaired = await told(place.camille, moderators, f"I can post in <#{channel}> again")
    assert "2 watches go on; what came out meanwhile is not announced:" in repaired.text
    assert await paused(stored) == [None, None]
    place.hub.publish(kind="model", id="mistralai/After")
    await place.announced(place.camille, "mistralai/After", channel)
    assert await count(place.camille, channel, "While-Closed") == 0
    assert await count(place.camille, moderators, "I can no longer post") == 1
    assert await count(place.camille, moderators, "again") == 1


async def test_what_a_moderator_paused_stays_paused_when_the_channel_is_repaired(
    place: Place, stored: Database
) -> None:
    channel, moderators = await watched(place)
    await command(place, "pause", watch=await the_watch(place))
    await let_bot(place, channel, deny=SEND_MESSAGES)
    place.hub.publish(catalogue=MAGISTRAL)
    await told(place.camille, moderators, "1 watch is paused until then:")
    await let_bot(place, channel, deny=0)
    await told(place.camille, moderators, "1 watch goes on")
    assert await paused(stored) == [None, "moderator"]


async def test_a_repair_that_nobody_told_of_is_found_at_the_next_start(
    place: Place, stored: Database
) -> None:
    channel, moderators = await watched(place)
    await let_bot(place, channel, deny=SEND_MESSAGES)
    place.hub.publish(catalogue=MAGISTRAL)
    await told(place.camille, moderators, "I can no longer post")
    await place.stop_bot()
    await let_bot(place, channel, deny=0)
    await place.start_bot()
    await told(place.camille, moderators, "again")
    assert await paused(stored) == [None, None]


async def test_a_notice_is_posted_once_through_a_restart(place: Place, stored: Database) -> None:
    channel, moderators = await watched(place)
    place.discord.faults.add("POST", f"/channels/{moderators}/messages", "drop_after", times=1)
    await let_bot(place, channel, deny=SEND_MESSAGES)
    place.hub.publish(catalogue=MAGISTRAL)
    await told(place.camille, moderators, "I can no longer post")
    await place.stop_bot()
    await place.start_bot()

    async def delivered() -> bool:
        async with stored.transaction() as session:
            open_ones = "SELECT count(*) FROM delivery WHERE state IN ('waiting', 'sending')"
            return not await session.scalar(text(open_ones))

    await until(delivered, what="every delivery")
    assert await count(place.camille, moderators, "I can no longer post") == 1


@pytest.mark.parametrize("where", ["public_updates_channel_id", "system_channel_id"])
async def test_without_a_default_channel_moderators_are_told_where_discord_tells_them(
    place: Place, where: str
) -> None:
    channel, staff = await new_channel(place, "news"), await new_channel(place, "staff")
    guild = await guild_of(place, channel)
    await place.control.send("PATCH", f"guilds/{guild}", {where: staff})
    await place.camille.speak("en-US")
    await place.watch("mistralai", place.camille, channel)
    await place.control.send("DELETE", f"channels/{channel}", {})
    await told(place.camille, staff, "it is gone")


async def test_without_a_default_channel_moderators_are_told_where_not_everyone_reads(place: Place) -> None:
    channel = await new_channel(place, "news")
    private = await new_channel(place, "staff")
    guild = await guild_of(place, channel)
    everyone = {"type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
    bot = (await place.control.get("state"))["application"]["id"]
    await place.control.send("PUT", f"channels/{private}/permissions/{guild}", everyone)
    allowed = {"type": 1, "allow": str(VIEW_CHANNEL | SEND_MESSAGES | 1 << 16), "deny": "0"}
    await place.control.send("PUT", f"channels/{private}/permissions/{bot}", allowed)
    await place.camille.speak("en-US")
    await place.watch("mistralai", place.camille, channel)
    await place.control.send("DELETE", f"channels/{channel}", {})
    await told(place.camille, private, "it is gone")


async def test_where_no_channel_is_left_who_made_the_watch_gets_a_direct_message(place: Place) -> None:
    channel = await place.new_server("Le Labo", place.robin, "fr", "parutions")
    await place.watch("mistralai", place.robin, channel)
    await place.control.send("DELETE", f"channels/{channel}", {})

    async def direct() -> str:
        found = (await place.control.get("state", user=place.robin.id))["dms"]
        return str(found[0]["id"]) if found else ""

    where = await until(direct, what="direct messages")
    notice = await told(place.robin, where, "Je ne peux plus publier dans un salon")
    assert "1 suivi est en pause d’ici là" in notice.text


async def test_a_locked_thread_pauses_its_watch_and_an_unlocked_one_goes_on(
    place: Place, stored: Database
) -> None:
    await place.camille.speak("en-US")
    moderators = await new_channel(place, "moderators")
    await default_to(place, moderators)
    releases = await place.camille.find_channel(RELEASES)
    thread = await new_thread(place, releases, "news")
    await place.watch("mistralai", place.camille, thread)
    change_thread(place, thread, archived=True)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.camille, MAGISTRAL, thread)
    change_thread(place, thread, archived=True, locked=True)
    place.hub.publish(kind="model", id="mistralai/Locked-Out")
    notice = await told(place.camille, moderators, f"I can no longer post in <#{thread}>")
    assert "I need *Manage Threads* there." in notice.text
    assert await paused(stored) == ["channel_forbidden"]
    change_thread(place, thread, archived=False, locked=False)
    await told(place.camille, moderators, "again")
    place.hub.publish(kind="model", id="mistralai/Back")
    await place.announced(place.camille, "mistralai/Back", thread)


async def test_several_workers_tell_of_a_channel_once(place: Place) -> None:
    channel, moderators = await watched(place)
    await let_bot(place, channel, deny=SEND_MESSAGES)
    place.hub.publish(catalogue=MAGISTRAL)
    await told(place.camille, moderators, "I can no longer post")
    job = {"guild": int(await guild_of(place, moderators)), "channel": int(channel)}
    channels = place.app.bot.services.channels
    await asyncio.gather(*(channels.tell(job, 0) for _ in range(4)))
    await asyncio.gather(*(channels.repair(job["guild"]) for _ in range(4)))
    await let_bot(place, channel, deny=0)
    await asyncio.gather(*(channels.repair(job["guild"]) for _ in range(4)))
    await told(place.camille, moderators, "again")
    place.hub.publish(kind="model", id="Qwen/After")
    await place.announced(place.camille, "Qwen/After", channel)
    assert await count(place.camille, moderators, "I can no longer post") == 1
    assert await count(place.camille, moderators, "again") == 1


async def test_a_repair_while_the_hub_does_not_answer_is_made_good_soon(
    place: Place, stored: Database
) -> None:
    channel, moderators = await watched(place)
    await let_bot(place, channel, deny=SEND_MESSAGES)
    place.hub.publish(catalogue=MAGISTRAL)
    await told(place.camille, moderators, "I can no longer post")
    place.hub.faults.add("GET", "/api/", "status", status=500, times=10_000)
    await let_bot(place, channel, deny=0)

    async def noted() -> int:
        async with stored.transaction() as session:
            query = "SELECT count(*) FROM pgqueuer WHERE entrypoint = 'look_at_closed'"
            return int(await session.scalar(text(query)) or 0)

    await until(noted, what="a later look")
    assert await paused(stored) == ["channel_forbidden"] * 2
    place.hub.faults.clear()
    async with stored.transaction() as session:
        due = "UPDATE pgqueuer SET execute_after = now() WHERE entrypoint = 'look_at_closed'"
        await session.execute(text(due))
    await place.camille.wait_for(moderators, lambda one: "again" in one.text)
    assert await paused(stored) == [None, None]

"""Moderators read who changed what."""

from datetime import UTC, datetime

from sqlalchemy import text

from bot.audit import store as audit
from bot.audit.model import Change
from bot.db.engine import Database
from sandbox.person import Reply
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.test_settings import opened, shown, typed
from tests.journeys.test_watch_upkeep import command, the_watch
from tests.waiting import until


async def ask(place: Place, **options: object) -> Reply:
    return await place.camille.command("audit", channel=RELEASES, options=options)


async def test_every_change_is_told_newest_first_with_who_what_and_from_where_to_where(place: Place) -> None:
    await place.camille.speak("en-US")
    assert (await ask(place)).text == "Nothing was changed here, or it is longer ago than 180 days."
    await place.watch("mistralai", place.camille)
    watch = await the_watch(place)
    await command(place, "pause", watch=watch)
    await command(place, "resume", watch=watch)
    panel = await opened(place.camille)
    await place.camille.choose(panel, "settings:language", ["fr"])
    await shown(place.camille, panel, "**Language** French")
    await typed(place.camille, panel, zone="Europe/Paris", start="22:00", end="7:00")
    await shown(place.camille, panel, "from 22:00 to 07:00")
    await command(place, "remove", watch=watch)
    told = await ask(place)
    assert told.message is not None
    assert told.message.ephemeral
    camille, channel = f"<@{place.camille.id}>", await place.camille.find_channel(RELEASES)
    about = f"**mistralai** in <#{channel}>"
    parts = [
        "What was changed",
        f"{camille} removed {about}",
        f"{camille} changed the settings",
        "-# Time zone: UTC → Europe/Paris",
        "-# Quiet hours: none yet → from 22:00 to 07:00",
        f"{camille} changed the settings",
        "-# Language: as Discord says: English → French",
        f"{camille} resumed {about}",
        f"{camille} paused {about}",
        f"{camille} added {about}",
        "-# Kinds: models",
    ]
    place_in_text = 0
    for part in parts:
        place_in_text = told.text.index(part, place_in_text)
    await place.camille.speak("fr")
    told = await ask(place)
    assert f"{camille} a mis en pause le suivi de **mistralai** dans <#{channel}>" in told.text
    assert "Heures calmes\u00a0: aucune pour l’instant → de 22:00 à 07:00" in told.text


async def test_changes_are_shown_in_pages_by_member_and_kind(place: Place, stored: Database) -> None:
    await place.camille.speak("en-US")
    await place.watch("mistralai", place.camille)
    guild = int((await place.control.get("state", user=place.camille.id))["guilds"][0]["id"])
    now = datetime.now(UTC)
    states = [{"locale": "fr", "time_zone": zone} for zone in ("Europe/Paris", "Europe/Rome")]
    async with stored.transaction() as session:
        for _ in range(12):
            await audit.note(session, guild, Change("settings", int(place.robin.id), *states), now)
    first = await ask(place)
    assert first.text.count("changed the settings") == 10
    assert first.message is not None
    assert [button.label for button in first.message.buttons] == ["Older"]
    await place.camille.press(first.message, "Older")
    second = await shown(place.camille, first.message, "added **mistralai**")
    assert second.text.count("changed the settings") == 2
    assert [button.label for button in second.buttons] == ["Newest"]
    own = await ask(place, member=place.camille.id)
    assert "changed the settings" not in own.text
    assert "added **mistralai**" in own.text
    assert "added" not in (await ask(place, kind="settings")).text
    assert "Nothing was changed here" in (await ask(place, kind="removed")).text


async def test_another_server_reads_nothing_of_it(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    reply = await place.robin.command("audit", channel="#leaderboard")
    assert reply.text == "Nothing was changed here, or it is longer ago than 180 days."


async def test_a_member_who_is_no_moderator_reads_nothing(place: Place) -> None:
    reply = await place.alex.command("audit", channel=RELEASES)
    assert "That is for moderators" in reply.text


async def test_a_pause_that_is_over_is_told_as_the_bots_own_act(place: Place, stored: Database) -> None:
    await place.camille.speak("en-US")
    await place.watch("mistralai", place.camille)
    watch = await the_watch(place)
    await command(place, "pause", watch=watch, until=1)
    assert "-# Until: <t:" in (await ask(place)).text
    payload = {"watch": watch}
    async with stored.transaction() as session:
        row = (await session.execute(text("SELECT guild_id, paused_until FROM watch"))).one()
    await place.app.bot.services.upkeep.resume_due(
        {**payload, "guild": row.guild_id, "until": row.paused_until.isoformat()}, 0
    )

    async def told() -> bool:
        return "I resumed **mistralai**" in (await ask(place)).text

    await until(told, what="the end of the pause in the audit")

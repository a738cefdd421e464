"""What people and the world do wrong: each gets a clear sentence, and nothing half-done stays behind."""

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from tests.journeys.conftest import RELEASES, Place
from tests.waiting import until

MAGISTRAL = "mistralai/Magistral-Small-2506"
AWAY = "Le Hub ne répond pas pour l’instant. Rien n’a été changé"
TABLES = ("watch", "watched_list", "known_repository", "release", "announcement", "delivery")


async def _rows(stored: Database) -> int:
    async with stored.transaction() as session:
        counts = " + ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)
        return int(await session.scalar(text(f"SELECT {counts}")) or 0)


@pytest.mark.parametrize(
    ("locale", "answer"),
    [
        ("en-US", "⚠️ I find nobody called **mistrallai** on the Hub. Did you mean `mistralai`?"),
        (
            "fr",
            "⚠️ Je ne trouve personne du nom de **mistrallai** sur le Hub. "
            "Vouliez-vous dire `mistralai`\u202f?",
        ),
    ],
)
async def test_an_unknown_organisation_is_answered_with_who_may_be_meant(
    place: Place, stored: Database, locale: str, answer: str
) -> None:
    await place.camille.speak(locale)
    shown = await place.preview("mistrallai", place.camille)
    assert shown.text == answer
    assert await _rows(stored) == 0


async def test_a_name_that_nobody_can_have_is_refused_without_asking_the_hub(place: Place) -> None:
    before = len(place.hub.journal.calls)
    shown = await place.preview("not a name!", place.camille)
    assert "Je ne peux pas chercher **name!**" in shown.text
    assert len(place.hub.journal.calls) == before


async def test_a_channel_in_which_the_bot_may_not_write_is_refused_with_the_rights_that_are_missing(
    place: Place, stored: Database
) -> None:
    await place.camille.speak("en-US")
    channel = await place.camille.find_channel(RELEASES)
    bot = (await place.control.get("state"))["application"]["id"]
    send_messages = str(1 << 11)
    await place.control.send(
        "PUT", f"channels/{channel}/permissions/{bot}", {"type": 1, "allow": "0", "deny": send_messages}
    )
    shown = await place.preview("mistralai", place.camille)
    assert shown.text.startswith(f"⚠️ I cannot post in <#{channel}>: I need *Send Messages* there.")
    assert await _rows(stored) == 0


@pytest.mark.parametrize("command", ["watch list", "status"])
async def test_a_member_without_the_right_is_told_who_has_it(place: Place, command: str) -> None:
    reply = await place.alex.command(command, channel=RELEASES)
    assert reply.text.startswith("⚠️ That is for moderators: people with the right *Manage Server*")
    assert reply.message is not None
    assert reply.message.ephemeral


async def test_a_member_without_the_right_gets_no_suggestions(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    for command, option in (("watch add", "source"), ("watch remove", "watch")):
        found = await place.alex.autocomplete(
            command, channel=RELEASES, focused=option, options={option: "mistral"}
        )
        assert found == []


async def test_who_lost_the_right_after_the_preview_cannot_confirm_it(place: Place, stored: Database) -> None:
    channel = await place.new_server("Le Labo", place.robin, "fr", "parutions")
    guild = next(
        one["id"]
        for one in (await place.control.get("state", user=place.alex.id))["guilds"]
        if one["name"] == "Le Labo"
    )
    manage_guild = str(1 << 5)
    role = await place.control.send(
        "POST", f"guilds/{guild}/roles", {"name": "helper", "permissions": manage_guild}
    )
    await place.control.send("PUT", f"guilds/{guild}/members/{place.alex.id}", {"roles": [role["id"]]})
    shown = await place.preview("mistralai", place.alex, channel)
    await place.control.send("PUT", f"guilds/{guild}/members/{place.alex.id}", {"roles": []})
    answer = await place.confirm(shown, place.alex)
    assert answer.text.startswith("⚠️ That is for moderators: people with the right *Manage Server*")
    assert await _rows(stored) == 0


async def test_a_channel_that_vanished_after_the_preview_is_told(place: Place, stored: Database) -> None:
    target = await place.control.send(
        "POST",
        f"guilds/{(await place.control.get('state', user=place.camille.id))['guilds'][0]['id']}/channels",
        {"name": "short-lived", "type": 0},
    )
    where = await place.camille.find_channel(RELEASES)
    reply = await place.camille.command(
        "watch add", channel=where, options={"source": "mistralai", "channel": target["id"]}
    )
    assert reply.message is not None
    await place.control.send("DELETE", f"channels/{target['id']}", {})
    answer = await place.confirm(reply.message, place.camille)
    assert "Je ne vois pas ce salon" in answer.text
    assert await _rows(stored) == 0


@pytest.mark.parametrize(
    ("effect", "status"),
    [("status", 429), ("status", 500), ("drop_before", 0), ("rubbish", 0), ("hang", 0)],
)
async def test_a_hub_that_does_not_answer_is_told_and_nothing_is_saved(
    place: Place, stored: Database, effect: str, status: int
) -> None:
    fault = {"method": "*", "path": "/api/", "effect": effect, "status": status, "times": 1000}
    shown = await place.preview("Qwen", place.camille)
    async with place.session.post(f"{place.hub.url}/control/hub/faults", json=fault) as answer:
        assert answer.status == 200
    told = await place.preview("mistralai", place.camille)
    assert AWAY in told.text
    await place.camille.press(shown, "Suivre")
    await place.camille.wait_for(shown.channel, lambda one: one.id > told.id and AWAY in one.text)
    assert await _rows(stored) == 0
    kept = next(one for one in await place.camille.read(shown.channel) if one.id == shown.id)
    assert [button.label for button in kept.buttons] == ["Suivre", "Modifier", "Annuler"], (
        "it can be tried again"
    )


async def test_a_lost_channel_pauses_its_watches_with_the_reason_and_the_others_go_on(
    place: Place, stored: Database
) -> None:
    await place.watch("mistralai", place.camille)
    await place.watch("mistralai", place.robin, "#leaderboard")
    channel = await place.camille.find_channel(RELEASES)
    await place.control.send("DELETE", f"channels/{channel}", {})
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.robin, MAGISTRAL, "#leaderboard")

    async def paused() -> bool:
        async with stored.transaction() as session:
            return bool(await session.scalar(text("SELECT true FROM watch WHERE state = 'paused'")))

    await until(paused, what="the pause of the watch")
    listed = await place.camille.command("watch list", channel="#general")
    assert "⏸ en pause\u00a0: le salon a disparu" in listed.text
    others = await place.robin.command("watch list", channel="#leaderboard")
    assert "⏸" not in others.text


async def test_a_post_of_a_forgotten_time_is_told_as_such(place: Place, stored: Database) -> None:
    await place.watch("mistralai", place.camille)
    place.hub.publish(catalogue=MAGISTRAL)
    post = await place.announced(place.alex, MAGISTRAL)

    async def finished() -> bool:
        async with stored.transaction() as session:
            return bool(await session.scalar(text("SELECT true FROM delivery WHERE state = 'sent'")))

    await until(finished, what="the end of the delivery")
    async with stored.transaction() as session:
        await session.execute(text("DELETE FROM delivery"))
    why = await place.alex.press(post, "Why here?")
    assert why.text == "⚠️ I no longer know this post: it was made before my memory was reset."


async def test_a_hub_that_is_away_for_a_while_delays_an_announcement_and_does_not_lose_it(
    place: Place,
) -> None:
    await place.watch("mistralai", place.camille)
    place.hub.faults.add("GET", "/api/models", "status", status=500, times=6)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.alex, MAGISTRAL)
    assert len(await place.posts(place.alex)) == 1


async def test_a_discord_that_fails_after_the_effect_gets_the_message_once(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    place.discord.faults.add("POST", "/channels/[0-9]+/messages", "drop_after", times=2)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.alex, MAGISTRAL)
    place.hub.publish(kind="model", id="mistralai/Next")
    await place.announced(place.alex, "mistralai/Next")
    assert len(await place.posts(place.alex)) == 2


async def test_a_discord_that_fails_before_the_effect_gets_the_message_once(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    place.discord.faults.add("POST", "/channels/[0-9]+/messages", "status", status=503, times=3)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.alex, MAGISTRAL)
    assert len(await place.posts(place.alex)) == 1

"""Those who manage a server set what holds in it, and name who may configure watches."""

import pytest

from sandbox.person import Person, RefusedError, Reply, Seen
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.scenery import SEND_MESSAGES, give_role, guild_of, let_bot
from tests.waiting import until

MAGISTRAL = "mistralai/Magistral-Small-2506"


async def opened(person: Person, channel: str = RELEASES) -> Seen:
    reply = await person.command("settings", channel=channel)
    assert reply.message is not None, reply.error
    assert reply.message.ephemeral
    return reply.message


async def shown(person: Person, panel: Seen, part: str) -> Seen:
    return await person.wait_for(panel.channel, lambda one: one.id == panel.id and part in one.text)


async def typed(person: Person, panel: Seen, **values: str) -> Reply:
    form = await person.press(panel, panel.buttons[0])
    return await person.submit(form, values)


async def test_the_panel_shows_what_holds_in_both_languages(place: Place) -> None:
    panel = await opened(place.camille)
    assert "### Réglages de ce serveur" in panel.text
    assert "**Langue** selon Discord\u00a0: anglais" in panel.text
    assert "**Fuseau horaire** UTC, où il est " in panel.text
    assert "**Heures calmes** aucune pour l’instant" in panel.text
    assert "**Qui configure les suivis** *Gérer le serveur*" in panel.text
    await place.camille.speak("en-US")
    panel = await opened(place.camille)
    assert "**Language** as Discord says: English" in panel.text
    assert "**Default channel** none" in panel.text


async def test_posts_are_in_the_language_that_was_chosen_and_answers_in_that_of_the_person(
    place: Place,
) -> None:
    await place.camille.speak("en-US")
    await place.watch("mistralai", place.camille)
    panel = await opened(place.camille)
    await place.camille.choose(panel, "settings:language", ["fr"])
    await shown(place.camille, panel, "**Language** French")
    place.hub.publish(catalogue=MAGISTRAL)
    post = await place.announced(place.alex, MAGISTRAL)
    assert "**Paramètres** 23,6 milliards" in post.text
    await place.camille.choose(panel, "settings:language", ["discord"])
    await shown(place.camille, panel, "as Discord says: English")


async def test_without_a_choice_posts_follow_the_language_that_discord_says(place: Place) -> None:
    await place.camille.speak("en-US")
    await place.watch("mistralai", place.camille)
    guild = await guild_of(place, await place.camille.find_channel(RELEASES))
    await place.control.send("PATCH", f"guilds/{guild}", {"preferred_locale": "fr"})

    async def heard() -> bool:
        return "as Discord says: French" in (await opened(place.camille)).text

    await until(heard, what="the new language")
    place.hub.publish(catalogue=MAGISTRAL)
    assert "**Paramètres** 23,6 milliards" in (await place.announced(place.alex, MAGISTRAL)).text


@pytest.mark.parametrize(
    ("zone", "found"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("londres", "Europe/London"),
        ("new york", "America/New_York"),
        ("", "UTC"),
    ],
)
async def test_a_time_zone_is_found_by_name_or_city(place: Place, zone: str, found: str) -> None:
    panel = await opened(place.camille)
    await typed(place.camille, panel, zone=zone, start="22h30", end="7:00")
    changed = await shown(place.camille, panel, "de 22:30 à 07:00")
    assert f"**Fuseau horaire** {found}, où il est " in changed.text


async def test_likely_time_zones_are_chosen_from_a_list(place: Place) -> None:
    panel = await opened(place.camille)
    await place.camille.choose(panel, "settings:zone", ["Europe/Zurich"])
    await shown(place.camille, panel, "**Fuseau horaire** Europe/Zurich")


async def test_what_cannot_be_is_answered_with_what_to_type(place: Place) -> None:
    await place.camille.speak("en-US")
    panel = await opened(place.camille)
    reply = await typed(place.camille, panel, zone="Europe/Pariss", start="", end="")
    assert "I know no time zone **Europe/Pariss**. Did you mean `Europe/Paris`" in reply.text
    reply = await typed(place.camille, panel, zone="UTC", start="25:00", end="7:00")
    assert "**25:00** is no time. Type one such as `22:00`" in reply.text
    reply = await typed(place.camille, panel, zone="UTC", start="22:00", end="")
    assert "Quiet hours need a start and an end" in reply.text
    reply = await typed(place.camille, panel, zone="UTC", start="7", end="07:00")
    assert "Quiet hours that end when they begin are none" in reply.text
    assert "**Quiet hours** none" in (await opened(place.camille)).text


async def test_a_form_left_open_while_the_bot_restarts_can_still_be_sent(place: Place) -> None:
    panel = await opened(place.camille)
    form = await place.camille.press(panel, panel.buttons[0])
    await place.stop_bot()
    await place.start_bot()
    await place.camille.submit(form, {"zone": "Paris", "start": "22", "end": "7"})
    await shown(place.camille, panel, "**Heures calmes** de 22:00 à 07:00")


async def test_a_watch_without_a_channel_goes_into_the_default_one(place: Place) -> None:
    await place.camille.speak("en-US")
    releases = await place.camille.find_channel(RELEASES)
    unnamed = await place.camille.command("watch add", channel=RELEASES, options={"source": "mistralai"})
    assert unnamed.text.startswith("⚠️ Name a channel. Or choose a default one in `/settings`")
    panel = await opened(place.camille)
    await place.camille.choose(panel, "settings:channel", [releases])
    await shown(place.camille, panel, f"**Default channel** <#{releases}>")
    preview = await place.camille.command("watch add", channel=RELEASES, options={"source": "mistralai"})
    assert f"by **mistralai** in <#{releases}>" in preview.text
    await place.camille.choose(panel, "settings:channel", [])
    await shown(place.camille, panel, "**Default channel** none")


async def test_a_channel_in_which_the_bot_may_not_write_cannot_be_the_default(place: Place) -> None:
    await place.camille.speak("en-US")
    releases = await place.camille.find_channel(RELEASES)
    await let_bot(place, releases, deny=SEND_MESSAGES)
    panel = await opened(place.camille)
    reply = await place.camille.choose(panel, "settings:channel", [releases])
    assert "I need *Send Messages* there" in reply.text
    assert "**Default channel** none" in (await opened(place.camille)).text


async def test_a_role_that_was_named_may_configure_watches_and_nothing_more(place: Place) -> None:
    await place.camille.speak("en-US")
    releases = await place.camille.find_channel(RELEASES)
    role = await give_role(place, await guild_of(place, releases), place.alex.id, "curators")
    refused = await place.alex.command("watch list", channel=releases)
    assert "That is for moderators" in refused.text
    panel = await opened(place.camille)
    await place.camille.choose(panel, "settings:roles", [role])
    await shown(place.camille, panel, f"*Manage Server* and <@&{role}>")
    done = await place.watch("mistralai", place.alex)
    assert done.text.startswith("Done. New models by **mistralai**")
    for command in ("watch list", "status", "audit"):
        assert "mistralai" in (await place.alex.command(command, channel=releases)).text
    found = await place.alex.autocomplete("watch pause", channel=releases, focused="watch")
    assert len(found) == 1
    with pytest.raises(RefusedError):
        await opened(place.alex)
    await place.camille.choose(panel, "settings:roles", [])
    await place.camille.wait_for(panel.channel, lambda one: one.id == panel.id and role not in one.text)
    refused = await place.alex.command("watch list", channel=releases)
    assert "That is for moderators" in refused.text


async def test_everyone_cannot_be_named(place: Place) -> None:
    panel = await opened(place.camille)
    everyone = await guild_of(place, panel.channel)
    reply = await place.camille.choose(panel, "settings:roles", [everyone])
    assert "*@everyone* laisserait chaque membre configurer les suivis" in reply.text


async def test_who_lost_the_right_after_opening_the_panel_changes_nothing(place: Place) -> None:
    channel = await place.new_server("Le Labo", place.robin, "fr", "parutions")
    guild = await guild_of(place, channel)
    about = {"name": "helper", "permissions": str(1 << 5)}
    role = await place.control.send("POST", f"guilds/{guild}/roles", about)
    await place.control.send("PUT", f"guilds/{guild}/members/{place.alex.id}", {"roles": [role["id"]]})
    panel = await opened(place.alex, channel)
    form = await place.alex.press(panel, panel.buttons[0])
    await place.control.send("PUT", f"guilds/{guild}/members/{place.alex.id}", {"roles": []})
    for reply in (
        await place.alex.choose(panel, "settings:language", ["en"]),
        await place.alex.press(panel, panel.buttons[0]),
        await place.alex.submit(form, {"zone": "Paris", "start": "", "end": ""}),
    ):
        assert reply.text == "⚠️ Only people with the right *Manage Server* may do that."
    assert "**Language** as Discord says: French" in (await opened(place.robin, channel)).text

"""A moderator and an operator ask how the bot fares."""

from pathlib import Path

from pydantic import SecretStr

from bot.db.engine import Database
from tests.forked import essai
from tests.journeys.conftest import RELEASES, Place
from tests.waiting import until

MAGISTRAL = "mistralai/Magistral-Small-2506"


async def _status(place: Place, *words: str) -> str:
    """What the moderator reads, once all the words are in it."""

    async def look() -> str:
        reply = await place.camille.command("status", channel=RELEASES)
        assert reply.message is not None, reply.error
        assert reply.message.ephemeral
        return reply.text if all(word in reply.text for word in words) else ""

    return await until(look, what=f"{words} in the status")


async def test_a_moderator_sees_how_it_fares_in_both_languages(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    await place.watch("Qwen", place.camille)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.alex, MAGISTRAL)
    shown = await _status(place, "répond", "**mistralai** → <#", "· <t:")
    assert "**Nouveaux dépôts** vus en 1 minute au plus" in shown
    assert "**Qwen**" in shown
    assert "rien encore" in shown
    await place.camille.speak("en-US")
    shown = await _status(place, "**Hub** answers", "**Posts on their way** 0")
    assert "that I allow myself; the Hub allows" in shown


async def test_a_post_that_was_given_up_is_shown_with_the_reason_and_can_be_tried_again(
    place: Place,
) -> None:
    await place.watch("mistralai", place.camille)
    place.discord.faults.add("POST", "/channels/[0-9]+/messages$", "status", status=400)
    place.hub.publish(catalogue=MAGISTRAL)
    await _status(place, f"**Abandonné**\n- **{MAGISTRAL}** · <#", "échec\u00a0: Discord a refusé le message")
    reply = await place.camille.command("status", channel=RELEASES)
    assert reply.message is not None
    await place.camille.press(reply.message, "Réessayer")
    await place.announced(place.alex, MAGISTRAL)
    assert "Abandonné" not in await _status(place, "répond")
    await place.camille.speak("en-US")
    place.discord.faults.add("POST", "/channels/[0-9]+/messages$", "status", status=400)
    place.hub.publish(kind="model", id="mistralai/Refused-1B")
    await _status(
        place, "**Given up**\n- **mistralai/Refused-1B** · <#", "failed: Discord refused the message"
    )


async def test_the_list_of_watches_tells_how_long_news_may_wait(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    listed = await place.camille.command("watch list", channel=RELEASES)
    assert "**En combien de temps je vois les nouveautés**\n-# Nouveaux dépôts vus en 1" in listed.text
    await place.camille.speak("en-US")
    listed = await place.camille.command("watch list", channel=RELEASES)
    assert "-# New repositories within 1 minute" in listed.text


async def test_another_server_sees_nothing_of_it(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    reply = await place.robin.command("status", channel="#leaderboard")
    assert "mistralai" not in reply.text


async def test_a_hub_that_is_away_is_told_with_the_time(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    await place.camille.speak("en-US")
    place.hub.faults.add("GET", "/api/", "status", status=500, times=10_000)
    await _status(place, "has not answered since <t:")
    place.hub.faults.clear()
    await _status(place, "**Hub** answers")


async def test_an_operator_reads_the_same_on_the_terminal(
    place: Place, stored: Database, tmp_path: Path
) -> None:
    await place.watch("mistralai", place.camille)
    await _status(place, "répond")
    url = place.settings.database_url
    assert isinstance(url, SecretStr)
    told = {"ESSAI_DATABASE_URL": url.get_secret_value(), "ESSAI_HUB_ENDPOINT": place.hub.url}
    code, said = await essai("status", cwd=tmp_path, **told)
    assert code == 0, said
    assert said.startswith("Hub: answers\nlane authors: last look ")
    assert "deliveries waiting: 0\nmodel: none, so answers are extracts" in said
    assert "search: by words alone" in said
    code, said = await essai("hub", "budget", cwd=tmp_path, **told)
    assert code == 0, said
    assert said.startswith("requests in 300 s: ")
    assert "(60 % of the Hub's 50000)" in said

"""A moderator sets up a watch in the panel, sees what it would have brought, and gets just that."""

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place, about
from tests.steps import chosen, settled

SMALL = "acme/Tiny-1B"
LARGE = "acme/Giant-70B"
QUANTISED = "acme/Giant-70B-GGUF"


@pytest.fixture
def acme(place: Place) -> Place:
    """An author who has published three models lately."""
    publish(place, "acme/Old-3B", parameters=3_000_000_000)
    publish(place, "acme/Ancient-70B", parameters=70_000_000_000)
    publish(place, "acme/Packed-GGUF", base_model={"quantized": "elsewhere/Thing"})
    return place


def publish(place: Place, name: str, **facts: object) -> None:
    place.hub.publish(kind="model", id=name, pipeline_tag="text-generation", **facts)


async def opened(place: Place) -> Seen:
    shown = await place.preview("acme", place.camille)
    button = shown.buttons[1]
    reply = await place.camille.press(shown, button)
    return await settled(place.camille, reply.message or shown, ":names")


async def filled(place: Place, panel: Seen, form: str, values: dict[str, str], part: str) -> Seen:
    reply = await place.camille.press(panel, form)
    await place.camille.submit(reply, values)
    return await settled(place.camille, panel, part)


async def test_a_panel_narrows_a_watch_and_says_what_it_would_have_brought(acme: Place) -> None:
    await acme.camille.speak("en-US")
    panel = await opened(acme)
    assert "In the last 30 days that would have been 3 posts." in panel.text
    panel = await chosen(acme.camille, panel, "relations", ["base"], "2 posts")
    assert "[Packed-GGUF](" in panel.text
    assert "(Relation: quantised)" in panel.text
    panel = await filled(acme, panel, "Names and size", {"Largest size": "8B"}, "1 post.")
    assert "**Parameters** at most 8 billion" in panel.text
    assert "(Parameters: 70 billion)" in panel.text
    await acme.camille.press(panel, "Watch")
    await settled(acme.camille, panel, "Done. New models by **acme**")
    publish(acme, LARGE, parameters=70_000_000_000)
    publish(acme, QUANTISED, base_model={"quantized": LARGE})
    publish(acme, SMALL, parameters=1_000_000_000)
    await acme.announced(acme.alex, SMALL)
    posts = await acme.posts(acme.alex)
    assert not any(about(LARGE)(one) or about(QUANTISED)(one) for one in posts)


async def test_the_panel_speaks_french_and_takes_tasks_by_their_french_name(acme: Place) -> None:
    panel = await opened(acme)
    assert "Rien n’est enregistré avant que vous n’appuyiez sur le bouton vert." in panel.text
    form = {"Tâches, comme text-generation": "génération de texte", "Licences, comme apache-2.0, mit": "mit"}
    panel = await filled(acme, panel, "Tâche, licence, langue", form, "**Licence** MIT")
    assert "**Tâche** génération de texte" in panel.text
    assert "Licence\u00a0: " in panel.text


async def test_a_panel_goes_on_after_a_restart_and_edit_opens_it_filled(acme: Place) -> None:
    await acme.camille.speak("en-US")
    panel = await opened(acme)
    panel = await chosen(acme.camille, panel, "access", ["open"], "**Access** open to all only")
    await acme.stop_bot()
    await acme.start_bot()
    await acme.camille.press(panel, "Watch")
    await settled(acme.camille, panel, "Done.")
    where = await acme.camille.find_channel(RELEASES)
    choice = (await acme.camille.autocomplete("watch edit", channel=where, focused="watch"))[0]
    reply = await acme.camille.command("watch edit", channel=where, options={"watch": choice.value})
    assert reply.message is not None
    assert "**Access** open to all only" in reply.text
    panel = await chosen(acme.camille, reply.message, "kinds", ["model", "dataset"], "posts")
    await acme.camille.press(panel, "Save")
    await settled(acme.camille, panel, "Done. The watch of **acme**")
    listed = await acme.camille.command("watch list", channel=where)
    assert "models and datasets" in listed.text
    assert "Access: open to all only" in listed.text


async def test_what_cannot_be_understood_in_a_form_changes_nothing(acme: Place, stored: Database) -> None:
    await acme.camille.speak("en-US")
    panel = await opened(acme)
    reply = await acme.camille.press(panel, "Names and size")
    told = await acme.camille.submit(reply, {"Largest size": "huge"})
    assert "**huge** is no number of parameters" in await _told(acme, panel, told.text, "huge")
    reply = await acme.camille.press(panel, "Task, licence, language")
    told = await acme.camille.submit(reply, {"Tasks, such as text-generation": "text-genration"})
    assert "Did you mean `text-generation`" in await _told(acme, panel, told.text, "task")
    async with stored.transaction() as session:
        kept = await session.scalar(text("SELECT plans->0->'filters' FROM watch_draft"))
    assert kept["tasks"] == []
    assert kept["largest"] is None


async def _told(place: Place, panel: Seen, answer: str, word: str) -> str:
    if "⚠️" in answer and word in answer:
        return answer
    seen = await place.camille.wait_for(panel.channel, lambda one: one.text[:1] == "⚠" and word in one.text)
    return seen.text


async def test_a_panel_of_another_server_cannot_be_used(acme: Place, stored: Database) -> None:
    await opened(acme)
    async with stored.transaction() as session:
        await session.execute(
            text("INSERT INTO guild (id, name, locale, joined_at) VALUES (1, '', '', now())")
        )
        await session.execute(text("UPDATE watch_draft SET guild_id = 1"))
    shown = (await acme.camille.read(RELEASES))[-1]
    reply = await acme.camille.press(shown, "Suivre")
    assert "C’est trop ancien" in reply.text


async def test_a_form_left_open_while_the_bot_restarts_can_still_be_sent(acme: Place) -> None:
    await acme.camille.speak("en-US")
    panel = await opened(acme)
    form = await acme.camille.press(panel, "Names and size")
    await acme.stop_bot()
    await acme.start_bot()
    await acme.camille.submit(form, {"Largest size": "8B"})
    shown = await settled(acme.camille, panel, "1 post.")
    assert "**Parameters** at most 8 billion" in shown.text


@pytest.mark.parametrize(
    ("locale", "button", "told"),
    [("en-US", "All these posts", "8 posts of the last"), ("fr", "Tous ces messages", "8 messages des 30")],
)
async def test_all_posts_that_there_would_have_been_can_be_read(
    place: Place, locale: str, button: str, told: str
) -> None:
    trees = ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Ginkgo", "Hazel")
    for tree in trees:
        publish(place, f"acme/{tree}-7B")
    await place.camille.speak(locale)
    shown = await place.preview("acme", place.camille)
    reply = await place.camille.press(shown, button)
    answered = await place.camille.wait_for(shown.channel, lambda one: told in one.text)
    assert reply.error is None
    async with place.session.get(answered.files["posts.txt"]) as file:
        listed = await file.text()
    assert all(f"acme/{tree}-7B" in listed for tree in trees)
    assert button in [one.label for one in shown.buttons]

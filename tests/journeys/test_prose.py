"""A language model answers above what was found: in turn, held to the sources, and never missed."""

import asyncio
import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from bot.answers import store
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.llm import client
from bot.llm.model import State
from sandbox.person import Person, Seen, meet
from tests.gguf.tiny import write_scripted
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.scenery import guild_of
from tests.journeys.test_asking import asked, button
from tests.scripted_model import ScriptedModel
from tests.unit.notebooks.making import code, prose, values
from tests.waiting import PATIENCE, until_true

GUIDE = "The giraffe run reached 71 points on GSM8K. It took four hours on one card."
QUESTION = "What did the giraffe run reach?"
TRUE = "The giraffe run reached 71 points on GSM8K [1]. "
FALSE = "The zebra run reached 99 points [1]. "
WRITTEN = "Written by scripted from the sources below"
FRENCH = "Qu’a atteint le run giraffe ?"
IN_FRENCH = "Rédigé par scripted à partir des sources ci-dessous"


@pytest.fixture
async def model() -> AsyncIterator[ScriptedModel]:
    async with ScriptedModel() as model:
        yield model


@pytest.fixture
async def asking(quiet_place: Place, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place whose bot asks the scripted model and knows of giraffes."""
    # An answer that is held back may wait for everybody else on a busy machine.
    monkeypatch.setattr(client, "Patience", partial(client.Patience, between=PATIENCE))
    await started(quiet_place, llm_url=model.url)
    return quiet_place


async def started(place: Place, **settings: object) -> None:
    """Start the bot, put in what it knows, and wait until its model is ready."""
    place.settings = place.settings.model_copy(update=settings)
    app = await place.start_bot()
    await known(place)
    await until_true(lambda: app.voice.status.state is State.READY, what="the model")


async def known(place: Place) -> None:
    """Put in what the bot knows."""
    here = int(await guild_of(place, await place.camille.find_channel(RELEASES)))
    async with place.app.database.transaction() as session:
        piece = Piece("Giraffes", GUIDE, place.clock.now(), language="en")
        await store.put(session, here, Source.GUIDE, GUIDE, [piece])


async def becomes(person: Person, shown: Seen, part: str) -> Seen:
    """The answer, once it holds that."""
    return await person.wait_for(shown.channel, lambda one: one.id == shown.id and part in one.text)


async def test_sentences_stream_in_above_the_extracts_and_invented_ones_are_left_out(
    asking: Place, model: ScriptedModel
) -> None:
    script = model.will(TRUE + "It ", "took four hours on one card [1]. ", FALSE, held=True)
    shown = await asked(asking.alex, QUESTION)
    shown = await becomes(asking.alex, shown, "The giraffe run reached 71 points on GSM8K **\\[1\\]**. …")
    assert "Word for word" in shown.text
    assert [one.label for one in shown.buttons] == ["Stop"]
    script.go.set()
    shown = await becomes(asking.alex, shown, WRITTEN)
    assert "It took four hours on one card **\\[1\\]**." in shown.text
    assert "zebra" not in shown.text
    assert "Word for word" not in shown.text
    assert [one.label for one in shown.buttons][-2:] == ["Useful", "Not useful"]


async def test_what_is_not_backed_is_not_shown_and_what_members_wrote_stands_in_french_too(
    asking: Place, model: ScriptedModel
) -> None:
    model.will(FALSE)
    shown = await asked(asking.camille, "C’est quoi, le run giraffe ?")
    shown = await becomes(asking.camille, shown, "ne s’appuyait pas sur les sources")
    assert "71 points" in shown.text
    assert "zebra" not in shown.text
    assert "Answer in French" in str(model.asked[0])


async def test_who_asked_can_stop_it_and_others_cannot_in_both_languages(
    asking: Place, model: ScriptedModel
) -> None:
    model.will(TRUE, TRUE, held=True)
    french = await asked(asking.camille, FRENCH)
    french = await becomes(asking.camille, french, "lit les sources")
    await asking.camille.press(french, button(french, "Arrêter"))
    french = await becomes(asking.camille, french, "C’est arrêté. Voici ce que les membres ont écrit.")
    assert "71 points" in french.text
    model.will(TRUE, TRUE, held=True)
    shown = await asked(asking.alex, QUESTION, for_all=True)
    shown = await becomes(asking.alex, shown, "is reading the sources")
    refused = await asking.people["Noor"].press(shown, button(shown, "Stop"))
    assert refused.message is not None
    assert refused.message.text.startswith("⚠️")
    await asking.alex.press(shown, button(shown, "Stop"))
    shown = await becomes(asking.alex, shown, "Stopped. What members wrote stands here.")
    assert "71 points" in shown.text


async def test_of_six_people_the_last_two_hear_their_places_and_are_answered_in_their_languages(
    asking: Place, model: ScriptedModel
) -> None:
    guild = await guild_of(asking, await asking.camille.find_channel(RELEASES))
    people = [asking.alex, asking.camille, asking.people["Noor"]]
    for name in ("Sasha", "Dominique", "Mika"):
        made = await asking.control.send("POST", "users", {"username": name.lower(), "global_name": name})
        await asking.control.send("PUT", f"guilds/{guild}/members/{made['id']}", {"roles": []})
        people.append(await meet(asking.session, asking.discord.control_url, name))
    scripts = [model.will(TRUE, held=True) for _ in people]
    shown = [await asked(person, QUESTION) for person in people[:4]]
    await until_true(lambda: model.at_once == 4, what="four answers at once")
    fifth = await asked(people[4], FRENCH)
    await becomes(people[4], fifth, "vous êtes au rang 1 dans la file")
    sixth = await asked(people[5], QUESTION)
    await becomes(people[5], sixth, "you are number 2 in the line")
    for script in scripts:
        script.go.set()
    english = zip([*people[:4], people[5]], [*shown, sixth], strict=True)
    await asyncio.gather(
        becomes(people[4], fifth, IN_FRENCH), *(becomes(who, one, WRITTEN) for who, one in english)
    )
    assert model.most_at_once == 4


async def test_a_model_that_is_killed_in_the_middle_is_told_and_back_for_the_next_question(
    quiet_place: Place, tmp_path: Path
) -> None:
    file = write_scripted(tmp_path / "tiny.gguf", TRUE.strip())
    await started(quiet_place, model=str(file), model_threads=1)
    (engine,) = (
        one
        for one in psutil.Process().children(recursive=True)
        if "bot.llm.engine" in " ".join(one.cmdline())
    )
    engine.suspend()
    shown, french = await asked(quiet_place.alex, QUESTION), await asked(quiet_place.camille, FRENCH)
    await becomes(quiet_place.alex, shown, "is reading the sources")
    await becomes(quiet_place.camille, french, "lit les sources")
    engine.kill()
    shown = await becomes(quiet_place.alex, shown, "stopped in the middle of its answer")
    assert "71 points" in shown.text
    french = await becomes(quiet_place.camille, french, "s’est arrêté au milieu de sa réponse")
    assert "71 points" in french.text
    voice = quiet_place.app.voice
    await until_true(lambda: voice.figures()["model_restarts"] == 1 and voice.status.state is State.READY)
    shown = await asked(quiet_place.alex, QUESTION)
    await becomes(quiet_place.alex, shown, "Written by tiny from the sources below")


async def test_without_a_model_members_words_stand_alone_in_both_languages_and_moderators_are_told(
    quiet_place: Place,
) -> None:
    app = await quiet_place.start_bot()
    await known(quiet_place)
    assert app.voice.status.state is State.MISSING
    told = {
        "Word for word from what this community knows": await asked(quiet_place.alex, QUESTION),
        "Mot pour mot, dans ce que sait cette communauté": await asked(quiet_place.camille, FRENCH),
    }
    for note, shown in told.items():
        assert note in shown.text
        assert "71 points" in shown.text
        assert len(shown.buttons) == 6
    status = (await quiet_place.camille.command("status", channel=RELEASES)).text
    assert "aucun n’est instal" in status


async def test_a_bot_that_stops_while_an_answer_is_written_leaves_one_that_can_be_settled(
    asking: Place, model: ScriptedModel
) -> None:
    model.will(TRUE, TRUE, held=True)
    shown = await asked(asking.alex, QUESTION)
    shown = await becomes(asking.alex, shown, "is reading the sources")
    await asking.stop_bot()
    await asking.start_bot()
    await asking.alex.press(shown, button(shown, "Stop"))
    shown = await asking.alex.wait_for(
        shown.channel, lambda one: one.id == shown.id and any(each.label == "Useful" for each in one.buttons)
    )
    assert "reading the sources" not in shown.text
    assert "Word for word" in shown.text


async def test_a_notebook_is_summarised_by_the_model_and_marked_so_once_its_author_has_seen_it(
    asking: Place, model: ScriptedModel
) -> None:
    alex, about = asking.alex, "We teach a small model about zebras in this notebook."
    content = json.dumps(values(prose(f"# Zebras\n\n{about}"), code("learning_rate = 2e-4"))).encode()
    files = {"file": ("zebras.ipynb", content)}
    reply = await alex.command("notebook share", channel=RELEASES, files=files)
    preview = reply.message
    assert preview is not None, reply.error
    assert about in preview.text
    label = "Let the model summarise it"
    model.will("It reaches 99.9 [1].")
    await alex.press(preview, label)
    await alex.wait_for(preview.channel, lambda one: "no two sentences that the notebook backs" in one.text)
    preview = await alex.wait_for(preview.channel, lambda one: label in [each.label for each in one.buttons])
    model.will("A small model learns about zebras [1]. ", "Its learning_rate is 0.0002 [2].")
    await alex.press(preview, label)
    preview = await becomes(alex, preview, "Summary by the language model scripted, seen by the author")
    assert label not in [one.label for one in preview.buttons]
    await alex.press(preview, "Share")
    post = await alex.wait_for(
        RELEASES, lambda one: not one.ephemeral and "A small model learns about zebras." in one.text
    )
    assert "Summary by the language model scripted" in post.text
    assert about not in post.text

"""Watches of everything that is no author: searches, repositories to come, collections, papers, changes."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.settings import Settings
from sandbox.person import Seen
from tests.journeys.conftest import RELEASES, Place, about, opened_place
from tests.steps import explained, settled
from tests.waiting import until

FRENCH = "acme/Chanteclair-1B"
BRIEF = "mistralai/Brief-1B"


@pytest.fixture
async def place(settings: Settings) -> AsyncIterator[Place]:
    """A bot that asks for papers often and waits for no further commits."""
    quick = settings.model_copy(update={"papers_seconds": 0.1, "revision_quiet_seconds": 0.0})
    async with opened_place(quick) as opened:
        await opened.start_bot()
        yield opened


def publish(place: Place, name: str, **facts: object) -> None:
    place.hub.publish(kind="model", id=name, **facts)


async def told(place: Place, part: str) -> Seen:
    return await place.alex.wait_for(RELEASES, lambda one: not one.ephemeral and part in one.text)


async def test_a_search_announces_what_fits_it_and_nothing_else(place: Place) -> None:
    await place.camille.speak("en-US")
    shown = await place.preview("lang:FR tag:text-generation", place.camille)
    assert (
        "I would announce new models that a search finds: **text generation, French** in <#" in shown.text
    ), shown.text
    await place.confirm(shown, place.camille)
    publish(place, "acme/Other-1B", pipeline_tag="text-generation", languages=["de"])
    publish(place, "acme/Picture-1B", pipeline_tag="text-to-image", languages=["fr"])
    publish(place, FRENCH, pipeline_tag="text-generation", languages=["fr"])
    post = await place.announced(place.alex, FRENCH)
    assert len(await place.posts(place.alex)) == 1
    why = await place.alex.press(post, "Why here?")
    assert "announces new models that a search finds: **text generation, French**, and so" in why.text


async def test_what_gets_its_card_later_is_found_by_the_list_of_the_search(place: Place) -> None:
    publish(place, "acme/Old-1B")
    await place.watch("lang:fr", place.camille)
    await place.watch("acme", place.camille, "#general")
    publish(place, FRENCH)
    await place.announced(place.alex, FRENCH, "#general")
    place.hub.change("model", FRENCH, card_data={"language": ["fr"]})
    await place.announced(place.alex, FRENCH)
    assert len(await place.posts(place.alex, "#general")) == 1


async def test_two_watches_of_one_channel_tell_of_a_release_once(place: Place) -> None:
    await place.camille.speak("en-US")
    publish(place, "acme/First-1B")
    await place.watch("acme", place.camille)
    await place.watch("search:chanteclair", place.camille)
    publish(place, FRENCH)
    await place.announced(place.alex, FRENCH)
    publish(place, "acme/Last-1B")
    await place.announced(place.alex, "acme/Last-1B")
    assert sum(about(FRENCH)(one) for one in await place.posts(place.alex)) == 1
    why = await explained(place.camille, FRENCH, RELEASES, "posted: https://discord.com/channels/")
    assert "not posted again: another watch of this channel has told of it" in why


async def test_a_repository_that_is_not_there_yet_is_announced_when_it_appears(place: Place) -> None:
    await place.camille.speak("en-US")
    shown = await place.preview("https://huggingface.co/Qwen/Qwen9-8B", place.camille)
    assert "I would announce **Qwen/Qwen9-8B**, as soon as it is on the Hub in <#" in shown.text
    assert "It is not there yet, or not public" in shown.text
    done = await place.confirm(shown, place.camille)
    assert done.text.startswith("Done. **Qwen/Qwen9-8B** will be announced in <#")
    publish(place, "Qwen/Qwen9-4B")
    publish(place, "Qwen/Qwen9-8B")
    await place.announced(place.alex, "Qwen/Qwen9-8B")
    assert len(await place.posts(place.alex)) == 1


async def test_a_repository_that_was_private_for_long_is_announced_when_it_opens(place: Place) -> None:
    publish(place, "acme/Secret-1B", created_days_ago=44)
    for number in range(3):
        publish(place, f"acme/Newer-{number}")
    place.hub.change("model", "acme/Secret-1B", private=True)
    done = await place.watch("acme/Secret-1B", place.camille)
    assert done.text.startswith("C’est fait. J’annoncerai **acme/Secret-1B** dans <#")
    place.hub.change("model", "acme/Secret-1B", private=False)
    post = await place.announced(place.alex, "acme/Secret-1B")
    assert "is now public" in post.text


async def test_what_was_hidden_before_it_was_told_is_announced_when_it_is_back(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    place.hub.faults.add("GET", f"/api/models/{BRIEF}", "status", status=404)
    publish(place, BRIEF)
    await place.announced(place.alex, BRIEF)
    assert not place.hub.faults.waiting()


async def test_what_is_added_to_a_collection_is_announced(place: Place) -> None:
    await place.camille.speak("en-US")
    publish(place, "acme/Old-1B")
    publish(place, "other/Little-1B")
    slug = place.hub.add_collection("acme", "Small models", [("model", "acme/Old-1B")])
    shown = await place.preview(f"https://huggingface.co/collections/{slug}", place.camille)
    assert "what is added to **the collection “small models” of acme**" in shown.text
    assert "The Hub does not say when something was added" in shown.text
    await place.confirm(shown, place.camille)
    place.hub.add_to_collection(slug, "model", "other/Little-1B")
    post = await place.announced(place.alex, "other/Little-1B")
    assert "Small models" in post.text
    assert len(await place.posts(place.alex)) == 1


async def test_what_happens_while_the_bot_is_away_is_told_when_it_is_back(place: Place) -> None:
    publish(place, "acme/Tool-1B")
    slug = place.hub.add_collection("acme", "Small models", [])
    for source in (slug, "papers", "revisions:acme/Tool-1B", "search:little", "other/Later-1B"):
        await place.watch(source, place.camille)
    await place.stop_bot()
    publish(place, "other/Little-1B")
    publish(place, "other/Later-1B")
    place.hub.add_to_collection(slug, "model", "acme/Tool-1B")
    place.hub.add_paper(id="2511.00009", title="Away")
    place.hub.change("model", "acme/Tool-1B", card_data={"license": "mit"}, commit="A licence")
    await place.start_bot()
    for part in ("other/Little-1B", "other/Later-1B", "papers/2511.00009", "Small models", "A licence"):
        await told(place, part)
    assert len(await place.posts(place.alex)) == 5


async def test_a_search_a_collection_and_changes_are_added_and_told_in_french(place: Place) -> None:
    channel = await place.new_server("Le Labo", place.camille, "fr", "parutions")
    publish(place, "acme/Tool-1B", files={"model.safetensors": 10}, texts={"config.json": "{}"})
    slug = place.hub.add_collection("acme", "Petit monde", [])
    for typed, asked in (
        ("lang:fr tag:text-generation", "les nouveautés (modèles) que trouve la recherche **génération de"),
        (slug, "ce qui est ajouté à **la collection « petit monde » de acme**"),
        ("acme/Tool-1B", "les changements de **acme/Tool-1B**"),
    ):
        shown = await place.preview(typed, place.camille, channel)
        assert f"J’annoncerais dans <#{channel}> {asked}" in _plain(shown.text)
        done = await place.confirm(shown, place.camille)
        assert f"C’est fait. J’annoncerai désormais dans <#{channel}> {asked}" in _plain(done.text)
    publish(place, FRENCH, pipeline_tag="text-generation", languages=["fr"])
    post = await place.announced(place.camille, FRENCH, channel)
    assert "Un nouveau modèle, signé **acme**. Il écrit du texte" in post.text
    place.hub.change("model", "acme/Tool-1B", texts={"config.json": '{"a": 1}'}, commit="Corrige le contexte")
    post = await place.camille.wait_for(channel, lambda one: "Corrige le contexte" in one.text)
    assert "**acme** a modifié sa configuration. Les poids sont les mêmes." in post.text
    place.hub.add_to_collection(slug, "model", "acme/Tool-1B")
    post = await place.camille.wait_for(channel, lambda one: "*Petit monde*" in one.text)
    assert "Ajouté à la collection *Petit monde* de **acme**." in post.text


def _plain(text: str) -> str:
    """With plain spaces, whatever French wants."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_daily_papers_are_announced(place: Place) -> None:
    done = await place.watch("papers", place.camille)
    assert "J’annoncerai désormais dans <#" in done.text
    assert "les articles du jour" in done.text
    publish(place, "acme/Paper-1B", papers=["2511.00001"])
    place.hub.add_paper(
        id="2511.00001",
        title="Small Models Sing",
        summary="We show that they do.",
        organization="acme",
        upvotes=12,
        github_repo="https://github.com/acme/sing",
    )
    post = await told(place, "Small Models Sing")
    assert f"{place.hub.url}/papers/2511.00001" in post.text
    assert "acme/Paper-1B" in post.text


async def test_papers_of_a_watched_organisation_are_announced_when_they_are_asked_for(
    place: Place, stored: Database
) -> None:
    await place.camille.speak("en-US")
    publish(place, "acme/First-1B")
    shown = await place.preview("acme", place.camille)
    reply = await place.camille.press(shown, "Change")
    panel = await settled(place.camille, reply.message or shown, ":kinds")
    kinds = next(each["custom_id"] for each in panel.selects if each["custom_id"].endswith(":kinds"))
    await place.camille.choose(panel, kinds, ["model", "paper"])

    def noted(one: Seen) -> bool:
        selected = [each for select in one.selects for each in select["options"] if each.get("default")]
        return one.id == panel.id and "paper" in [each["value"] for each in selected]

    changed = await place.camille.wait_for(panel.channel, noted)
    await place.camille.press(changed, "Watch")
    await until(lambda: _lists(stored, "papers"), what="the list of papers")
    place.hub.add_paper(id="2511.00002", title="Not Theirs", organization="other")
    place.hub.add_paper(id="2511.00003", title="Theirs At Last", organization="acme")
    await told(place, "Theirs At Last")
    assert not any("Not Theirs" in one.text for one in await place.posts(place.alex))


async def test_a_new_revision_is_told_in_words(place: Place) -> None:
    await place.camille.speak("en-US")
    publish(place, "acme/Tool-1B", files={"model.safetensors": 10}, texts={"config.json": "{}"})
    shown = await place.preview("acme/Tool-1B", place.camille)
    assert "I would announce changes of **acme/Tool-1B** in <#" in shown.text
    await place.confirm(shown, place.camille)
    place.hub.change("model", "acme/Tool-1B", texts={"config.json": '{"a": 1}'}, commit="Fix the context")
    post = await told(place, "Tool-1B")
    assert "configuration" in post.text
    assert "The weights are the same." in post.text
    assert "Fix the context" in post.text
    place.hub.change("model", "acme/Tool-1B", files={"model.safetensors": 20}, commit="Train on")
    assert "The weights are the same." not in (await told(place, "Train on")).text
    assert len(await place.posts(place.alex)) == 2
    await explained(place.camille, "acme/Tool-1B", RELEASES, "posted: https://discord.com/channels/")


@pytest.mark.parametrize(
    ("locale", "typed", "answer"),
    [
        ("en-US", "lang:french", "a language is named by its code of two or three letters"),
        ("fr", "lang:french", "une langue se désigne par son code de deux ou trois lettres"),
        ("en-US", "lng:fr", "I do not know **lng:fr**."),
        ("fr", "https://example.org/x", "Je ne comprends pas **https://example.org/x**."),
        ("en-US", "revisions:acme/nothing", "There is no **acme/nothing** on the Hub"),
        ("fr", "revisions:acme/nothing", "Il n’y a pas de **acme/nothing** sur le Hub"),
        ("en-US", "acme/x-0123456789abcdef01234567", "There is no **acme/x-0123456789abcdef01234567**"),
        ("en-US", "tag:gguf author:mistrallai", "Did you mean `mistralai`?"),
    ],
)
async def test_bad_input_is_answered_with_what_to_type(
    place: Place, stored: Database, locale: str, typed: str, answer: str
) -> None:
    await place.camille.speak(locale)
    shown = await place.preview(typed, place.camille)
    assert answer in shown.text
    async with stored.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM watch")) == 0


async def test_autocomplete_understands_what_is_typed_and_offers_what_is_like_it(place: Place) -> None:
    await place.camille.speak("en-US")
    slug = place.hub.add_collection("mistralai", "Small models", [])

    async def choices(typed: str) -> dict[str, str]:
        found = await place.camille.autocomplete(
            "watch add", channel=RELEASES, focused="source", options={"source": typed}
        )
        return {choice.name: str(choice.value) for choice in found}

    assert await choices("") == {"daily papers": "papers"}
    assert await choices("tag:text-generation lang:fr") == {
        "search: text generation, French": "tag:text-generation lang:fr"
    }
    found = await choices("mistralai")
    assert found["mistralai"] == "mistralai"
    assert found["the collection “small models” of mistralai"] == f"collections/{slug}"
    found = await choices("Qwen/Qwen3")
    assert found["changes of Qwen/Qwen3-0.6B"] == "revisions:Qwen/Qwen3-0.6B"
    assert found["Qwen/Qwen3"] == "Qwen/Qwen3"
    await place.camille.speak("fr")
    assert "les changements de Qwen/Qwen3-0.6B" in await choices("Qwen/Qwen3")
    repositories = await place.camille.autocomplete(
        "watch why", channel=RELEASES, focused="repo", options={"repo": "qwen3-0"}
    )
    assert "Qwen/Qwen3-0.6B" in [choice.value for choice in repositories]


async def test_every_source_survives_listing_copying_exporting_and_importing(
    place: Place, stored: Database
) -> None:
    await place.camille.speak("en-US")
    publish(place, "acme/Tool-1B")
    slug = place.hub.add_collection("acme", "Small models", [])
    sources = ("acme", "acme/Later-1B", "lang:fr search:small", slug, "papers", "revisions:acme/Tool-1B")
    for source in sources:
        await place.watch(source, place.camille)
    listed = await place.camille.command("watch list", channel=RELEASES)
    for name in (
        "**French, “small” in the name** → <#",
        "**daily papers** → ",
        "**changes of acme/Tool-1B**",
    ):
        assert name in listed.text
    watch = (await place.camille.autocomplete(
        "watch copy", channel=RELEASES, focused="watch", options={"watch": "papers"}
    ))[0].value  # fmt: skip
    target = await place.camille.find_channel("#general")
    await place.camille.command("watch copy", channel=RELEASES, options={"watch": watch, "channel": target})
    assert await _count(stored) == len(sources) + 1
    status = await place.camille.command("status", channel=RELEASES)
    assert "**daily papers** → <#" in status.text


async def _lists(stored: Database, kind: str) -> bool:
    async with stored.transaction() as session:
        query = text("SELECT count(*) FROM watched_list WHERE source_kind = :kind")
        return bool(await session.scalar(query, {"kind": kind}))


async def _count(stored: Database) -> int:
    async with stored.transaction() as session:
        return int(await session.scalar(text("SELECT count(*) FROM watch")) or 0)

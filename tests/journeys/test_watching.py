"""A moderator sets a watch, a release appears on the Hub, everyone reads of it."""

from sqlalchemy import text

from bot.db.engine import Database
from tests.journeys.conftest import RELEASES, Place, about
from tests.waiting import until

MAGISTRAL = "mistralai/Magistral-Small-2506"
LLAMA = "meta-llama/Llama-3.3-70B-Instruct"


async def _watches(stored: Database) -> int:
    async with stored.transaction() as session:
        return int(await session.scalar(text("SELECT count(*) FROM watch")) or 0)


async def test_a_release_of_a_watched_author_is_announced(place: Place) -> None:
    await place.camille.speak("en-US")
    shown = await place.preview("mistralai", place.camille)
    assert shown.ephemeral
    assert "I would announce new models by **mistralai**" in shown.text
    assert "In the last 30 days that would have been 0 posts." in shown.text
    assert [button.label for button in shown.buttons] == ["Watch", "Change", "Cancel"]
    done = await place.confirm(shown, place.camille)
    assert done.text.startswith("Done. New models by **mistralai** will be announced in <#")
    place.hub.publish(catalogue=MAGISTRAL)
    post = await place.announced(place.alex, MAGISTRAL)
    assert post.author == "Essai"
    assert "[Magistral-Small-2506](" in post.text
    assert "A model by **mistralai** is now public. It writes text" in post.text
    assert "**Parameters** 23.6 billion" in post.text
    assert "**Licence** Apache 2.0" in post.text
    assert "**Task** text generation" in post.text
    assert "mistralai/Mistral-Small-3.1-24B-Instruct-2503](" in post.text
    assert "**Languages** English, French" in post.text
    assert "**Access** open to all" in post.text
    assert "**Size of the files** 47.2 GB" in post.text
    assert "**Published** <t:" in post.text
    assert post.links["Open on the Hub"] == f"{place.hub.url}/{MAGISTRAL}"
    assert post.links["Files"] == f"{place.hub.url}/{MAGISTRAL}/tree/main"


async def test_the_post_is_in_the_language_of_the_server_and_answers_in_that_of_the_person(
    place: Place,
) -> None:
    channel = await place.new_server("Le Labo", place.camille, "fr", "parutions")
    done = await place.watch("meta-llama", place.camille, channel)
    assert done.text.startswith("C’est fait. J’annoncerai désormais dans <#")
    place.hub.publish(catalogue=LLAMA)
    post = await place.announced(place.alex, LLAMA, channel)
    assert "Il écrit du texte\u00a0: réponses, résumés" in post.text
    assert "**Paramètres** 70,6 milliards" in post.text
    assert "**Accès** sur demande, à ses auteurs de décider" in post.text
    assert [button.label for button in post.buttons] == [
        "Ouvrir sur le Hub",
        "Fichiers",
        "Discuter",
        "Me prévenir",
        "Publier un résultat",
        "Comparer",
        "Demander",
        "Pourquoi ici\u202f?",
    ]
    why = await place.alex.press(post, "Pourquoi ici\u202f?")
    assert why.message is not None
    assert why.message.ephemeral
    assert "announces new models by **meta-llama**, and so **Llama-3.3-70B-Instruct**, <t:" in why.text


async def test_what_is_already_there_is_not_announced(place: Place) -> None:
    await place.watch("Qwen", place.camille)
    place.hub.publish(catalogue="Qwen/Qwen3-8B")
    await place.announced(place.alex, "Qwen/Qwen3-8B")
    assert len(await place.posts(place.alex)) == 1


async def test_only_the_kinds_that_were_chosen_are_announced(place: Place) -> None:
    await place.watch("kyutai", place.camille, what="everything")
    await place.watch("HuggingFaceTB", place.camille)
    place.hub.publish(catalogue="HuggingFaceTB/smoltalk2")
    place.hub.publish(catalogue="kyutai/unmute")
    place.hub.publish(catalogue="HuggingFaceTB/SmolLM3-3B")
    space = await place.announced(place.alex, "kyutai/unmute")
    assert "a small application to try in the browser" in space.text
    await place.announced(place.alex, "HuggingFaceTB/SmolLM3-3B")
    assert not any(about("HuggingFaceTB/smoltalk2")(one) for one in await place.posts(place.alex))


async def test_a_repository_that_was_private_for_long_is_announced_as_now_public(place: Place) -> None:
    place.hub.publish(kind="model", id="mistralai/Secret-7B", created_days_ago=44)
    place.hub.change("model", "mistralai/Secret-7B", private=True)
    await place.watch("mistralai", place.camille)
    place.hub.change("model", "mistralai/Secret-7B", private=False)
    post = await place.announced(place.alex, "mistralai/Secret-7B")
    assert "A model by **mistralai** is now public." in post.text
    assert "**Created** <t:" in post.text


async def test_a_renamed_repository_is_not_announced_again(place: Place, stored: Database) -> None:
    await place.watch("Qwen", place.camille)
    place.hub.publish(kind="model", id="Qwen/First-Name")
    await place.announced(place.alex, "Qwen/First-Name")
    place.hub.change("model", "Qwen/First-Name", rename="Qwen/Second-Name")

    async def learned() -> bool:
        async with stored.transaction() as session:
            query = "SELECT count(*) FROM known_repository WHERE repo_id = 'Qwen/Second-Name'"
            return bool(await session.scalar(text(query)))

    await until(learned, what="the new name")
    place.hub.publish(kind="model", id="Qwen/Third")
    await place.announced(place.alex, "Qwen/Third")
    assert len(await place.posts(place.alex)) == 2


async def test_two_servers_hear_each_in_its_own_channel_once(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    await place.watch("mistralai", place.robin, "#leaderboard")
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.camille, MAGISTRAL)
    await place.announced(place.robin, MAGISTRAL, "#leaderboard")
    place.hub.publish(kind="model", id="mistralai/Another")
    await place.announced(place.camille, "mistralai/Another")
    await place.announced(place.robin, "mistralai/Another", "#leaderboard")
    assert len(await place.posts(place.camille)) == 2
    assert len(await place.posts(place.robin, "#leaderboard")) == 2


async def test_cancelling_saves_nothing(place: Place, stored: Database) -> None:
    shown = await place.preview("mistralai", place.camille)
    reply = await place.camille.press(shown, "Annuler")
    assert reply.text == "Rien n’a été changé."
    assert await _watches(stored) == 0


async def test_watches_are_listed_and_removed(place: Place, stored: Database) -> None:
    empty = await place.camille.command("watch list", channel=RELEASES)
    assert empty.text == "Rien n’est suivi pour l’instant. Commencez par `/watch add`."
    await place.watch("mistralai", place.camille)
    await place.watch("Qwen", place.camille, what="models-datasets")
    listed = await place.camille.command("watch list", channel=RELEASES)
    assert "2 suivis" in listed.text
    assert "**Qwen** → <#" in listed.text
    assert "modèles et jeux de données" in listed.text
    choices = await place.camille.autocomplete(
        "watch remove", channel=RELEASES, focused="watch", options={"watch": "mist"}
    )
    assert [choice.name for choice in choices] == ["mistralai → #releases (modèles)"]
    removed = await place.camille.command(
        "watch remove", channel=RELEASES, options={"watch": choices[0].value}
    )
    assert removed.text.startswith("C’est retiré. **mistralai**\u00a0: plus aucune annonce")
    again = await place.camille.command("watch remove", channel=RELEASES, options={"watch": choices[0].value})
    assert "Ce suivi n’existe plus" in again.text
    assert await _watches(stored) == 1


async def test_one_server_never_sees_or_touches_the_watches_of_another(
    place: Place, stored: Database
) -> None:
    await place.watch("mistralai", place.camille)
    async with stored.transaction() as session:
        number = await session.scalar(text("SELECT id FROM watch"))
    listed = await place.robin.command("watch list", channel="#leaderboard")
    assert "mistralai" not in listed.text
    reply = await place.robin.command("watch remove", channel="#leaderboard", options={"watch": number})
    assert "There is no such watch any more" in reply.text
    assert await _watches(stored) == 1


async def test_after_a_time_without_a_watch_the_first_look_is_silent_again(
    place: Place, stored: Database
) -> None:
    await place.watch("mistralai", place.camille)
    async with stored.transaction() as session:
        number = await session.scalar(text("SELECT id FROM watch"))
    await place.camille.command("watch remove", channel=RELEASES, options={"watch": number})
    place.hub.publish(kind="model", id="mistralai/While-Away")
    await place.watch("mistralai", place.camille)
    place.hub.publish(kind="model", id="mistralai/Later")
    await place.announced(place.alex, "mistralai/Later")
    assert len(await place.posts(place.alex)) == 1


async def test_sources_are_suggested_while_they_are_typed(place: Place) -> None:
    choices = await place.camille.autocomplete(
        "watch add", channel=RELEASES, focused="source", options={"source": "mistr"}
    )
    assert "mistralai" in {choice.value for choice in choices}


async def test_buttons_work_after_a_restart_and_nothing_is_said_twice(place: Place) -> None:
    await place.watch("mistralai", place.camille)
    place.hub.publish(catalogue=MAGISTRAL)
    post = await place.announced(place.alex, MAGISTRAL)
    await place.stop_bot()
    place.hub.publish(kind="model", id="mistralai/While-The-Bot-Was-Down")
    await place.start_bot()
    why = await place.alex.press(post, "Why here?")
    assert "announces new models by **mistralai**" in why.text
    await place.announced(place.alex, "mistralai/While-The-Bot-Was-Down")
    assert len(await place.posts(place.alex)) == 2

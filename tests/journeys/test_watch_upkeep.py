"""Moderators pause, resume, test, copy, carry and question the watches that there are."""

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from sandbox.person import Reply
from tests.journeys.conftest import RELEASES, Place, about
from tests.journeys.scenery import guild_of
from tests.waiting import until

TINY = "acme/Tiny-1B"
GIANT = "acme/Giant-70B"


@pytest.fixture
async def acme(place: Place) -> Place:
    """A place that watches an author with one old model."""
    publish(place, "acme/Old-3B", parameters=3_000_000_000)
    await place.camille.speak("en-US")
    await place.watch("acme", place.camille)
    return place


def publish(place: Place, name: str, **facts: object) -> None:
    place.hub.publish(kind="model", id=name, pipeline_tag="text-generation", **facts)


async def command(place: Place, name: str, **options: object) -> Reply:
    where = await place.camille.find_channel(RELEASES)
    return await place.camille.command(f"watch {name}", channel=where, options=options)


async def the_watch(place: Place) -> int:
    where = await place.camille.find_channel(RELEASES)
    found = await place.camille.autocomplete("watch pause", channel=where, focused="watch")
    return int(found[0].value)


async def ask_why(place: Place, repo: str) -> str:
    return (await command(place, "why", repo=repo)).text


async def test_a_paused_watch_posts_nothing_and_a_resumed_one_goes_on_from_there(acme: Place) -> None:
    watch = await the_watch(acme)
    told = await command(acme, "pause", watch=watch)
    assert "Paused. **acme**: not announced" in told.text
    assert "paused by a moderator" in (await command(acme, "list")).text
    publish(acme, GIANT)
    assert "Done. New models by **acme**" in (await command(acme, "resume", watch=watch)).text
    publish(acme, TINY)
    await acme.announced(acme.alex, TINY)
    assert not any(about(GIANT)(one) for one in await acme.posts(acme.alex))
    assert "already there when the watch began" in await ask_why(acme, GIANT)


async def test_a_pause_with_an_end_ends_by_itself(acme: Place, stored: Database) -> None:
    watch = await the_watch(acme)
    told = await command(acme, "pause", watch=watch, until=1)
    assert "then it goes on by itself" in told.text
    assert "until <t:" in (await command(acme, "list")).text
    async with stored.transaction() as session:
        await session.execute(
            text("UPDATE pgqueuer SET execute_after = now() WHERE entrypoint = 'resume_watch'")
        )

    async def active() -> bool:
        async with stored.transaction() as session:
            return bool(await session.scalar(text("SELECT state = 'active' FROM watch")))

    await until(active, what="the end of the pause")
    publish(acme, TINY)
    await acme.announced(acme.alex, TINY)


async def test_a_test_post_is_marked_and_explains_itself(acme: Place) -> None:
    told = await command(acme, "test", watch=await the_watch(acme))
    assert "A post marked as a test is on its way" in told.text
    post = await acme.announced(acme.alex, "acme/Old-3B")
    assert "**This is a test** by a moderator" in post.text
    why = await acme.alex.press(post, "Why here?")
    assert "A moderator asked for this test" in why.text
    assert "already there when the watch began" in await ask_why(acme, "acme/Old-3B")


async def test_every_post_and_every_silence_has_a_reason(acme: Place, stored: Database) -> None:
    await acme.watch("mistralai", acme.camille)
    async with stored.transaction() as session:
        filters = '{"largest": 8000000000}'
        await session.execute(
            text("UPDATE watch SET filters = CAST(:filters AS jsonb)"), {"filters": filters}
        )
    publish(acme, GIANT, parameters=70_000_000_000)
    publish(acme, TINY, parameters=1_000_000_000)
    post = await acme.announced(acme.alex, TINY)

    async def noted() -> bool:
        return "posted: https://discord.com/channels/" in await ask_why(acme, TINY)

    await until(noted, what="the note of the message")
    assert post.id in await ask_why(acme, f"https://huggingface.co/{TINY}")
    assert "filtered by Parameters: 70 billion" in await ask_why(acme, GIANT)
    assert "already there when the watch began" in await ask_why(acme, "acme/old-3b")
    assert "-# 1 other watch does not concern it." in await ask_why(acme, TINY)
    assert "There is no **acme/Nothing** on the Hub" in await ask_why(acme, "acme/Nothing")
    assert "is no repository" in await ask_why(acme, "acme")
    acme.hub.publish(kind="dataset", id="acme/facts")
    assert "filtered by Kind: dataset" in await ask_why(acme, "acme/facts")


async def test_reasons_are_told_in_french_and_only_of_ones_own_server(acme: Place) -> None:
    publish(acme, TINY)
    await acme.announced(acme.alex, TINY)
    await acme.camille.speak("fr")
    told = await ask_why(acme, TINY)
    assert "publié\u00a0: https://" in told or "en attente d’envoi" in told
    board = await acme.robin.find_channel("#leaderboard")
    reply = await acme.robin.command("watch why", channel=board, options={"repo": TINY})
    assert "No watch of this server concerns it." in reply.text
    assert "posted" not in reply.text


async def test_a_watch_is_copied_to_another_channel(acme: Place) -> None:
    other = await acme.new_server("Le Labo", acme.camille, "en-US", "other")
    told = await command(acme, "copy", watch=await the_watch(acme), channel=await another(acme))
    assert "Done. New models by **acme**" in told.text
    assert "2 watches" in (await command(acme, "list")).text
    reply = await acme.camille.command("watch list", channel=other)
    assert "Nothing is watched yet" in reply.text


async def another(place: Place) -> str:
    guild = (await place.control.get("state", user=place.camille.id))["guilds"][0]["id"]
    made = await place.control.send("POST", f"guilds/{guild}/channels", {"name": "elsewhere", "type": 0})
    return str(made["id"])


async def exported(place: Place) -> tuple[Reply, bytes]:
    reply = await command(place, "export")
    assert reply.message is not None
    raw = next(each for each in reply.message.raw["attachments"])
    async with place.session.get(raw["url"]) as answer:
        return reply, await answer.read()


async def imported(place: Place, content: bytes, channel: str) -> Reply:
    return await place.camille.command("watch import", channel=channel, files={"file": ("w.yaml", content)})


async def test_watches_are_carried_to_another_server_in_a_file(acme: Place) -> None:
    reply, content = await exported(acme)
    assert "1 watch is in this file." in reply.text
    assert b"source: acme" in content
    same = await imported(acme, content, RELEASES)
    assert "Everything in this file is watched already." in same.text
    channel = await acme.new_server("Le Labo", acme.camille, "en-US", "releases")
    shown = await imported(acme, content.replace(b"- model", b"- model\n  - dataset"), channel)
    assert shown.message is not None
    assert "To be added" in shown.text
    done = await acme.confirm(shown.message, acme.camille)
    assert done.text == "Done. 1 watch was imported."
    publish(acme, TINY)
    await acme.announced(acme.alex, TINY, channel)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            b"- model",
            b"- poem",
            "Suivi 1 du fichier\u00a0: je ne peux pas utiliser ce qui",
        ),
        (b"channel:", b"canal:", "ce qui est sous `channel`"),
        (b"source: acme", b"source: nobody-at-all", "personne du nom de **nobody-at-all**"),
        (b"watches:", b"watches: [", "je bute sur la ligne"),
        (b"watches:", b"others:", "ne contient pas de liste de 1 à 50 suivis"),
    ],
)
async def test_a_wrong_file_is_refused_with_the_place_and_nothing_is_saved(
    acme: Place, stored: Database, old: bytes, new: bytes, told: str
) -> None:
    _, content = await exported(acme)
    await acme.camille.speak("fr")
    answer = await imported(acme, content.replace(old, new), RELEASES)
    assert told in answer.text
    async with stored.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM watch_draft")) == 0
        assert await session.scalar(text("SELECT count(*) FROM watch")) == 1


async def test_a_moderator_pauses_resumes_tests_and_copies_in_french(place: Place) -> None:
    publish(place, "acme/Old-3B")
    first = await place.new_server("Le Labo", place.camille, "fr", "parutions")
    await place.watch("acme", place.camille, first)

    async def told(name: str, **options: object) -> str:
        reply = await place.camille.command(f"watch {name}", channel=first, options=options)
        return reply.text

    found = await place.camille.autocomplete("watch pause", channel=first, focused="watch")
    watch = found[0].value
    until_when = await told("pause", watch=watch, until=24)
    assert until_when.startswith(f"En pause. **acme**\u00a0: aucune annonce dans <#{first}> jusqu’au <t:")
    assert "cela reprend tout seul" in until_when
    assert "jusqu’à ce que vous utilisiez `/watch resume`" in await told("pause", watch=watch)
    assert "en pause" in await told("list")
    assert (await told("resume", watch=watch)).startswith("C’est fait. J’annoncerai désormais dans <#")
    assert (await told("test", watch=watch)).startswith(f"Un message marqué comme essai part vers <#{first}>")
    post = await place.announced(place.alex, "acme/Old-3B", first)
    assert "🧪 **Ceci est un essai** de la modération\u00a0: un message ressemblerait à ceci." in post.text
    guild = await guild_of(place, first)
    about_second = {"name": "annonces", "type": 0}
    second = (await place.control.send("POST", f"guilds/{guild}/channels", about_second))["id"]
    copied = await told("copy", watch=watch, channel=second)
    assert "les nouveautés publiées par **acme**" in copied
    assert f"<#{second}>" in copied
    assert "Ce suivi n’existe plus" in await told("pause", watch=999_999)
    assert "Ce suivi n’existe plus" in await told("copy", watch=999_999, channel=second)

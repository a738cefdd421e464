"""With an embedding model, members find what has no word in common with their question."""

from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from bot.answers import store
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.settings import Settings
from sandbox.person import Person
from tests.encoders import tiny
from tests.journeys.conftest import RELEASES, Place
from tests.journeys.scenery import guild_of
from tests.journeys.test_asking import asked, secret_channel
from tests.waiting import until

MEANINGS = ("giraffe zebra animal bete savane", "purple violet mauve")
LOAD_SECONDS = 45.0


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """With a tiny model in a folder."""
    return settings.model_copy(
        update={"embeddings_model": str(tiny.write(tmp_path / "tiny-encoder", MEANINGS))}
    )


async def test_a_question_without_a_word_of_a_passage_finds_it_where_one_may_read(place: Place) -> None:
    open_id, secret_id = await place.camille.find_channel(RELEASES), await secret_channel(place)
    here = int(await guild_of(place, open_id))
    there = int(await guild_of(place, await place.robin.find_channel("#leaderboard")))
    async with place.app.database.transaction() as session:
        for guild_id, channel_id, title in (
            (here, int(open_id), "Giraffe"),
            (here, int(secret_id), "Zebra"),
            (there, None, "Zebra of Open Bench"),
        ):
            piece = Piece(title, "It reached 71 points.", place.clock.now(), channel_id=channel_id)
            await store.put(session, guild_id, Source.GUIDE, title, [piece])
    await until(lambda: _embedded(place), seconds=LOAD_SECONDS, what="a vector for each passage")
    async with aiohttp.ClientSession() as client, client.get(f"{place.app.web_url}/model") as told:
        assert (await told.json())["embeddings"] == {"state": "ready", "name": "tiny-encoder", "reason": None}
    for person, question, closest in (
        (place.alex, "any animal?", "The closest that I have:"),
        (place.camille, "une bête de la savane ?", "Ce que j’ai de plus proche\u00a0:"),
    ):
        shown = await _shown(person, question)
        assert closest in shown
        assert "Zebra" not in shown
        assert "71 points" not in shown
    assert "Zebra of Open Bench" in await _shown(place.robin, "any animal?", "#leaderboard")
    seen = (await place.camille.command("status", channel=RELEASES)).text
    assert "tiny-encoder · prêt · chaque passage de ce serveur a son vecteur" in seen
    await place.camille.speak("en-US")
    seen = (await place.camille.command("status", channel=RELEASES)).text
    assert "tiny-encoder · ready · each passage of this server has its vector" in seen


async def _shown(person: Person, question: str, channel: str = RELEASES) -> str:
    """What is answered, once the vector of the question was there in time."""

    async def look() -> str:
        shown = (await asked(person, question, channel)).text
        return shown if "Giraffe" in shown or "Zebra" in shown else ""

    return await until(look, seconds=LOAD_SECONDS, what="a question with its vector")


async def _embedded(place: Place) -> bool:
    async with place.app.database.transaction() as session:
        terms = await store.origins(session, None, Source.TERM)
        if not terms or await session.scalar(text("SELECT to_regclass('passage_vector_1')")) is None:
            return False
        left = text(
            "SELECT count(*) FROM passage WHERE NOT EXISTS "
            "(SELECT FROM passage_vector_1 WHERE passage_id = passage.id)"
        )
        return bool(await session.scalar(left) == 0)

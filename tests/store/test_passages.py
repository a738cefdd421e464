"""What a guild knows is found in both languages, with and without accents and typos, by those who may."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import search_store, store
from bot.answers.model import Question, Source
from bot.answers.pieces import Piece
from bot.answers.searching import search
from bot.db.engine import Database
from bot.guilds import store as guilds
from bot.guilds.model import Guild

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOME, AWAY, OPEN, SECRET = 1, 2, 50, 51
GUIDES = {
    "quant": Piece("La quantification", "Un modèle en 4 bits perd peu d’exactitude.", NOW, language="fr"),
    "memory": Piece("Memory", "An 8B model needs 6 GB of video memory in Q4_K_M.", NOW, language="en"),
    "lora": Piece("LoRA", "Adapters train few weights of Qwen3-8B.", NOW, None, OPEN, language="en"),
    "plan": Piece("The plan", "We train on giraffes.", NOW, None, SECRET, language="en"),
}


@pytest.fixture(autouse=True)
async def _guides(database: Database) -> None:
    async with database.transaction() as session:
        for guild_id in (HOME, AWAY):
            await guilds.save(session, Guild(guild_id, str(guild_id), "en-US"), NOW)
        for origin, piece in GUIDES.items():
            await store.put(session, HOME, Source.GUIDE, origin, [piece])
        away = Piece("Zebras", "A secret about zebras and quantization.", NOW, language="en")
        await store.put(session, AWAY, Source.GUIDE, "zebra", [away])


async def _found(database: Database, asked: str, guild_id: int = HOME) -> list[str]:
    async with database.transaction() as session:
        found = await search(session, guild_id, Question(asked, "en"), [OPEN], 5, NOW)
    return [one.passage.title for one in found]


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("Qu’est-ce que la quantification ?", "La quantification"),
        ("what does quantization do", "La quantification"),
        ("c quoi la quantifcation", "La quantification"),
        ("combien de mémoire vidéo pour un 8B ?", "Memory"),
        ("memoire video", "Memory"),
        ("does q4km need much memory", "Memory"),
        ("adaptateurs pour qwen3 8b", "LoRA"),
    ],
)
async def test_the_first_passage_is_the_one_that_answers(database: Database, asked: str, title: str) -> None:
    assert (await _found(database, asked))[:1] == [title]


async def test_what_one_may_not_read_or_another_guild_knows_is_never_found(database: Database) -> None:
    assert await _found(database, "giraffes") == []
    assert await _found(database, "zebras") == []
    assert await _found(database, "giraffes zebras", AWAY) == ["Zebras"]


async def test_common_words_that_never_stand_together_are_found_apart(database: Database) -> None:
    words = ["apples", "pears"] * 501
    pieces = {str(place): [Piece(word, word, NOW, language="en")] for place, word in enumerate(words)}
    async with database.transaction() as session:
        await store.put_all(session, HOME, Source.GUIDE, pieces)
    assert set(await _found(database, "apples pears")) <= {"apples", "pears"}
    assert await _found(database, "apples pears")


async def test_what_is_taken_away_leaves_no_word_of_it(database: Database) -> None:
    async with database.transaction() as session:
        await store.remove(session, HOME, Source.GUIDE, ["lora"])
        assert await search_store.channels(session, HOME) == [SECRET]
        left = await session.scalar(text("SELECT count(*) FROM passage_word WHERE word = 'adapt'"))
        counted = await search_store.frequencies(session, HOME, ["model"])
    assert (left, counted[""], counted["model"]) == (0, 3, 2)
    assert await _found(database, "adapters") == []


async def test_what_is_put_again_takes_the_place_of_what_was(database: Database) -> None:
    async with database.transaction() as session:
        await store.put(session, HOME, Source.GUIDE, "quant", [Piece("Lions", "Lions.", NOW, language="en")])
    assert await _found(database, "quantification") == []
    assert await _found(database, "lions") == ["Lions"]


async def test_signs_that_no_database_keeps_are_left_out(database: Database) -> None:
    odd = Piece("Li\0ons", "Lions \ud800roar.", NOW, language="en")
    async with database.transaction() as session:
        await store.put(session, HOME, Source.GUIDE, "rules", [odd])
        [before] = await _rows(session)
        await store.put(session, HOME, Source.GUIDE, "rules", [odd])
        assert await _rows(session) == [before]
    assert before[1] == "Lions roar."


async def test_what_stays_the_same_keeps_its_id_and_votes_and_is_counted_once(database: Database) -> None:
    first, second, third = (Piece("Rules", f"Okapis {one}.", NOW, language="en") for one in ("a", "b", "c"))
    async with database.transaction() as session:
        await store.put(session, HOME, Source.GUIDE, "rules", [first, second, second])
        before = await _rows(session)
        await store.vote(session, HOME, [before[0][0]], 1)
        await store.put(
            session, HOME, Source.GUIDE, "rules", [third, first, replace(second, link="https://x")]
        )
        after = await _rows(session)
        counted = await search_store.frequencies(session, HOME, ["okapi"])
        await store.remove(session, HOME, Source.GUIDE, ["rules"])
        left = await search_store.frequencies(session, HOME, ["okapi"])
    assert [(text, useful) for _, text, useful, _ in after] == [
        ("Okapis c.", 0),
        ("Okapis a.", 1),
        ("Okapis b.", 0),
    ]
    assert [one[0] for one in after[1:]] == [one[0] for one in before[:2]]
    assert after[2][3] == "https://x"
    assert counted["okapi"] == 3
    assert not left.get("okapi")


async def _rows(session: AsyncSession) -> list[tuple[int, str, int, str | None]]:
    query = text("SELECT id, text, useful, link FROM passage WHERE origin = 'rules' ORDER BY part")
    return [(one[0], one[1], one[2], one[3]) for one in (await session.execute(query)).all()]

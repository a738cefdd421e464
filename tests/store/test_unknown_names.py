"""A question about a model that nobody knows is not answered with what is known of others."""

from datetime import UTC, datetime

import pytest

from bot.answers import store
from bot.answers.evidence import LOOKED_AT, evidence
from bot.answers.glossary import terms
from bot.answers.model import Question, Source
from bot.answers.pieces import Piece
from bot.answers.searching import search
from bot.db.engine import Database
from bot.guilds import store as guilds
from bot.guilds.model import Guild

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOME = 1
TOLD = (
    "The emu run reached 8 points on tables.",
    "The giraffe run reached 71 points on GSM8K.",
    "The bilby run reached 4 points.",
    "Qwen3-8B reached 60 points on tables.",
)


@pytest.fixture(autouse=True)
async def _known(database: Database) -> None:
    async with database.transaction() as session:
        await guilds.save(session, Guild(HOME, "home", "en-US"), NOW)
        await terms.keep(session)
        for place, told in enumerate(TOLD):
            piece = Piece(f"Run {place}", told, NOW, language="en")
            await store.put(session, HOME, Source.GUIDE, str(place), [piece])


async def _answer(database: Database, asked: str, language: str) -> list[str]:
    question = Question(asked, language)
    async with database.transaction() as session:
        found = await search(session, HOME, question, [], LOOKED_AT, NOW)
    return [one.text for one in evidence(question, found).passages]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("What did the Mixtral run reach?", "en"),
        ("How many points did the Qwen4-9B run reach on tables?", "en"),
        ("Quel temps fait-il ?", "fr"),
    ],
)
async def test_what_nobody_knows_gets_no_answer(database: Database, asked: str, language: str) -> None:
    assert await _answer(database, asked, language) == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("What did the Giraffe run reach?", TOLD[1]),
        ("What did the Girafe run reach?", TOLD[1]),
        ("How many points did Qwen3-8B reach on tables?", TOLD[3]),
    ],
)
async def test_what_is_known_is_answered_also_by_a_name_with_a_slip(
    database: Database, asked: str, told: str
) -> None:
    assert (await _answer(database, asked, "en"))[:1] == [told]

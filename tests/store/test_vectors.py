"""Passages are embedded in the background, and found by what they mean, with pgvector."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

import pytest
from sqlalchemy import text

from bot.answers import store, vector_store
from bot.answers.evidence import evidence
from bot.answers.model import Question, Source
from bot.answers.pieces import Piece
from bot.answers.searching import Found, search, text_of
from bot.answers.vectors import Vectors
from bot.db.engine import Database
from bot.embeddings.errors import NoVectors
from bot.embeddings.model import Encoder, Purpose, Vector, unit
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.llm.cores import Cores
from bot.llm.model import State
from tests.waiting import until, until_true

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOME, AWAY, OPEN, SECRET = 1, 2, 50, 51
# What stands for the numbers of a model: words for the same thing have the same place.
MEANINGS = ("shrink quantization bits", "giraffes zebras animals", "learn train lora", "memory ram")
GUIDES = {
    "quant": Piece("Quantization", "Four bits lose little.", NOW, None, OPEN, language="en"),
    "lora": Piece("LoRA", "Adapters quickly train few weights.", NOW, None, OPEN, language="en"),
    "plan": Piece("The plan", "We train on giraffes.", NOW, None, SECRET, language="en"),
}


@dataclass(frozen=True)
class Pretended:
    """A model that counts words; `refused` texts it cannot embed, `held` keeps it from answering."""

    name: str = "counting"
    refused: str | None = None
    is_here: bool = True
    is_broken: bool = False
    held: asyncio.Event | None = None
    embedded: list[str] = field(default_factory=list, compare=False)

    def made(self) -> Self:
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def open(self) -> Encoder:
        if self.is_broken:
            raise NoVectors("it is broken")
        return Encoder(self.name, self.name, len(MEANINGS) + 1)

    async def embed(self, texts: Sequence[str], purpose: Purpose) -> list[Vector]:
        if self.held is not None and purpose is Purpose.QUERY:
            await self.held.wait()
        if self.refused is not None and any(self.refused in one for one in texts):
            raise NoVectors("it is refused")
        if purpose is Purpose.PASSAGE:
            self.embedded.extend(texts)
        return [vector(one) for one in texts]


def vector(said: str) -> Vector:
    words = said.lower().replace(".", " ").replace("?", " ").split()
    return unit([*(sum(word in one.split() for word in words) for one in MEANINGS), 0.01])


@pytest.fixture(autouse=True)
async def _guides(database: Database) -> None:
    async with database.transaction() as session:
        for guild_id in (HOME, AWAY):
            await guilds.save(session, Guild(guild_id, str(guild_id), "en-US"), NOW)
        for origin, piece in GUIDES.items():
            await store.put(session, HOME, Source.GUIDE, origin, [piece])
        away = Piece("Zebras", "A secret about quantization.", NOW, language="en")
        await store.put(session, AWAY, Source.GUIDE, "zebra", [away])


@asynccontextmanager
async def _running(
    database: Database, *models: Pretended | None, cores: Cores | None = None
) -> AsyncIterator[tuple[Vectors, list[Pretended | None]]]:
    """The first of the models at work; who takes it off the list chooses the next one."""
    chosen = list(models)
    vectors = Vectors(database, lambda: chosen[0], cores or Cores(), look_seconds=0.01, wait_seconds=60)
    task = asyncio.create_task(vectors.run())
    try:
        yield vectors, chosen
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _kept(database: Database, table: str = "passage_vector_1") -> int:
    async with database.transaction() as session:
        if await session.scalar(text(f"SELECT to_regclass('{table}')")) is None:
            return 0
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


async def _passages(database: Database) -> int:
    async with database.transaction() as session:
        return int(await session.scalar(text("SELECT count(*) FROM passage")) or 0)


async def _whole(database: Database, table: str = "passage_vector_1") -> None:
    async def look() -> bool:
        return await _kept(database, table) == await _passages(database)

    await until(look, seconds=60)


async def _found(
    database: Database, vectors: Vectors, asked: str, channels: Sequence[int] = (OPEN,), guild_id: int = HOME
) -> list[Found]:
    question = Question(asked, "en")
    near = await vectors.near(guild_id, text_of(question), channels)
    async with database.transaction() as session:
        return await search(session, guild_id, question, channels, 5, NOW, near)


async def test_a_passage_without_a_word_of_the_question_is_found_but_is_no_answer(database: Database) -> None:
    question = Question("how do I shrink it", "en")
    async with _running(database, Pretended()) as (vectors, _):
        await _whole(database)
        assert await _found_by_words(database, question) == []
        found = await _found(database, vectors, question.text)
    assert found[0].passage.title == "Quantization"
    told = evidence(question, found)
    assert told.passages == ()
    assert told.closest[0].title == "Quantization"


async def _found_by_words(database: Database, question: Question) -> list[Found]:
    async with database.transaction() as session:
        return await search(session, HOME, question, [OPEN], 5, NOW)


async def test_what_has_the_words_and_what_is_near_stand_side_by_side(database: Database) -> None:
    question = Question("do adapters with their weights quickly shrink", "en")
    async with _running(database, Pretended()) as (vectors, _):
        await _whole(database)
        by_both = await _found(database, vectors, question.text)
    told = evidence(question, by_both)
    assert {one.title for one in told.passages} == {"LoRA", "Quantization"}
    assert [one.title for one in evidence(question, await _found_by_words(database, question)).passages] == [
        "LoRA"
    ]


async def test_what_one_may_not_read_or_another_guild_knows_is_not_near(database: Database) -> None:
    async with _running(database, Pretended()) as (vectors, _):
        await _whole(database)
        titles = {one.passage.title for one in await _found(database, vectors, "animals")}
        assert not titles & {"The plan", "Zebras"}
        own = await _found(database, vectors, "animals", (OPEN, SECRET))
        assert own[0].passage.title == "The plan"
        assert {one.passage.title for one in await _found(database, vectors, "bits", (), AWAY)} == {"Zebras"}


async def test_the_index_of_all_guilds_finds_the_same_as_comparing_each(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _running(database, Pretended()) as (vectors, _):
        await _whole(database)
        compared = await vectors.near(HOME, "train animals", [OPEN, SECRET])
        monkeypatch.setattr(vector_store, "COMPARED", 0)
        by_index = await vectors.near(HOME, "train animals", [OPEN, SECRET])
    assert list(by_index)[:2] == list(compared)[:2]
    assert by_index.keys() == compared.keys()


async def test_new_passages_are_embedded_and_those_taken_away_lose_their_vectors(database: Database) -> None:
    model = Pretended()
    async with _running(database, model) as (vectors, _):
        await _whole(database)
        async with database.transaction() as session:
            await store.put(session, HOME, Source.GUIDE, "new", [Piece("RAM", "Much.", NOW, language="en")])
            await store.remove(session, HOME, Source.GUIDE, ["quant"])
        await _whole(database)
        assert (await _found(database, vectors, "memory"))[0].passage.title == "RAM"
    assert len(model.embedded) == len(set(model.embedded))


async def test_what_was_embedded_before_a_restart_is_not_embedded_again(database: Database) -> None:
    async with _running(database, Pretended()):
        await _whole(database)
    again = Pretended()
    async with _running(database, again) as (vectors, _):
        await until_true(lambda: vectors.status.state is State.READY, seconds=60)
        async with database.transaction() as session:
            await store.put(session, HOME, Source.GUIDE, "new", [Piece("RAM", "Much.", NOW, language="en")])
        await _whole(database)
    assert again.embedded == ["RAM\nMuch."]


async def test_another_model_embeds_everything_anew_and_takes_the_place_of_the_first(
    database: Database,
) -> None:
    other = Pretended("another")
    async with _running(database, Pretended(), other, None) as (vectors, chosen):
        await _whole(database)
        chosen.pop(0)
        await _whole(database, "passage_vector_2")
        await until(lambda: _is_gone(database, "passage_vector_1"), seconds=60)
        assert (await _found(database, vectors, "bits"))[0].passage.title == "Quantization"
        chosen.pop(0)
        await until_true(lambda: vectors.status.state is State.MISSING, seconds=60)
        assert await vectors.near(HOME, "bits", [OPEN]) == {}


async def _is_gone(database: Database, table: str) -> bool:
    async with database.transaction() as session:
        return await session.scalar(text(f"SELECT to_regclass('{table}')")) is None


async def test_one_passage_that_is_refused_keeps_no_other_from_having_its_vector(database: Database) -> None:
    async with _running(database, Pretended(refused="giraffes")) as (vectors, _):
        every = await _passages(database)

        async def look() -> bool:
            return await _kept(database) == every - 1

        await until(look, seconds=60)
        assert [await vectors.lacking(guild_id) for guild_id in (HOME, AWAY)] == [1, 0]


async def test_while_answers_are_written_nothing_is_embedded_on_the_same_cores(database: Database) -> None:
    cores = Cores()
    model, elsewhere = Pretended(), Pretended("elsewhere", is_here=False)
    async with _running(database, model, cores=cores) as (vectors, _):
        async with cores.writing():
            await until_true(lambda: vectors.status.state is State.READY, seconds=60)
            async with _running(database, elsewhere, cores=cores):
                await _whole(database, "passage_vector_2")
            assert model.embedded == []
        await until_true(lambda: bool(model.embedded), seconds=60)


async def test_a_broken_model_leaves_the_search_to_words_and_the_operator_a_reason(
    database: Database,
) -> None:
    async with _running(database, Pretended(is_broken=True)) as (vectors, _):
        await until_true(lambda: vectors.status.state is State.BROKEN, seconds=60)
        assert vectors.status.reason == "it is broken"
        assert vectors.figures()["embeddings_broken"] == 1
        assert (await _found(database, vectors, "adapters"))[0].passage.title == "LoRA"


async def test_who_asks_does_not_wait_for_a_model_that_does_not_answer(database: Database) -> None:
    held = asyncio.Event()
    vectors = Vectors(database, lambda: stalling, Cores(), look_seconds=0.01, wait_seconds=0)
    stalling = Pretended(held=held)
    task = asyncio.create_task(vectors.run())
    await until_true(lambda: vectors.status.state is State.READY, seconds=60)
    assert [await vectors.near(HOME, "bits", [OPEN]) for _ in range(2)] == [{}, {}]
    assert vectors.figures()["questions_without_vector"] == 2
    task.cancel()
    await asyncio.wait([task])


async def test_a_database_without_pgvector_says_what_to_install(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("CREATE ROLE nobody_special"))
        await connection.execute(text("DROP EXTENSION IF EXISTS vector CASCADE"))
    try:
        async with database.transaction() as session:
            await session.execute(text("SET LOCAL ROLE nobody_special"))
            with pytest.raises(NoVectors, match="install pgvector"):
                await vector_store.begin(session, Encoder("any", "any", 3))
    finally:
        async with database.engine.begin() as connection:
            await connection.execute(text("DROP ROLE nobody_special"))


async def test_an_older_pgvector_is_asked_to_be_updated(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        await session.execute(text("UPDATE pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'"))
        with pytest.raises(NoVectors, match=r"older than 0\.8"):
            await vector_store.begin(session, Encoder("any", "any", 3))

"""What is told of a model and of a newer base, on the real PostgreSQL, by what the Hub has said."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from bot.boards import machines
from bot.boards.machines import Machine
from bot.charts.artist import Artist
from bot.competitive.model import Answer
from bot.competitive.service import Asked, CompetitiveService, OnHub
from bot.db.engine import Database
from bot.hub.reader import HubReader
from bot.hub.turns import SharedTurns
from bot.releases.newcomers import Found, Newcomers, Origin
from bot.releases.parts import Base, Claim
from bot.results.compare_service import CompareService
from bot.results.samples.testing import PairTester
from bot.results.statistics.resampling import Resampler
from tests.store.measuring import ALEX, GUILD, NOOR, NOW, OTHER_GUILD, open_guilds, post
from tests.unit.competitive.making import SPEED, of
from tests.unit.releases.test_folding import release

MINE, OLD, NEW = "me/mine", "Qwen/Qwen2.5-7B", "Qwen/Qwen3-8B"
BASE = replace(release(OLD, 76 * 10**8), created_at=NOW - timedelta(days=600))
MODEL = replace(release(MINE, 76 * 10**8), created_at=NOW - timedelta(days=300))
NEWER = replace(release(NEW, 82 * 10**8), created_at=NOW, claims=(Claim("GSM8K", None, 91.0),))
ON_HUB = OnHub(MODEL, Origin(Base("finetune", OLD), BASE), Found((BASE, NEWER)))


@pytest.fixture
async def service(database: Database) -> AsyncIterator[CompetitiveService]:
    await open_guilds(database)
    async with aiohttp.ClientSession() as session, Artist() as artist, Resampler() as resampler:
        nowhere = HubReader(session, "http://127.0.0.1:9", None, SharedTurns(database, "test"), "tests")
        newcomers = Newcomers(database, nowhere, lambda: NOW)
        comparisons = CompareService(database, artist, PairTester(resampler))
        yield CompetitiveService(database, newcomers, artist, comparisons)


async def _told(
    database: Database, service: CompetitiveService, guild_id: int = GUILD, benchmark: str | None = None
) -> Answer:
    async with database.transaction() as session:
        return await service.told(session, Asked(guild_id, ALEX, MINE, benchmark), ON_HUB)


async def test_everything_of_one_server_is_told(database: Database, service: CompetitiveService) -> None:
    for model, value in ((MINE, 0.8), (OLD, 0.7), (NEW, 0.9)):
        await post(database, ALEX, value, result=of(model, value))
    await post(database, NOOR, 0.5, guild_id=OTHER_GUILD, result=of(NEW, 0.5))
    told = await _told(database, service)
    assert told.size == "to10"
    assert [one.field.stand for one in told.scores] == ["behind"]
    assert [(one.model, one.value) for one in told.scores[0].claims] == [(NEW, 0.91)]
    [candidate] = told.candidates
    assert [one.pair.verdict.word for one in candidate.beside_base] == ["better"]
    assert [one.pair.verdict.word for one in candidate.beside_model] == ["better"]
    theirs = await _told(database, service, OTHER_GUILD)
    assert theirs.scores == ()
    assert theirs.candidates[0].beside_base == ()


async def test_the_speed_of_a_newer_base_is_told_for_the_machine_of_the_member(
    database: Database, service: CompetitiveService
) -> None:
    await post(database, ALEX, 0.8, result=of(MINE, 0.8))
    await post(database, NOOR, 90.0, result=of(NEW, 90.0, SPEED))
    assert (await _told(database, service)).candidates[0].speeds == ()
    async with database.transaction() as session:
        await machines.keep(session, GUILD, ALEX, Machine("RTX 4090", 24 * 10**9))
    [speed] = (await _told(database, service)).candidates[0].speeds
    assert speed.result.value == 90.0


async def test_without_a_result_of_the_model_the_bases_are_told(
    database: Database, service: CompetitiveService
) -> None:
    for model, value in ((OLD, 0.7), (NEW, 0.9)):
        await post(database, ALEX, value, result=of(model, value))
    told = await _told(database, service)
    assert told.scores == ()
    assert [one.pair.verdict.word for one in told.candidates[0].beside_base] == ["better"]
    assert told.wanted is not None
    assert told.wanted.model == OLD

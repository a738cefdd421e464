"""What is told of a model and of a newer base, on the real PostgreSQL, by what the Hub has said."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from bot.boards import machines
from bot.boards.machines import Machine
from bot.charts.artist import Artist
from bot.competitive import pairing
from bot.competitive.model import Answer
from bot.competitive.pairing import outcomes, to_test
from bot.competitive.service import Asked, CompetitiveService, OnHub
from bot.db.engine import Database
from bot.hub.reader import HubReader
from bot.hub.turns import SharedTurns
from bot.message import Text
from bot.releases.newcomers import Found, Newcomers, Origin
from bot.releases.parts import Base, Claim
from bot.results.compare_service import CompareService
from bot.results.samples import store as samples
from bot.results.samples.model import key
from bot.results.samples.testing import PairTester
from bot.results.statistics.resampling import Resampler
from bot.texts import language
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
        tester = PairTester(resampler)
        comparisons = CompareService(database, artist, tester)
        yield CompetitiveService(database, newcomers, artist, comparisons, tester)


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


def _right(wrong: int) -> dict[str, float]:
    """Scores of 400 samples, the first ones wrong."""
    return {key(str(number)): float(number >= wrong) for number in range(400)}


async def test_what_was_scored_sample_by_sample_is_tested_on_common_samples(
    database: Database, service: CompetitiveService
) -> None:
    wrong = {MINE: 92, OLD: 110, NEW: 80}
    for model, count in wrong.items():
        value = 1 - count / 400
        result_id = await post(database, ALEX, value, result=of(model, value, samples=400))
        async with database.transaction() as session:
            await samples.save(session, GUILD, result_id, _right(count))
    unpaired = await _told(database, service)
    assert [one.verdict.word for one in unpaired.scores[0].rivals] == ["noise", "noise"]
    message = await service.answer(Asked(GUILD, ALEX, MINE), language("en"), picture=False)
    [_, text] = [one.markdown for one in message.parts if isinstance(one, Text)]
    assert "clearly better: Qwen/Qwen3-8B" in text.replace("\\", "")
    assert "paired on 400 common samples" in text
    async with database.transaction() as session:
        asking = await to_test(session, GUILD, unpaired)
        assert await to_test(session, OTHER_GUILD, unpaired) == []
        async with Resampler() as resampler:
            tests = await outcomes(PairTester(resampler), asking)
        told = await service.told(session, Asked(GUILD, ALEX, MINE), ON_HUB, tests)
    assert [(one.verdict.word, one.common) for one in told.scores[0].rivals] == [
        ("worse", 400),
        ("better", 400),
    ]
    [candidate] = told.candidates
    assert [(one.pair.verdict.word, one.pair.common) for one in candidate.beside_base] == [("better", 400)]


async def test_scores_of_samples_are_read_up_to_a_number(
    database: Database, service: CompetitiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for model, count in ((MINE, 92), (OLD, 110), (NEW, 80)):
        value = 1 - count / 400
        result_id = await post(database, ALEX, value, result=of(model, value, samples=400))
        async with database.transaction() as session:
            await samples.save(session, GUILD, result_id, _right(count))
    told = await _told(database, service)
    monkeypatch.setattr(pairing, "MOST_SAMPLES", 800)
    async with database.transaction() as session:
        asking = await to_test(session, GUILD, told)
    assert len(asking) == 2  # ours beside the best, and that beside ours

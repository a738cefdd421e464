"""Figures for questions, on the real PostgreSQL: what fits, of whom, and in which channels."""

from dataclasses import replace

import pytest

from bot.answers import store as passages
from bot.answers.figures import finding
from bot.answers.figures.found import Claims, Compared, Count, Figures, Ranking, Records, Values
from bot.answers.figures.service import FigureService
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.boards import machines
from bot.boards.machines import Machine
from bot.charts.artist import Artist
from bot.db.engine import Database
from bot.outdated import store as revisions
from bot.outdated.model import Seen
from bot.releases.parts import Claim as Stated
from bot.releases.store import announced
from bot.results.compare_service import CompareService
from bot.results.model import Setup
from bot.results.samples.testing import PairTester
from bot.results.statistics.resampling import Resampler
from tests.store.measuring import ALEX, CHANNEL, GUILD, HUB, NOOR, NOW, OTHER_GUILD, open_guilds, post
from tests.unit.competitive.making import SPEED, of
from tests.unit.releases.test_folding import release


class Reads:
    """A reader of an answer who may read every channel but these."""

    def __init__(self, *closed: int) -> None:
        self._closed = closed

    def knows(self, channel_id: int) -> bool:
        return channel_id not in self._closed

    async def may_read(self, channel_id: int) -> bool:
        return channel_id not in self._closed


@pytest.fixture
async def figures(database: Database) -> FigureService:
    await open_guilds(database)
    comparisons = CompareService(database, Artist(), PairTester(Resampler()))
    return FigureService(database, comparisons, HUB, lambda: NOW)


async def told(
    service: FigureService, question: str, reader: Reads | None = None, guild: int = GUILD
) -> Figures:
    found = await service.answer(guild, ALEX, question, reader or Reads())
    assert found is not None, question
    return found


def models(found: Figures) -> list[str]:
    outcome = found.outcome
    if isinstance(outcome, Ranking):
        return [one.standing.model for one in outcome.lines]
    assert isinstance(outcome, Values | Records)
    return [one.model for one in outcome.lines]


async def test_filters_are_those_of_the_question_and_what_fits_is_counted(
    figures: FigureService, database: Database
) -> None:
    for model, value in (("a/x-3B", 0.6), ("a/y-7B", 0.7), ("b/z-70B", 0.9), ("b/unsized", 0.8)):
        await post(database, ALEX, value, result=of(model, value))
    found = await told(figures, "best GSM8K under 8B")
    assert models(found) == ["a/y-7B", "a/x-3B"]
    assert (found.considered, found.fitting, found.unknown) == (4, 2, 1)
    assert models(await told(figures, "worst of GSM8K")) == ["a/x-3B", "a/y-7B", "b/unsized", "b/z-70B"]
    assert models(await told(figures, "top 2 GSM8K")) == ["b/z-70B", "b/unsized"]
    assert (await told(figures, "best GSM8K since 2027-01-01")).outcome is None
    assert (await told(figures, "best GSM8K", guild=OTHER_GUILD)).outcome is None


async def test_values_that_are_not_reached_and_models_that_are_left_out_are_in_no_figure(
    figures: FigureService, database: Database
) -> None:
    for model, value in (("a/x-3B", 0.6), ("a/y-7B", 0.7), ("b/z-70B", 0.9)):
        await post(database, ALEX, value, result=of(model, value))
    found = await told(figures, "which models are above 65% on GSM8K?")
    assert models(found) == ["b/z-70B", "a/y-7B"]
    assert (found.considered, found.fitting) == (3, 2)
    assert models(await told(figures, "models with at least 70% on GSM8K")) == ["b/z-70B", "a/y-7B"]
    assert models(await told(figures, "GSM8K above 65% since 2020-01-01")) == ["b/z-70B", "a/y-7B"]
    assert models(await told(figures, "latest results on GSM8K below 65%")) == ["a/x-3B"]
    count = await told(figures, "how many models are above 65% on GSM8K?")
    assert count.outcome == Count(2, 2, 1)
    assert models(await told(figures, "best GSM8K, not z-70B")) == ["a/y-7B", "a/x-3B"]
    assert models(await told(figures, "worst GSM8K above 65%, not z-70B")) == ["a/y-7B"]
    assert (await told(figures, "best GSM8K above 95%")).outcome is None


async def test_sizes_and_licences_are_those_of_the_hub(figures: FigureService, database: Database) -> None:
    for model in ("a/first", "a/second-70B"):
        await post(database, ALEX, 0.5, result=of(model, 0.5))
    async with database.transaction() as session:
        licensed = replace(release("a/first", 7_000_000_000), licence="apache-2.0")
        await announced.add_releases(session, [licensed], NOW)
        await revisions.add(session, {("a/second-70B", "r")})
        seen = Seen("r", "r", {}, parameters=7_500_000_000)
        await revisions.note(session, "a/second-70B", [seen], NOW)
    assert sorted(models(await told(figures, "best GSM8K under 8B"))) == ["a/first", "a/second-70B"]
    assert models(await told(figures, "best GSM8K with an apache 2.0 licence")) == ["a/first"]


async def test_what_stands_in_a_channel_that_one_may_not_read_is_nowhere(
    figures: FigureService, database: Database
) -> None:
    await post(database, ALEX, 0.9, result=of("a/secret-7B", 0.9))
    found = await told(figures, "best GSM8K", Reads(CHANNEL))
    assert (found.outcome, found.considered) == (None, 0)
    assert await figures.answer(GUILD, NOOR, "secret-7B on GSM8K?", Reads(CHANNEL)) is None
    assert models(await told(figures, "secret-7B on GSM8K?")) == ["a/secret-7B"]


async def test_a_model_without_a_benchmark_is_told_by_all_its_tests_and_the_newest_come_first(
    figures: FigureService, database: Database
) -> None:
    for model, value in (("a/x-3B", 0.6), ("a/y-7B", 0.7)):
        await post(database, ALEX, value, result=of(model, value))
    await post(database, ALEX, 40.0, result=of("a/x-3B", 40.0, like=SPEED))
    found = await told(figures, "What are the results of x-3B?")
    assert isinstance(found.outcome, Values)
    assert {one.result.benchmark for one in found.outcome.lines} == {"gsm8k", SPEED.benchmark}
    assert models(found) == ["a/x-3B", "a/x-3B"]
    assert (found.considered, found.fitting) == (3, 2)
    newest = await told(figures, "latest results")
    assert models(newest) == ["a/x-3B", "a/y-7B", "a/x-3B"]
    assert models(await told(figures, "latest results on GSM8K")) == ["a/y-7B", "a/x-3B"]
    assert (await told(figures, "latest results", Reads(CHANNEL))).outcome is None
    assert (await told(figures, "latest results", guild=OTHER_GUILD)).outcome is None


async def test_values_counts_and_records(figures: FigureService, database: Database) -> None:
    for value in (0.5, 0.6, 0.7):
        await post(
            database, ALEX, value, result=of("a/x-3B", value, measured_at=NOW.replace(day=int(value * 10)))
        )
    await post(database, NOOR, 0.65, result=of("a/y-7B", 0.65, measured_at=NOW.replace(day=8)))
    count = (await told(figures, "how many results do we have on GSM8K?")).outcome
    assert count == Count(4, 2, 1)
    outcome = (await told(figures, "x-3B on GSM8K?")).outcome
    assert isinstance(outcome, Values)
    assert [(one.result.value, one.runs) for one in outcome.lines] == [(0.6, 3)]
    assert models(await told(figures, "How has GSM8K progressed?")) == ["a/y-7B", "a/x-3B"]


async def test_how_a_benchmark_developed_counts_every_line_and_what_was_best_before(
    figures: FigureService, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_LOOKED_AT", 3)
    for day, model, value in (
        (1, "a/old-3B", 0.2),
        (2, "a/better-3B", 0.3),
        (3, "b/worse-3B", 0.25),
        (9, "b/equal-3B", 0.3),
        (10, "a/newest-70B", 0.95),
        *((11, f"b/late{number}-70B", 0.9 - number / 1000) for number in range(3)),
    ):
        await post(database, ALEX, value, result=of(model, value, measured_at=NOW.replace(day=day)))
    every = await told(figures, "How has GSM8K progressed?")
    assert models(every) == ["a/newest-70B", "a/better-3B", "a/old-3B"]
    month = f"{NOW:%Y-%m}"
    since = await told(figures, f"How has GSM8K progressed since {month}-05?")
    assert models(since) == ["a/newest-70B", "a/better-3B"]
    assert (since.considered, since.fitting) == (8, 5)
    before = await told(figures, f"How did GSM8K develop before {month}-02?")
    assert models(before) == ["a/old-3B"]
    small = await told(figures, "How has GSM8K progressed under 8B?")
    assert models(small) == ["a/better-3B", "a/old-3B"]
    assert isinstance(small.outcome, Records)
    assert small.outcome.total == 2


async def test_a_comparison_takes_the_results_that_fit(figures: FigureService, database: Database) -> None:
    four, eight = Setup(shots=5, quantisation="Q4_K_M"), Setup(shots=5, quantisation="Q8_0")
    for model, value, setup in (("a/x-3B", 0.5, four), ("a/x-3B", 0.9, eight), ("a/y-7B", 0.7, four)):
        await post(database, ALEX, value, result=of(model, value, setup=setup))
    outcome = (await told(figures, "x-3B or y-7B on GSM8K in Q4_K_M?")).outcome
    assert isinstance(outcome, Compared)
    [pair] = outcome.comparisons[0].pairs
    assert (pair.first.value, pair.second.value, pair.verdict.word) == (0.5, 0.7, "worse")
    assert (await told(figures, "x-3B or y-7B on GSM8K in Q8_0?")).outcome is None


async def test_claims_are_those_of_cards_and_of_members(figures: FigureService, database: Database) -> None:
    await post(database, ALEX, 0.8, result=of("a/x-3B", 0.8))
    await post(database, ALEX, 0.85, result=of("a/x-3B", 0.85, provenance="claimed"))
    outcome = (await told(figures, "What does x-3B claim on GSM8K?")).outcome
    assert isinstance(outcome, Claims)
    assert [(one.model, one.value, one.is_of_card) for one in outcome.claims] == [("a/x-3B", 0.85, False)]


async def test_models_that_were_announced_are_known_where_their_announcement_may_be_read(
    figures: FigureService, database: Database
) -> None:
    await post(database, ALEX, 0.8, result=of("a/x-3B", 0.8))
    async with database.transaction() as session:
        stated = replace(release("new/quokka-9B", 9_000_000_000), claims=(Stated("gsm8k", None, 91.2),))
        await announced.add_releases(session, [stated], NOW)
        piece = Piece("new/quokka-9B", "A model.", NOW, channel_id=CHANNEL)
        await passages.put(session, GUILD, Source.RELEASE, "1:100", [piece])
    assert (await told(figures, "quokka-9B on GSM8K?")).outcome is None
    outcome = (await told(figures, "What does quokka-9B claim on GSM8K?")).outcome
    assert isinstance(outcome, Claims)
    assert [(one.model, one.value, one.link) for one in outcome.claims] == [
        ("new/quokka-9B", 91.2 / 100, f"{HUB}/new/quokka-9B")
    ]
    assert await figures.answer(GUILD, NOOR, "What does quokka-9B claim on GSM8K?", Reads(CHANNEL)) is None


async def test_my_machine_is_the_one_that_i_stated(figures: FigureService, database: Database) -> None:
    for card, value in (("NVIDIA GeForce RTX 4090", 90.0), ("NVIDIA A100", 200.0)):
        fast = replace(SPEED, setup=Setup(hardware=card))
        await post(database, ALEX, value, result=of(f"a/on-{value:.0f}-7B", value, fast))
    async with database.transaction() as session:
        await machines.keep(session, GUILD, ALEX, Machine("RTX 4090"))
    assert models(await told(figures, "which model is the fastest on my machine?")) == ["a/on-90-7B"]

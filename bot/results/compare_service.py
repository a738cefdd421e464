"""Comparisons of what a server's members posted."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.charts.artist import Artist
from bot.charts.model import Look
from bot.db.engine import Database
from bot.errors import BadRequest
from bot.markdown import literal
from bot.message import Message, Select
from bot.outdated import store as outdated
from bot.outdated.model import measured_of
from bot.results import compare_cards, controls, sides, store
from bot.results.benchmark_store import id_named
from bot.results.compare_chart import chart_of
from bot.results.comparing import Comparison, compare, with_tests
from bot.results.model import Posted
from bot.results.samples.knowing import scores_of
from bot.results.samples.testing import Asked, PairTester
from bot.texts import Language, later


class CompareService:
    """Sets models side by side; only results of the guild that asks."""

    def __init__(self, database: Database, artist: Artist, tester: PairTester) -> None:
        self._database = database
        self._artist = artist
        self._tester = tester

    async def compare(
        self,
        guild_id: int,
        names: Sequence[str],
        benchmark: str | None,
        language: Language,
        beside: str | None = None,
    ) -> Message:
        """The first model beside the others, or in full beside one of these.

        Raises BadRequest for a model without results here.
        """
        async with self._database.transaction() as session:
            chosen = await sides.read(session, guild_id, names)
            wanted = await id_named(session, guild_id, benchmark) if benchmark else None
        found = await self.compared(guild_id, {one.name: one.posted for one in chosen}, wanted)
        if not any(one.pairs for one in found):
            raise _nothing_shared(benchmark)
        choice = _choice(chosen, wanted, beside, language)
        shown_one = next((one.name for one in chosen[1:] if one.written == beside), None)
        if shown_one is not None:
            found = [one for one in found if one.second == shown_one]
        shown = [result for one in found for pair in one.pairs for result in (pair.first, pair.second)]
        async with self._database.transaction() as session:
            older = await outdated.of(session, measured_of(shown))
        chart = chart_of(found, language)
        drawing = None if chart is None else await self._artist.draw(chart, Look(language=language.name))
        about = controls.ask(one.posted[0].id for one in chosen)
        return compare_cards.comparison(found, drawing, language, older, choice, about)

    async def names(self, guild_id: int, result_ids: Sequence[int]) -> list[str]:
        """The models of those of these results that are still public, each once.

        Of a model in several quantisations each with its own. Raises BadRequest where nothing is public.
        """
        async with self._database.transaction() as session:
            found = await store.by_ids(session, guild_id, result_ids)
        results = [found[one].result for one in result_ids if one in found]
        named = dict.fromkeys((one.model_name, one.setup.quantisation) for one in results if one.model_name)
        quantised = Counter(name for name, _ in named)
        if not named:
            raise BadRequest(
                later(
                    "None of these results is public any more. Ask with `/ask`, or compare others with "
                    "`/compare`."
                )
            )
        return list(
            dict.fromkeys(
                f"{name} {quantisation}" if quantisation and quantised[name] > 1 else f"{name}"
                for name, quantisation in named
            )
        )

    async def compared(
        self, guild_id: int, posted: Mapping[str, Sequence[Posted]], benchmark: str | None
    ) -> list[Comparison]:
        """The first of these models beside each of the others, without words."""
        results = {name: [one.result for one in of_model] for name, of_model in posted.items()}
        # Models that were measured in hundreds of ways take longer than others on the event loop should wait.
        found = await asyncio.to_thread(compare, results, benchmark)
        every = [one for of_model in posted.values() for one in of_model]
        return await self._paired(guild_id, found, every) if any(one.pairs for one in found) else found

    async def quantised(self, guild_id: int, typed: str) -> list[str]:
        """A model in each of the quantisations in which it was measured, for autocomplete."""
        async with self._database.transaction() as session:
            return await sides.quantised(session, guild_id, typed)

    async def _paired(
        self, guild_id: int, found: Sequence[Comparison], posted: Sequence[Posted]
    ) -> list[Comparison]:
        """The comparisons, with paired tests where the scores of both results' samples are known."""
        ids, results = {id(one.result): one.id for one in posted}, {one.id: one.result for one in posted}
        pairs = [(ids[id(pair.first)], ids[id(pair.second)], pair) for one in found for pair in one.pairs]
        async with self._database.transaction() as session:
            wanted = {one for first, second, _ in pairs for one in (first, second)}
            known = await scores_of(session, guild_id, {one: results[one] for one in wanted})
        if not known:
            return list(found)
        asked = [
            Asked(known.get(first, {}), known.get(second, {}), pair.first.higher_is_better)
            for first, second, pair in pairs
        ]
        return with_tests(found, await self._tester.test(asked))


def _nothing_shared(benchmark: str | None) -> BadRequest:
    if benchmark is None:
        return BadRequest(later("No test was posted of both models, so there is nothing to compare."))
    return BadRequest(
        later(
            "No test of **{benchmark}** was posted of both models. Leave the benchmark out to compare what "
            "both have.",
            benchmark=literal(benchmark, 80),
        )
    )


def _choice(
    chosen: Sequence[sides.Side], benchmark: str | None, beside: str | None, language: Language
) -> Select | None:
    """The list that leads from all models in short to each; none where its options cannot hold the names."""
    is_held = len(benchmark or "") <= controls.LONGEST_BENCHMARK
    if len(chosen) < 3 or not is_held or any(len(one.written) > controls.LONGEST_NAME for one in chosen):
        return None
    others = [(one.written, one.name) for one in chosen[1:]]
    of_all = None if beside == chosen[0].written else beside
    return compare_cards.choice_of(controls.beside(benchmark), chosen[0].written, others, of_all, language)

"""What the database says to a question about figures: only what stands in it, with its links."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from bot.answers.figures import store, trend_store
from bot.answers.figures.fitting import names_of
from bot.answers.figures.found import (
    Claim,
    Claims,
    Count,
    Figures,
    Outcome,
    Ranking,
    Records,
    Values,
    claims_in_order,
    is_within,
    placed,
    standings,
)
from bot.answers.figures.model import FEW, MOST, Known, Query, Reading
from bot.answers.figures.store import View
from bot.boards import ranking
from bot.boards.lines import with_middles
from bot.boards.model import Standing
from bot.boards.store import Way
from bot.boards.store import claims as claims_of_cards
from bot.db.engine import Session
from bot.outbox.addresses import addresses
from bot.results.benchmarks.registry import by_id

# The best of a ranking that are looked at, for ties, and the newest of those that were the best.
_LOOKED_AT: Final = 60
_MOST_CLAIMS: Final = 500
_MOST_WAYS: Final = 4
# A model was measured by so many tests at most of those that are shown.
_MOST_TESTS: Final = 12


async def answered(session: Session, view: View, reading: Reading, known: Known, hub: str) -> Figures:
    """The figures that a reading asks for, comparisons excepted; `hub` is the address of model cards."""
    query = reading.query
    benchmark = query.benchmark or ""
    names, unknown = await _names(session, query, known)
    if query.origin == "claimed":
        return await _claimed(session, view, reading, known.models if names is None else names, hub)
    if query.intent == "newest":
        return await _newest(session, view, reading, names)
    asked = replace(query, since=None, until=None) if query.intent == "trend" else query
    ways = await _ways(session, view, asked, names)
    found = await _outcome(session, view, query, names, ways) if ways else None
    links = await addresses(session, view.guild_id, {one.posted.post for one in standings(found)})
    all_of_it = Query("count", query.benchmark)
    left_out = await store.count_models(session, view, all_of_it, unknown) if unknown else 0
    considered = await store.count(session, view, benchmark)
    fitting = ways if asked == query else await _ways(session, view, query, names)
    return Figures(reading, found, considered, sum(one.count for one in fitting), left_out, links)


async def _newest(session: Session, view: View, reading: Reading, names: Collection[str] | None) -> Figures:
    """The results that were posted last, each by itself."""
    query = reading.query
    found, total = await store.newest(session, view, query, names, query.limit or MOST)
    lines = tuple(Standing(one, 1, 1, one.result.value, one.result.value) for one in found)
    links = await addresses(session, view.guild_id, {one.post for one in found})
    considered = await store.count(session, view, query.benchmark or "")
    return Figures(reading, Values(lines, total) if lines else None, considered, total, links=links)


async def _ways(session: Session, view: View, query: Query, names: Collection[str] | None) -> list[Way]:
    """The ways in which what fits was measured, by the metric that is asked for."""
    every = await store.ways(session, view, query, names)
    return [one for one in every if query.metric in (None, one.metric)]


async def _claimed(
    session: Session, view: View, reading: Reading, names: Collection[str], hub: str
) -> Figures:
    """What model cards and members claim of these models."""
    query = reading.query
    benchmark = query.benchmark or ""
    posted = await store.claimed(session, view, benchmark, names, _MOST_CLAIMS)
    links = await addresses(session, view.guild_id, {one.post for one in posted})
    spelled = {name.lower(): name for name in names}
    found = {
        spelled[model]: Claim(spelled[model], value, f"{hub}/{spelled[model]}", is_of_card=True)
        for model, stated in (await claims_of_cards(session, names)).items()
        if (value := ranking.claimed(stated, benchmark)) is not None
    }
    for one in posted:
        name = one.result.model_name or ""
        found.setdefault(name, Claim(name, one.result.value, links.get(one.post), is_of_card=False))
    known = by_id(benchmark)
    fitting = [one for one in found.values() if is_within(one.value, query)]
    claims = claims_in_order(
        fitting, highest_first=(known is None or known.higher_is_better) == (query.order == "best")
    )
    unit = known.unit if known else posted[0].result.unit if posted else ""
    most = query.limit or MOST if query.models or query.family else query.limit or FEW
    outcome = Claims(tuple(claims[:most]), unit) if claims else None
    return Figures(reading, outcome, len(claims), len(claims))


async def _names(
    session: Session, query: Query, known: Known
) -> tuple[Collection[str] | None, Collection[str]]:
    """The models that fit, None for all; and those of which nobody knows the size or the licence."""
    if query.models:
        return query.models, ()
    if not (query.size or query.licence or query.family or query.without):
        return None, ()
    sizes = await store.parameters(session, known.models) if query.size else {}
    licences = await store.licences(session, known.models) if query.licence else {}
    return names_of(query, known.models, sizes, licences)


async def _outcome(
    session: Session, view: View, query: Query, names: Collection[str] | None, ways: Sequence[Way]
) -> Outcome | None:
    if query.intent == "count":
        models = await store.count_models(session, view, query, names)
        return Count(sum(one.count for one in ways), models, len(ways))
    if query.intent == "value":
        return await _values(session, view, query, names, ways)
    way = ranking.chosen(ways, None, by_id(query.benchmark or ""))
    others = sum(one.count for one in ways if one is not way)
    if query.intent == "trend":
        return await _records(session, view, query, names, way, others)
    is_best = query.order == "best"
    found, total = await store.lines(
        session, view, query, names, way.test, _LOOKED_AT,
        highest_first=(way.higher_is_better is not False) == is_best,
    )  # fmt: skip
    lines = await with_middles(session, view.guild_id, found)
    if not lines:
        return None
    shown = placed(lines, 0 if is_best else total - len(lines), way.higher_is_better)
    return Ranking(shown[: query.limit or FEW], lines[0].result, total, others)


async def _records(
    session: Session, view: View, query: Query, names: Collection[str] | None, way: Way, others: int
) -> Records | None:
    """Those that were the best once, by the rules of `/trend`."""
    higher = way.higher_is_better is not False
    found, total = await trend_store.records(
        session, view, query, names, way.test, _LOOKED_AT, higher_is_better=higher
    )
    lines = await with_middles(session, view.guild_id, found)
    return Records(tuple(lines), others, total) if lines else None


async def _values(
    session: Session, view: View, query: Query, names: Collection[str] | None, ways: Sequence[Way]
) -> Values | None:
    """The lines of some models in each way in which they were measured, the most common way first."""
    lines: list[Standing] = []
    total = 0
    for way in ways[: _MOST_WAYS if query.benchmark else _MOST_TESTS]:
        highest_first = way.higher_is_better is not False
        found, count = await store.lines(
            session, view, query, names, way.test, MOST, highest_first=highest_first
        )
        total += count
        lines += await with_middles(session, view.guild_id, found)
    return Values(tuple(lines[: query.limit or MOST]), total) if lines else None

"""How a person corrects what was read of a question: short changes that a button can hold; pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.answers import controls
from bot.answers.figures import bounds
from bot.answers.figures.model import Query, Reading
from bot.answers.model import Level
from bot.results.benchmarks.registry import by_id

# What may be dropped from a query, in the order in which it is offered.
FILTERS: Final = (
    "value", "size", "licence", "hardware", "quantisation", "engine", "shots", "since", "until", "family",
    "without", "metric", "reproduced",
)  # fmt: skip
# Discord takes custom ids of 100 characters (Components, "Custom ID").
_LONGEST_CONTROL: Final = 100
_DROP, _BENCHMARK, _ORIGIN, _ORDER, _INTENT = "x:", "b:", "o:", "r:", "i:"
_INTENTS: Final = ("best", "value", "compare", "trend", "count")


def drop(name: str) -> str:
    """Leave one filter out."""
    return _DROP + name


def benchmark(name: str) -> str:
    """Another benchmark is meant."""
    return _BENCHMARK + name


def origin(name: str) -> str:
    """What is claimed is meant in place of what was measured, or the other way round."""
    return _ORIGIN + name


def order(name: str) -> str:
    """The other end of the ranking is meant."""
    return _ORDER + name


def intent(name: str) -> str:
    """Something else is wanted: the development, the number."""
    return _INTENT + name


def can_hold(question_id: int, changes: Sequence[str]) -> bool:
    """Whether every control below an answer can hold these corrections."""
    return len(controls.shown(question_id, "level", Level.STANDARD, changes)) <= _LONGEST_CONTROL


def is_set(query: Query, name: str) -> bool:
    """Whether a query has a filter of that name; no example shown (0) is one too."""
    value = getattr(query, name)
    return value is not None and value is not False and value != ()


def corrected(reading: Reading, changes: Sequence[str]) -> Reading:
    """The reading with these changes, in their order; what makes no sense changes nothing."""
    for change in changes:
        reading = _changed(reading, change[:2], change[2:])
    return reading


def possible(reading: Reading) -> list[str]:
    """What may be corrected, the likeliest first."""
    query = reading.query
    found = [benchmark(one) for one in reading.rivals if by_id(one) is not None]
    if query.intent in ("compare", "newest") or query.benchmark is None:
        return [*found, *_drops(query)]
    found.append(origin("measured" if query.origin == "claimed" else "claimed"))
    if query.intent == "best" and query.origin == "measured":
        found += [order("worst" if query.order == "best" else "best"), intent("trend"), intent("count")]
    elif query.intent in ("trend", "count"):
        found.append(intent("best"))
    return [*_drops(query), *found] if reading.is_sure else [*found, *_drops(query)]


def _drops(query: Query) -> list[str]:
    return [drop(name) for name in FILTERS if is_set(query, name)]


def _changed(reading: Reading, kind: str, value: str) -> Reading:
    query, guessed, rivals = reading.query, reading.guessed, reading.rivals
    if kind == _DROP and value in FILTERS:
        query, guessed = _without(query, value), guessed - {value}
    elif kind == _BENCHMARK and value in rivals:
        before = (query.benchmark,) if query.benchmark else ()
        rivals = (*before, *(one for one in rivals if one != value))
        bound = bounds.carried(query.value, query.benchmark, value)
        query, guessed = replace(query, benchmark=value, value=bound), guessed - {"benchmark"}
    elif kind == _ORIGIN and value in ("measured", "claimed"):
        query = replace(query, origin="claimed" if value == "claimed" else "measured")
    elif kind == _ORDER and value in ("best", "worst"):
        query = replace(query, order="worst" if value == "worst" else "best")
    elif kind == _INTENT and value in ("best", "trend", "count") and query.benchmark:
        query = replace(query, intent=next(one for one in _INTENTS if one == value))
    return replace(reading, query=query, guessed=guessed, rivals=rivals)


def _without(query: Query, name: str) -> Query:
    if name == "reproduced":
        return replace(query, reproduced=False)
    if name == "without":
        return replace(query, without=())
    left = dict.fromkeys([name])
    return replace(query, **left)  # type: ignore[arg-type]  # every other filter may be None

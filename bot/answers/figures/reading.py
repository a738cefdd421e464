"""A question about figures as a typed query, by rules for both languages: pure and fast.

What is understood is taken off the question piece by piece: names first, since they hold sizes and years.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.answers.figures import bounds, conditions, dates, exclusions, intents, licences, setups, sizes
from bot.answers.figures.model import Bound, Intent, Known, Query, Reading
from bot.answers.figures.naming import (
    Named,
    take_benchmark,
    take_family,
    take_models,
    take_near_model,
    topic,
)
from bot.answers.figures.sheet import Sheet
from bot.answers.figures.topics import CERTAIN
from bot.answers.figures.vocabulary import VOCABULARY
from bot.results.benchmarks.registry import by_id

LONGEST = 500
_SHORTEST_GUESSED = 5
# With more words that are not understood a question is about something else.
_MOST_UNREAD = 3
_SPELT = sorted(one for one in VOCABULARY if len(one) >= _SHORTEST_GUESSED)
_SHORT = sorted(one for one in VOCABULARY if len(one) == _SHORTEST_GUESSED - 1)
# Words of conditions that are near to words of every day.
_NO_SLIPS = frozenset({"avant", "before", "after", "until", "pendant", "during"})
_LETTERS = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True)
class Chosen:
    """What a language model chose where the rules could not read a question (`choosing.py`)."""

    intent: Intent
    benchmark: str | None
    models: tuple[str, ...] = ()


@dataclass
class _Found:
    """What is understood until now."""

    models: list[str]
    named: Named
    guessed: set[str] = field(default_factory=set)
    has_several: bool = False  # quantisations
    is_not_good: bool = False
    stated: list[bounds.Stated] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)  # conditions that no query says


def parts_of(text: str, known: Known, before: Query) -> tuple[Query, list[str]]:
    """What a text says of benchmark, models and filters, and what was not understood.

    Values are those of the benchmark of the question `before`, where it names none.
    """
    sheet = Sheet(text[:LONGEST])
    without = exclusions.take(sheet, known)
    found = _Found(take_models(sheet, known), take_benchmark(sheet, known))
    filters = _filters(sheet, known, found)
    family = take_family(sheet, known) if not found.models else None
    benchmark = None if found.named.is_guess else found.named.benchmark
    value = _value(found, before.intent, benchmark or before.benchmark)
    query = replace(
        filters, benchmark=benchmark, models=tuple(found.models), family=family, value=value, without=without
    )
    return query, [*_telling(_words(sheet), sheet), *found.unsaid]


def read(text: str, known: Known, chosen: Chosen | None = None) -> Reading | None:
    """What a question asks of the figures of a community; None where it is not about figures.

    With `chosen` the rules read the filters only.
    """
    sheet = Sheet(text[:LONGEST])
    without = exclusions.take(sheet, known)
    left_out = intents.exception_in(sheet)
    found = _Found(take_models(sheet, known), take_benchmark(sheet, known))
    if found.named.is_guess:
        found.guessed.add("benchmark")
    filters = _filters(sheet, known, found)
    if not found.models and (near := take_near_model(sheet, known)) is not None:
        found.models = [near]
        found.guessed.add("models")
    family = take_family(sheet, known) if not found.models else None
    if conditions.is_of_a_benchmark(sheet):
        return None
    words = _words(sheet)
    unread = [*_telling(words, sheet), *left_out]
    if chosen is None:
        _look_for_field(words, known, filters, found)
        intent = _intent(sheet, words, unread, replace(filters, family=family, without=without), found)
    else:
        intent = chosen.intent
        found.models = list(chosen.models) or found.models
        found.named = Named(chosen.benchmark or found.named.benchmark)
        found.guessed |= {"intent", "benchmark"}
    benchmark = found.named.benchmark
    if benchmark is None and not unread and filters.origin == "measured":
        intent = _of_all(sheet, intent, found, has_family=family is not None)
    elif benchmark is None and (intent != "compare" or len(found.models) < 2):
        return None
    if intent is None:
        return None
    order = intents.order_of(sheet, words, higher_is_better=_higher(benchmark))
    order = "worst" if found.is_not_good else order
    value = _value(found, intent, benchmark)
    query = replace(
        filters,
        intent=intent,
        benchmark=benchmark,
        models=tuple(found.models),
        family=family if not found.models else None,
        order=order if intent == "best" else "best",
        value=value,
        without=without,
    )
    return Reading(query, frozenset(found.guessed), (*unread, *found.unsaid), found.named.rivals)


def _filters(sheet: Sheet, known: Known, found: _Found) -> Query:
    """What narrows the figures, taken off the question; sizes last, since much else holds numbers."""
    quantisation, is_guess = setups.take_quantisation(sheet, known.quantisations)
    # Of several all are shown.
    while setups.has_quantisation(sheet):
        setups.take_quantisation(sheet, known.quantisations)
        quantisation, is_guess, found.has_several = None, False, True
    if is_guess:
        found.guessed.add("quantisation")
    hardware = setups.take_hardware(sheet, known.machines, known.hardware)
    engine, licence, shots = setups.take_engine(sheet), licences.take(sheet), setups.take_shots(sheet)
    limit = intents.take_limit(sheet)
    since, until = dates.take(sheet, known.today)
    query = Query(
        "best",
        size=sizes.take(sheet),
        licence=licence,
        hardware=hardware,
        quantisation=quantisation,
        engine=engine,
        shots=shots,
        metric=setups.take_metric(sheet),
        since=since,
        until=until,
        origin=intents.take_origin(sheet),
        limit=limit,
        reproduced=intents.take_reproduced(sheet),
    )
    found.is_not_good = conditions.take_not_good(sheet)
    found.stated = bounds.take(sheet)
    found.unsaid = conditions.take_threshold(sheet)
    has_quantisation = quantisation is not None or found.has_several
    found.unsaid += conditions.take_others(sheet, query, has_quantisation=has_quantisation)
    return query


def _look_for_field(words: dict[str, int], known: Known, filters: Query, found: _Found) -> None:
    """Where no benchmark is named, that of a field such as maths may be meant."""
    if found.named.benchmark is not None:
        return
    is_narrowed = filters.size is not None or filters.hardware is not None or bool(found.stated)
    is_asked = bool(found.models) or intents.asks_which(words) or is_narrowed
    field_meant = topic(words, known) if is_asked else None
    if field_meant is not None:
        benchmark, rivals = field_meant
        found.named = Named(benchmark, rivals, is_everyday=True)
        found.guessed |= set() if benchmark in CERTAIN else {"benchmark"}


def _intent(
    sheet: Sheet, words: dict[str, int], unread: Sequence[str], filters: Query, found: _Found
) -> Intent | None:
    """What is wanted; None where too much was not understood."""
    is_vague = found.named.is_everyday and not (found.models or filters.size)
    if len(unread) > (0 if is_vague else _MOST_UNREAD):
        return None
    intent = intents.intent_of(sheet, words, len(found.models), has_family=filters.family is not None)
    if intent == "compare" and len(found.models) == 1 and found.has_several:
        return "value"
    is_of_any = intents.asks_which(words) or "anything" in words
    if intent == "compare" and len(found.models) == 1 and found.named.benchmark and is_of_any and not unread:
        # "Which models are better than this one?": the ranking tells, which has it too.
        found.unsaid.append(found.models.pop())
        return "best"
    if intent is None and (found.is_not_good or found.unsaid or found.stated) and intents.asks_which(words):
        return "best"
    if intent is not None or unread:
        return intent
    narrowing = (filters.size, filters.since, filters.until, filters.shots)
    is_narrowed = (
        filters.reproduced
        or filters.origin == "claimed"
        or bool(filters.without or found.stated)
        or any(one is not None for one in narrowing)
    )
    is_bare = not words and not found.named.is_everyday
    return "best" if is_narrowed or is_bare or intents.is_about_figures(words) else None


def _value(found: _Found, intent: Intent, benchmark: str | None) -> Bound | None:
    """The range in which values must lie; what says none of these figures is told as not understood."""
    is_of_values = intent in ("best", "value", "count", "newest")
    value, unsaid = bounds.resolved(found.stated, benchmark if is_of_values else None)
    found.unsaid += unsaid
    return value


def _of_all(sheet: Sheet, intent: Intent | None, found: _Found, *, has_family: bool) -> Intent | None:
    """What is wanted where no benchmark is named: a comparison, all results of a model, or the newest."""
    if intent == "newest" or (intent == "compare" and len(found.models) > 1):
        return intent
    is_named = (found.models and "models" not in found.guessed) or has_family
    is_of_all = intents.asks_results(sheet) or found.has_several
    return "value" if is_named and intent in ("best", "value") and is_of_all else None


def _words(sheet: Sheet) -> dict[str, int]:
    """The words that are left, slips corrected, by their places."""
    found: dict[str, int] = {}
    for one in sheet.words():
        found.setdefault(_spelt(one[0]), one.start())
    return found


def _spelt(word: str) -> str:
    """A word as it is usually spelt; as it is where it is known, or nothing is near."""
    if word in VOCABULARY or word in _NO_SLIPS or not word.isalpha():
        return word
    if len(word) < _SHORTEST_GUESSED:
        # In so short a word another letter makes another word; two that changed places do not.
        return next((one for one in _SHORT if _has_swapped(word, one)), word)
    near = process.extractOne(word, _SPELT, scorer=DamerauLevenshtein.distance, score_cutoff=1)
    return word if near is None else str(near[0])


def _has_swapped(word: str, other: str) -> bool:
    """Whether two words differ only in two letters side by side: bset and best."""
    return sorted(word) == sorted(other) and DamerauLevenshtein.distance(word, other) == 1


def _telling(words: dict[str, int], sheet: Sheet) -> list[str]:
    """What was not understood and may matter, as it was written."""
    return [
        sheet.written(start, start + len(one))
        for one, start in words.items()
        if one not in VOCABULARY and (_LETTERS.search(one) or one.isdigit())
    ]


def _higher(benchmark: str | None) -> bool:
    known = by_id(benchmark or "")
    return known is None or known.higher_is_better

"""A question about figures as a typed query, by rules for both languages: pure and fast.

What is understood is taken off the question piece by piece: names first, since they hold sizes and years.
"""

import re

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.answers.figures import dates, intents, setups, sizes
from bot.answers.figures.model import Known, Query, Reading
from bot.answers.figures.naming import (
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
_LETTERS = re.compile(r"[a-z]{2,}")


def read(text: str, known: Known) -> Reading | None:
    """What a question asks of the figures of a community; None where it is not about figures."""
    sheet, guessed = Sheet(text[:LONGEST]), set[str]()
    models = take_models(sheet, known)
    named = take_benchmark(sheet, known)
    benchmark, rivals = named.benchmark, named.rivals
    guessed |= {"benchmark"} if named.is_guess else set()
    quantisation, is_guess = setups.take_quantisation(sheet, known.quantisations)
    guessed |= {"quantisation"} if is_guess else set()
    hardware = setups.take_hardware(sheet, known.machines, known.hardware)
    engine, licence, shots = setups.take_engine(sheet), setups.take_licence(sheet), setups.take_shots(sheet)
    limit = intents.take_limit(sheet)
    since, until = dates.take(sheet, known.today)
    size = sizes.take(sheet)
    origin, reproduced = intents.take_origin(sheet), intents.take_reproduced(sheet)
    if not models and (near := take_near_model(sheet, known)) is not None:
        models, guessed = [near], guessed | {"models"}
    family = take_family(sheet, known) if not models else None
    words = _words(sheet)
    unread = _telling(words)
    is_everyday = named.is_everyday
    if benchmark is None and len(models) < 2:
        field = topic(words, known)
        if field is not None and (models or intents.asks_which(words) or size is not None or hardware):
            (benchmark, rivals), is_everyday = field, True
            guessed |= set() if benchmark in CERTAIN else {"benchmark"}
    intent = intents.intent_of(sheet, words, len(models), has_family=family is not None)
    if intent is None and not unread:
        is_narrowed = size or since or until or reproduced or origin == "claimed" or shots is not None
        intent = "best" if is_narrowed or not words or intents.is_about_figures(words) else None
    if intent is None or len(unread) > (0 if is_everyday and not (models or size) else _MOST_UNREAD):
        return None
    if benchmark is None and (intent != "compare" or len(models) < 2):
        return None
    order = intents.order_of(sheet, words, higher_is_better=_higher(benchmark))
    query = Query(
        intent,
        benchmark,
        tuple(models),
        family,
        size,
        licence,
        hardware,
        quantisation,
        engine,
        shots,
        None,
        since,
        until,
        origin,
        order if intent == "best" else "best",
        limit,
        reproduced,
    )
    return Reading(query, frozenset(guessed), tuple(unread), rivals)


def _words(sheet: Sheet) -> dict[str, int]:
    """The words that are left, slips corrected, by their places."""
    found: dict[str, int] = {}
    for one in sheet.words():
        found.setdefault(_spelt(one[0]), one.start())
    return found


def _spelt(word: str) -> str:
    """A word as it is usually spelt; as it is where it is known, or nothing is near."""
    if word in VOCABULARY or len(word) < _SHORTEST_GUESSED or not word.isalpha():
        return word
    near = process.extractOne(word, _SPELT, scorer=DamerauLevenshtein.distance, score_cutoff=1)
    return word if near is None else str(near[0])


def _telling(words: dict[str, int]) -> list[str]:
    """What was not understood and may matter."""
    return [one for one in words if one not in VOCABULARY and (_LETTERS.search(one) or one.isdigit())]


def _higher(benchmark: str | None) -> bool:
    known = by_id(benchmark or "")
    return known is None or known.higher_is_better

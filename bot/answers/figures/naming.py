"""Which benchmarks and models a question names: by any of their names, in any spelling."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from bot.answers.figures.model import Known
from bot.answers.figures.sheet import Sheet, squash
from bot.answers.figures.topics import EVERYDAY, PHRASES, TOPICS
from bot.answers.figures.vocabulary import is_word
from bot.answers.figures.windows import Window, by_digits, take_all, take_near
from bot.results.benchmarks.registry import BENCHMARKS

_AFTER = re.compile(r"\b(?:on|sur|at|a|en|au|in|for|pour|of|de)\s+(?:the |le |la )?$")
# What names of models end in that people leave out.
_VARIANT = re.compile(
    r"[-_. ](?:instruct|it|chat|base|hf|gguf|awq|gptq|v\d+(?:\.\d+)*|\d{4}|preview|sft|dpo)$",
    re.IGNORECASE,
)
# In a question the number of examples is a condition of its own.
_WITH_SHOTS = re.compile(r"_\dshot$")
# Where one model alone has a name, its size is left out too.
_SIZED = re.compile(r"[-_. ]\d+(?:\.\d+)?[bm]$", re.IGNORECASE)
_PART = re.compile(r"[-_ ]+")
_SIZE = re.compile(r"\d+(?:\.\d+)?[bm]$|a\d+b$")
_SHORTEST = 3


@lru_cache(maxsize=1)
def _benchmark_names() -> Mapping[str, str]:
    """All names of the benchmarks that are built in, without what separates their parts."""
    found: dict[str, str] = {}
    for one in BENCHMARKS:
        for name in (one.id, one.name, *(each for each in one.aliases if not _WITH_SHOTS.search(each))):
            found.setdefault(squash(name), one.id)
            if len(last := squash(name.rsplit("/", 1)[-1])) >= _SHORTEST:
                found.setdefault(last, one.id)
    for benchmark, phrases in PHRASES.items():
        found |= {squash(phrase): benchmark for phrase in phrases}
    return MappingProxyType(found)


@dataclass(frozen=True)
class Named:
    """The benchmark that a question names, others that it may mean, and whether it was guessed.

    `is_everyday` says that the words for it are no name, so that they may be about something else.
    """

    benchmark: str | None = None
    rivals: tuple[str, ...] = ()
    is_guess: bool = False
    is_everyday: bool = False


def benchmarks_named(known: Known) -> dict[str, str]:
    """All benchmarks by their names without separators, those of the server too."""
    return {**{squash(name): each for name, each in known.names.items()}, **_benchmark_names()}


def models_named(known: Known) -> Mapping[str, str]:
    """All models by their names without separators, and by shorter ones where only one has them."""
    return _model_names(known.models)


def families_named(known: Known) -> Mapping[str, str]:
    """What names of models begin with, and who publishes them, by the same without separators."""
    return _families(known.models)


def take_benchmark(sheet: Sheet, known: Known) -> Named:
    """The benchmark that a question names, taken off it; the longest name of several."""
    names = benchmarks_named(known)
    found = take_all(sheet, names, lambda one: _is_meant(sheet, one))
    if not found:
        near = take_near(sheet, names, is_word, by_digits(names))
        if near is None:
            return Named()
        return Named(near[1], is_guess=True)
    window, chosen = max(found, key=lambda each: (each[0].name not in _everyday(), len(each[0].name)))
    others = tuple(dict.fromkeys(each for _, each in found if each != chosen))
    return Named(chosen, others, is_everyday=window.name in _everyday())


def topic(words: Mapping[str, int], known: Known) -> tuple[str, tuple[str, ...]] | None:
    """The benchmark that stands for a field, of those the one that was measured most; and the others."""
    for word in sorted(words, key=words.__getitem__):
        if (meant := TOPICS.get(word)) is not None:
            order = sorted(meant, key=lambda one: -known.benchmarks.get(one, 0))
            return order[0], tuple(order[1:])
    return None


def take_models(sheet: Sheet, known: Known) -> list[str]:
    """The models that a question names, in its order."""
    found = take_all(sheet, models_named(known))
    return list(dict.fromkeys(model for _, model in found))


def take_near_model(sheet: Sheet, known: Known) -> str | None:
    """The model whose name comes nearest to some words."""
    families = families_named(known)
    near = take_near(
        sheet,
        models_named(known),
        lambda word: is_word(word) or word in families,
        _models_by_digits(known.models),
    )
    return None if near is None else near[1]


def take_family(sheet: Sheet, known: Known) -> str | None:
    """The beginning of names of models, or who publishes them, as it is compared: without separators."""
    before = sheet.left
    found = take_all(sheet, families_named(known))
    if not found:
        return None
    # The others stay, to be told as what was not understood.
    sheet.left = before
    sheet.blank(found[0][0].start, found[0][0].end)
    return found[0][1]


def in_family(model: str, family: str) -> bool:
    """Whether a model's name begins so, or its publisher's."""
    publisher, _, name = model.rpartition("/")
    return squash(name).startswith(family) or squash(publisher).startswith(family)


def _is_meant(sheet: Sheet, one: Window) -> bool:
    """Whether a word of every day is the name of a benchmark here."""
    if one.name not in EVERYDAY:
        return True
    written = sheet.written(one.start, one.end)
    if one.name == "drop" and _AFTER.search(sheet.left[: one.start]):
        return True
    return written.isupper() or any(mark in written for mark in "-_/")


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    return frozenset(squash(phrase) for phrases in PHRASES.values() for phrase in phrases)


@lru_cache(maxsize=64)
def _model_names(models: tuple[str, ...]) -> Mapping[str, str]:
    """Models by their names without separators: in full, without their publisher, and in short."""
    families = _counted_families(models)
    exact: dict[str, str] = {}
    short: dict[str, set[str]] = {}
    for model in models:
        name = model.rsplit("/", 1)[-1]
        exact.setdefault(squash(model), model)
        exact.setdefault(squash(name), model)
        forms = _short_forms(name)
        unsized = _SIZED.sub("", [name, *forms][-1])
        if families[squash(unsized)] == 1:
            forms.append(unsized)
        for form in forms:
            short.setdefault(squash(form), set()).add(model)
    alone = {form: next(iter(of)) for form, of in short.items() if len(of) == 1 and _tells(form)}
    return MappingProxyType({**alone, **{name: one for name, one in exact.items() if _is_name(name)}})


@lru_cache(maxsize=64)
def _models_by_digits(models: tuple[str, ...]) -> Mapping[tuple[str, ...], list[str]]:
    return MappingProxyType(by_digits(_model_names(models)))


def _is_name(squashed: str) -> bool:
    """Whether a model's name is no word of every day."""
    return len(squashed) >= _SHORTEST and not is_word(squashed)


def _short_forms(name: str) -> list[str]:
    forms = []
    while (shorter := _VARIANT.sub("", name)) != name:
        name = shorter
        forms.append(name)
    return forms


def _tells(form: str) -> bool:
    """Whether a short form is more than a family: it names a size or a version."""
    return any(char.isdigit() for char in form) and any(char.isalpha() for char in form)


@lru_cache(maxsize=64)
def _families(models: tuple[str, ...]) -> Mapping[str, str]:
    """What names of models begin with, by the same without separators."""
    counted = _counted_families(models)
    return MappingProxyType({one: one for one in counted if len(one) >= _SHORTEST and not one.isdigit()})


@lru_cache(maxsize=64)
def _counted_families(models: tuple[str, ...]) -> Counter[str]:
    """Of how many models each is the beginning."""
    counted: Counter[str] = Counter()
    for model in models:
        publisher, _, name = model.rpartition("/")
        parts = _PART.split(name)
        counted.update({squash(publisher), squash(parts[0]), squash(re.sub(r"[\d.]+$", "", parts[0]))})
        for end, (_, part) in enumerate(pairwise(parts), start=2):
            if _SIZE.match(part.lower()):
                break
            counted[squash("".join(parts[:end]))] += 1
    return counted

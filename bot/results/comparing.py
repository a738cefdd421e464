"""Like with like: which results of several models may be compared, what differs in how they were measured,
and what may honestly be said of them. The statistics are in `statistics/`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

from bot.results.benchmarks.registry import by_id
from bot.results.metrics import metric_of
from bot.results.model import Fact, Result
from bot.results.statistics.differences import Difference, difference
from bot.results.statistics.spreads import Estimate
from bot.results.statistics.verdicts import NO_DIRECTION, NO_ERROR, OTHER_UNITS, Verdict, verdicts
from bot.texts import Sentence, later

Trait = Literal[
    "task",
    "version",
    "filter",
    "shots",
    "conditions",
    "partial",
    "template",
    "quantisation",
    "dtype",
    "engine",
    "harness",
    "hardware",
    "generation",
]
# With another of these it is another test, and numbers cannot be set side by side.
DECISIVE: Final[frozenset[Trait]] = frozenset({"task", "version", "filter", "shots", "conditions"})
# What a speed depends on beside model and machine; all else is told, but does not forbid a comparison.
_CONDITIONS = (
    "prompt_tokens",
    "generated_tokens",
    "depth",
    "max_concurrency",
    "request_rate",
    "split",
    "mode",
    "epochs",
)


@dataclass(frozen=True)
class Trouble:
    """Something that differs in how two results were measured; None where one does not say."""

    trait: Trait
    first: Fact | None
    second: Fact | None

    @property
    def is_decisive(self) -> bool:
        """Whether the two cannot be compared because of it: both say it, and not the same."""
        return self.trait in DECISIVE and self.first is not None and self.second is not None


@dataclass(frozen=True)
class Pair:
    """Two results of the same test, what differs, and the verdict on the first."""

    first: Result
    second: Result
    troubles: tuple[Trouble, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Comparison:
    """The first model beside one other: a pair for each test that both have."""

    first: str
    second: str
    pairs: tuple[Pair, ...]


def compare(results: Mapping[str, Sequence[Result]], benchmark: str | None = None) -> list[Comparison]:
    """The first model beside each of the others, the verdicts corrected for their number.

    `results` are those of each model, the newest first. With `benchmark` only its tests are compared.
    """
    names = list(results)
    chosen = [
        (other, first, second)
        for other in names[1:]
        for first, second in _pairs(results[names[0]], results[other], benchmark)
    ]
    judged = verdicts([_difference(first, second) for _, first, second in chosen])
    pairs = [
        (other, Pair(first, second, troubles(first, second), verdict))
        for (other, first, second), verdict in zip(chosen, judged, strict=True)
    ]
    return [
        Comparison(names[0], other, tuple(pair for name, pair in pairs if name == other))
        for other in names[1:]
    ]


def troubles(first: Result, second: Result) -> tuple[Trouble, ...]:
    """Everything that differs in how the two were measured, what is decisive first."""
    found = [Trouble(trait, one, two) for trait, (one, two) in _traits(first, second).items() if one != two]
    return tuple(sorted(found, key=lambda trouble: not trouble.is_decisive))


def estimate(result: Result) -> Estimate:
    """A result as the statistics see it."""
    known = by_id(result.benchmark)
    binary = metric_of(result.metric).binary and (known is None or result.metric not in known.graded)
    spread = result.spread
    return Estimate(
        result.value,
        None if spread is None else spread.standard_error,
        result.samples if binary else None,
        is_share=binary and result.unit == "share",
        repetitions=result.samples if spread is not None and spread.origin == "repetitions" else None,
    )


def _pairs(
    first: Sequence[Result], second: Sequence[Result], benchmark: str | None
) -> list[tuple[Result, Result]]:
    """For each test that both have, the two results that are most alike in how they were measured."""
    tests = dict.fromkeys(_test(one) for one in first if benchmark in (None, one.benchmark))
    shared = [test for test in tests if any(_test(other) == test for other in second)]
    return [_most_alike(test, first, second) for test in shared if _is_main(test, shared)]


Test = tuple[str, str | None, str, str]


def _test(result: Result) -> Test:
    """What was measured; of a speed the tokens and the depth belong to it."""
    known = by_id(result.benchmark)
    speed = result.task if known is not None and known.area == "speed" else ""
    return result.benchmark, result.subset, result.metric, speed


def _is_main(test: Test, shared: Sequence[Test]) -> bool:
    """Whether it is the metric that boards rank, where both models have that; else every metric is."""
    known = by_id(test[0])
    main = None if known is None else (test[0], test[1], known.metric, test[3])
    return main is None or main not in shared or test == main


def _most_alike(test: Test, first: Sequence[Result], second: Sequence[Result]) -> tuple[Result, Result]:
    """The pair with the fewest decisive differences, then the fewest of all, then the newest."""
    ours = [one for one in first if _test(one) == test]
    theirs = [one for one in second if _test(one) == test]

    def unlike(pair: tuple[Result, Result]) -> tuple[int, int]:
        found = troubles(*pair)
        return sum(trouble.is_decisive for trouble in found), len(found)

    return min(product(ours, theirs), key=unlike)


def _difference(first: Result, second: Result) -> Difference | Sentence:
    """The difference of two results, or why there is none."""
    decisive = [trouble for trouble in troubles(first, second) if trouble.is_decisive]
    if decisive:
        return later("They are different tests: see what differs.")
    if first.unit != second.unit:
        return OTHER_UNITS
    direction = first.higher_is_better if first.higher_is_better is not None else second.higher_is_better
    if direction is None:
        return NO_DIRECTION
    found = difference(estimate(first), estimate(second), higher_is_better=direction)
    return NO_ERROR if found is None else found


def _traits(first: Result, second: Result) -> dict[Trait, tuple[Fact | None, Fact | None]]:
    one, two = first.setup, second.setup
    return {
        "task": (first.task, second.task),
        "version": (first.task_version, second.task_version),
        "filter": (first.filter, second.filter),
        "shots": (one.shots, two.shots),
        "conditions": _conditions(one.conditions, two.conditions),
        "partial": (_extent(first), _extent(second)),
        "template": (one.chat_template_sha, two.chat_template_sha),
        "quantisation": (one.quantisation, two.quantisation),
        "dtype": (one.dtype, two.dtype),
        "engine": (_named(one.engine, one.engine_version), _named(two.engine, two.engine_version)),
        "harness": (_named(one.harness, one.harness_version), _named(two.harness, two.harness_version)),
        "hardware": (one.hardware, two.hardware),
        "generation": (_settings(one.generation), _settings(two.generation)),
    }


def _conditions(one: Mapping[str, Fact], two: Mapping[str, Fact]) -> tuple[Fact | None, Fact | None]:
    """Those conditions that both state and state differently; a missing one is not held against either."""
    differing = [name for name in _CONDITIONS if name in one and name in two and one[name] != two[name]]
    return _settings({name: one[name] for name in differing}), _settings(
        {name: two[name] for name in differing}
    )


def _extent(result: Result) -> Fact | None:
    """How much of the test was run, where it was not all of it."""
    return (result.samples if result.samples is not None else True) if result.partial else None


def _named(name: str | None, version: str | None) -> str | None:
    return None if name is None else f"{name} {version}" if version else name


def _settings(settings: Mapping[str, Fact]) -> str | None:
    return ", ".join(f"{name} {value}" for name, value in sorted(settings.items())) or None

"""Like with like: which results of several models are set side by side, what differs in how they were
measured, and what may honestly be said of them. The rules are in
`comparability.py`, the statistics in `statistics/`.
"""

import sys
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from bot.results.benchmarks.registry import by_id
from bot.results.comparability import Differs, Looked, differences, differences_of, looked_at
from bot.results.judging import judged, without_settled
from bot.results.model import Result
from bot.results.statistics.differences import Difference
from bot.results.statistics.verdicts import Verdict, verdicts

Test = tuple[str, str | None, str, str]
# Ways to measure a test that are set beside those of another model: each is looked at beside each.
MOST_WAYS = 100


@dataclass(frozen=True)
class Pair:
    """Two results of the same test, what differs, and the verdict on the first.

    `common` is how many samples of both were looked at in a paired test, None where there was none.
    """

    first: Result
    second: Result
    differing: tuple[Differs, ...]
    verdict: Verdict
    common: int | None = None


@dataclass(frozen=True)
class Comparison:
    """The first model beside one other: a pair for each test that both have.

    `parts` counts, by benchmark, the tests of its parts that are left out, since the whole says it.
    """

    first: str
    second: str
    pairs: tuple[Pair, ...]
    parts: Mapping[str, int] = field(default_factory=dict)


def compare(results: Mapping[str, Sequence[Result]], benchmark: str | None = None) -> list[Comparison]:
    """The first model beside each of the others, the verdicts corrected for their number.

    `results` are those of each model, the newest first. With `benchmark` only its tests are compared, its
    parts too.
    """
    names = list(results)
    shared = {other: _pairs(results[names[0]], results[other], benchmark) for other in names[1:]}
    told = {other: pairs if benchmark else _of_wholes(pairs) for other, pairs in shared.items()}
    chosen = [(other, *pair) for other, pairs in told.items() for pair in pairs]
    found = verdicts([judged(first, second) for _, first, second in chosen])
    pairs = [
        (other, Pair(first, second, differences(first, second), verdict))
        for (other, first, second), verdict in zip(chosen, found, strict=True)
    ]
    return [
        Comparison(
            names[0],
            other,
            tuple(pair for name, pair in pairs if name == other),
            Counter(first.benchmark for first, _ in shared[other])
            - Counter(first.benchmark for first, _ in told[other]),
        )
        for other in names[1:]
    ]


@dataclass(frozen=True)
class PairedTest:
    """What a test on the `common` samples of two results found."""

    difference: Difference
    common: int


def with_tests(found: Sequence[Comparison], tests: Sequence[PairedTest | None]) -> list[Comparison]:
    """The same comparisons with what paired tests found, one for each pair in their order."""
    pairs = [pair for one in found for pair in one.pairs]
    outcomes = [
        judged(pair.first, pair.second, None if test is None else test.difference)
        for pair, test in zip(pairs, tests, strict=True)
    ]
    told = iter(
        pair if test is None else replace(pair, differing=without_settled(pair.differing), common=test.common)
        for pair, test in zip(pairs, tests, strict=True)
    )
    verdict = iter(verdicts(outcomes))
    return [
        replace(one, pairs=tuple(replace(next(told), verdict=next(verdict)) for _ in one.pairs))
        for one in found
    ]


def _pairs(
    first: Sequence[Result], second: Sequence[Result], benchmark: str | None
) -> list[tuple[Result, Result]]:
    """For each test that both have, the two results that are most alike in how they were measured."""
    ours, theirs = _by_test(first), _by_test(second)
    # In the order in which they were posted.
    shared = [test for test in reversed(ours) if test in theirs and benchmark in (None, test[0])]
    # The whole of a benchmark before its parts.
    shared.sort(key=lambda test: test[1] is not None)
    return [_most_alike(ours[test], theirs[test]) for test in shared if _is_main(test, shared)]


def _of_wholes(pairs: Sequence[tuple[Result, Result]]) -> list[tuple[Result, Result]]:
    """Without the parts of a benchmark, such as the 57 subjects of MMLU, where the whole can be compared."""
    wholes = {
        (first.benchmark, first.metric)
        for first, second in pairs
        if first.subset is None and isinstance(judged(first, second), Difference)
    }
    return [
        (first, second)
        for first, second in pairs
        if first.subset is None or (first.benchmark, first.metric) not in wholes
    ]


def _by_test(results: Sequence[Result]) -> dict[Test, list[Result]]:
    found: dict[Test, list[Result]] = {}
    for one in results:
        found.setdefault(_test(one), []).append(one)
    return found


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


def _most_alike(ours: Sequence[Result], theirs: Sequence[Result]) -> tuple[Result, Result]:
    """The pair with the fewest decisive differences, then the fewest of all, then the newest.

    What is only claimed is taken where nothing was measured.
    """
    ours, theirs = _measured(ours), _measured(theirs)
    fewest, best = (sys.maxsize, 0), (ours[0], theirs[0])
    ways, others = _ways(ours), _ways(theirs)
    common = ways.keys() & others.keys()
    for first, second in product(_nearest(ways, common), _nearest(others, common)):
        found = differences_of(first, second)
        unlike = (sum(one.blocks for one in found), len(found))
        if unlike < fewest:
            fewest, best = unlike, (first.result, second.result)
        if not found:
            break
    return best


def _measured(results: Sequence[Result]) -> Sequence[Result]:
    return [one for one in results if one.provenance != "claimed"] or results


def _nearest(ways: Mapping[Hashable, Looked], common: Collection[Hashable]) -> list[Looked]:
    """All; of more than MOST_WAYS those in which the other model was measured too, then the newest."""
    if len(ways) <= MOST_WAYS:
        return list(ways.values())
    return sorted(ways.values(), key=lambda one: one.way not in common)[:MOST_WAYS]


def _ways(results: Sequence[Result]) -> dict[Hashable, Looked]:
    """Of runs of one model that were measured alike the first, by their way."""
    found: dict[Hashable, Looked] = {}
    for one in map(looked_at, results):
        found.setdefault(one.way, one)
    return found

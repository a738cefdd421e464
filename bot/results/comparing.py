"""Like with like: which results of several models are set side by side, what differs in how they were
measured, and what may honestly be said of them. The rules are in
`comparability.py`, the statistics in `statistics/`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.results.alike import Middle, most_alike
from bot.results.benchmarks.registry import by_id
from bot.results.comparability import Differs, differences
from bot.results.judging import judged, without_settled
from bot.results.model import Result
from bot.results.statistics.differences import Difference
from bot.results.statistics.verdicts import Verdict, verdicts

Test = tuple[str, str | None, str, str]


@dataclass(frozen=True)
class Pair:
    """Two results of the same test, what differs, and the verdict on the first.

    `common` is how many samples of both were looked at in a paired test, None where there was none. `runs`
    are those that each of the two is the middle one of.
    """

    first: Result
    second: Result
    differing: tuple[Differs, ...]
    verdict: Verdict
    common: int | None = None
    runs: tuple[Middle, ...] = ()


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
    chosen = [
        (other, first, second, differences(first.result, second.result))
        for other, pairs in told.items()
        for first, second in pairs
    ]
    found = verdicts(
        [judged(first.result, second.result, differing=each) for _, first, second, each in chosen]
    )
    pairs = [
        (other, Pair(first.result, second.result, differing, verdict, runs=(first, second)))
        for (other, first, second, differing), verdict in zip(chosen, found, strict=True)
    ]
    return [
        Comparison(
            names[0],
            other,
            tuple(pair for name, pair in pairs if name == other),
            Counter(first.result.benchmark for first, _ in shared[other])
            - Counter(first.result.benchmark for first, _ in told[other]),
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
        judged(pair.first, pair.second, None if test is None else test.difference, pair.differing)
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
) -> list[tuple[Middle, Middle]]:
    """For each test that both have, the two results that are most alike in how they were measured."""
    ours, theirs = _by_test(first), _by_test(second)
    # In the order in which they were posted.
    shared = [test for test in reversed(ours) if test in theirs and benchmark in (None, test[0])]
    # The whole of a benchmark before its parts.
    shared.sort(key=lambda test: test[1] is not None)
    return [most_alike(ours[test], theirs[test]) for test in shared if _is_main(test, shared)]


def _of_wholes(pairs: Sequence[tuple[Middle, Middle]]) -> list[tuple[Middle, Middle]]:
    """Without the parts of a benchmark, such as the 57 subjects of MMLU, where the whole can be compared."""
    if all(first.result.subset is None for first, _ in pairs):
        return list(pairs)
    wholes = {
        (first.result.benchmark, first.result.metric)
        for first, second in pairs
        if first.result.subset is None and isinstance(judged(first.result, second.result), Difference)
    }
    return [
        (first, second)
        for first, second in pairs
        if first.result.subset is None or (first.result.benchmark, first.result.metric) not in wholes
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

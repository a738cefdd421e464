"""What speaks for a newer base and what against it: pure rules.

What was measured beside the old base decides, since both are untrained; where the old base was not measured
in the same way, the model itself stands for it. A fine-tune that is better than an untrained newer base is as
it should be; that is told, and decides nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.competitive.model import NO_TESTS, Advice, Candidate, Compared, Own, Tests
from bot.releases.model import Release
from bot.results.benchmarks.registry import by_id
from bot.results.comparability import differences, is_speed
from bot.results.comparing import Pair
from bot.results.judging import judged, without_settled
from bot.results.statistics.differences import Difference
from bot.results.statistics.verdicts import Verdict, verdicts
from bot.texts import Sentence

Measured = Mapping[str, Sequence[Own]]
"""The lines of some models, by their ids in lower case."""
Test = tuple[str, str | None, str]
# Of two models so many tests are looked at.
MOST_TESTS = 6


def weigh(
    newer: Sequence[Release], base: str | None, model: str, measured: Measured, tests: Tests = NO_TESTS
) -> tuple[Candidate, ...]:
    """Each newer base beside the old one and beside the model, all verdicts corrected for their number.

    `tests` are those of common samples, by the ids of the middle runs.
    """
    chosen = [
        (one, other, first, second)
        for one in newer
        for other in dict.fromkeys(name.lower() for name in (base, model) if name is not None)
        for first, second in _pairs(measured.get(one.repo_id.lower(), ()), measured.get(other, ()))
    ]
    found = verdicts([_judged(first, second, tests) for *_, first, second in chosen])
    compared = [
        (one.repo_id, other, _compared(first, second, verdict, tests))
        for (one, other, first, second), verdict in zip(chosen, found, strict=True)
    ]

    def beside(one: Release, other: str | None) -> tuple[Compared, ...]:
        wanted = (one.repo_id, None if other is None else other.lower())
        return tuple(each for name, known, each in compared if (name, known) == wanted)

    is_own_base = base is None or base.lower() == model.lower()
    return tuple(
        Candidate(one, () if is_own_base else beside(one, base), beside(one, model)) for one in newer
    )


def advice(candidate: Candidate) -> Advice:
    """What the evidence says, in one word."""
    counts = counted(candidate.beside_base) or counted(candidate.beside_model)
    if not counts:
        return "unknown"
    if counts["better"] and counts["worse"]:
        return "mixed"
    if counts["better"]:
        return "try"
    return "worse" if counts["worse"] else "same"


def counted(found: Sequence[Compared]) -> Counter[str]:
    """How often the newer one is better, worse, or within noise; empty where nothing can be said."""
    return Counter(one.pair.verdict.word for one in found if one.pair.verdict.difference is not None)


def speeds_on(lines: Sequence[Own], gpu: str | None) -> tuple[Own, ...]:
    """The speeds of a model on a graphics card, as its name is written."""
    if gpu is None:
        return ()
    return tuple(
        one
        for one in lines
        if is_speed(one.result) and gpu.lower() in (one.result.setup.hardware or "").lower()
    )


def _pairs(first: Sequence[Own], second: Sequence[Own]) -> list[tuple[Own, Own]]:
    """For each test that both have the two lines most alike; those that can be compared first."""
    ours, theirs = _by_test(first), _by_test(second)
    pairs = [_most_alike(ours[test], theirs[test]) for test in ours if test in theirs]
    pairs.sort(key=lambda pair: pair[0].test != pair[1].test)
    return pairs[:MOST_TESTS]


def _by_test(lines: Sequence[Own]) -> dict[Test, list[Own]]:
    """The scores by test: the usual metric of a benchmark where it is there, else every one."""
    found: dict[Test, list[Own]] = {}
    for one in lines:
        result = one.result
        if not is_speed(result):
            found.setdefault((result.benchmark, result.subset, result.metric), []).append(one)
    usual = {(test[0], test[1]) for test in found if _is_usual(test)}
    return {test: each for test, each in found.items() if _is_usual(test) or test[:2] not in usual}


def _is_usual(test: Test) -> bool:
    known = by_id(test[0])
    return known is not None and test[2] == known.metric


def _most_alike(first: Sequence[Own], second: Sequence[Own]) -> tuple[Own, Own]:
    pairs = [(one, other) for one in first for other in second]
    return min(pairs, key=lambda pair: (pair[0].test != pair[1].test, _quantised(*pair)))


def _quantised(one: Own, other: Own) -> tuple[bool, bool]:
    """Whether they are of two quantisations, and whether they are quantised at all."""
    ours, theirs = one.result.setup.quantisation, other.result.setup.quantisation
    return ours != theirs, ours is not None


def _judged(first: Own, second: Own, tests: Tests) -> Difference | Sentence:
    test = tests.get(_ids(first, second))
    return judged(first.result, second.result, None if test is None else test.difference)


def _compared(first: Own, second: Own, verdict: Verdict, tests: Tests) -> Compared:
    differing, test = differences(first.result, second.result), tests.get(_ids(first, second))
    if test is not None:
        differing = without_settled(differing)
    common = None if test is None else test.common
    pair = Pair(first.result, second.result, differing, verdict, common)
    return Compared(pair, first.standing.posted, second.standing.posted)


def _ids(first: Own, second: Own) -> tuple[int, int]:
    return first.standing.posted.id, second.standing.posted.id

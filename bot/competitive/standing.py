"""Which tests of a model are told, and where it stands in each: pure rules.

A model is judged beside every line that is looked at, and the verdicts are corrected for their number: the
best of many is often best by luck, and is not taken for better because of that. What lies between the best
lines and those next to ours is not looked at, and stands as the farthest of the latter.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.boards.model import SIZES
from bot.boards.ranking import claimed
from bot.boards.trends import dated
from bot.competitive.model import (
    NEXT,
    NO_TESTS,
    Among,
    Claimed,
    Counted,
    Crowd,
    Line,
    Own,
    Position,
    Rival,
    Stand,
    Tests,
)
from bot.releases.model import Release
from bot.releases.newer import came_out, counted
from bot.results.benchmarks.registry import by_id, find
from bot.results.comparability import is_speed
from bot.results.judging import estimate_of
from bot.results.model import Result
from bot.results.statistics.differences import Difference, difference
from bot.results.statistics.families import Place
from bot.results.statistics.verdicts import NO_DIRECTION, NO_ERROR, Word, verdicts
from bot.texts import Sentence

MOST_CLAIMS = 2


def chosen(lines: Sequence[Own], *, is_of_all: bool) -> list[Own]:
    """The lines that are told: of each benchmark the one that says most of it, in the order of `lines`.

    Where `lines` are of one benchmark only (not `is_of_all`), every way in which it was measured.
    """
    if not is_of_all:
        return list(lines)
    first: dict[tuple[str, str | None, str], Own] = {}
    for one in sorted(lines, key=lambda one: _says_less(one.result)):
        first.setdefault(_told_once(one.result), one)
    told = {id(one) for one in first.values()}
    return [one for one in lines if id(one) in told]


def size_class(release: Release | None) -> str | None:
    """The class of a model's number of parameters, a key of `SIZES`; None where it is not known."""
    count = None if release is None else counted(release)
    if count is None:
        return None
    return next((key for key, (least, most) in SIZES.items() if least <= count < most), None)


def since(release: Release | None, lines: Sequence[Own]) -> datetime | None:
    """When the model came out; else when it was first measured here."""
    if release is not None:
        return came_out(release)
    return min((dated(one.standing) for one in lines), default=None)


def claims_of(releases: Iterable[Release], benchmarks: Collection[str]) -> list[Claimed]:
    """What the cards of these models claim in these benchmarks, the first claim of each."""
    found: dict[tuple[str, str], Claimed] = {}
    for one in releases:
        for claim in one.claims:
            known = find(claim.benchmark)
            if known is None:
                continue
            benchmark, unit = known[0].id, known[0].unit
            if benchmark in benchmarks and (one.repo_id, benchmark) not in found:
                value = claimed([vars(claim)], benchmark)
                if value is not None:
                    found[one.repo_id, benchmark] = Claimed(
                        benchmark, one.repo_id, value, url=one.url, unit=unit
                    )
    return list(found.values())


def judge(
    found: Sequence[tuple[Own, Crowd]],
    claims: Sequence[Claimed],
    tests: Tests = NO_TESTS,
) -> list[Position]:
    """Where the model stands in each of these tests; `claims` are of newer models.

    `tests` are those of common samples, by the ids of our middle run and of the other.
    """
    told = iter(verdicts([outcome for ours, crowd in found for outcome in _outcomes(ours, crowd, tests)]))
    tested = []
    for ours, crowd in found:
        rivals = [
            Rival(line, next(told), line.at > dated(ours.standing), _common(ours, line, tests))
            for line in crowd.lines
        ]
        of_size = [one for one in rivals if one.line.is_of_size]
        tested.append(
            Position(
                ours,
                tuple(rivals),
                _among(ours.result, rivals, crowd.every),
                _among(ours.result, of_size, crowd.of_size) if of_size else None,
                crowd.otherwise,
                _best_claims(ours.result, claims),
            )
        )
    return tested


def _outcomes(ours: Own, crowd: Crowd, tests: Tests) -> list[Difference | Sentence]:
    """The differences from results of the same test, in which nothing forbids to compare them."""
    result = ours.result
    if result.higher_is_better is None:
        return [NO_DIRECTION] * len(crowd.lines)
    known, is_higher = estimate_of(result), result.higher_is_better
    return [
        test.difference
        if (test := tests.get((ours.standing.posted.id, line.id))) is not None
        else difference(known, estimate_of(line.result), higher_is_better=is_higher) or NO_ERROR
        for line in crowd.lines
    ]


def _common(ours: Own, line: Line, tests: Tests) -> int | None:
    test = tests.get((ours.standing.posted.id, line.id))
    return None if test is None else test.common


def _among(ours: Result, rivals: Sequence[Rival], count: Counted) -> Among:
    """The places beside these, best first; a value of unknown uncertainty has its place by the bare value."""
    sign = -1 if ours.higher_is_better is False else 1
    better = [one for one in rivals if sign * one.line.result.value > sign * ours.value]
    words: Counter[Word] = Counter(one.verdict.word for one in better)
    if better:
        # Between the best and those next to ours lie others, about as far away as the farthest of the latter.
        words[better[-NEXT:][0].verdict.word] += max(0, count.better - len(better))
    ahead, clearly = words.total() - words["noise"], words["worse"]
    worst = 1 + words.total() + sum(one.verdict.word == "noise" for one in rivals[len(better) :])
    is_known = any(one.verdict.difference is not None for one in rivals)
    stand: Stand = "alone" if not rivals else "unknown" if not is_known else "behind" if clearly else "held"
    place = Place(1 + ahead, worst, is_known)
    best = next((one for one in rivals if one.verdict.word == "worse"), rivals[0] if rivals else None)
    return Among(place, count.others + 1, clearly, stand, best, count.is_whole)


def _best_claims(ours: Result, claims: Sequence[Claimed]) -> tuple[Claimed, ...]:
    """The best of what is claimed of the whole of the same benchmark, in the same measure."""
    if ours.subset is not None or is_speed(ours):
        return ()
    sign = -1 if ours.higher_is_better is False else 1
    found = [one for one in claims if one.benchmark == ours.benchmark and _is_same_measure(one, ours)]
    found.sort(key=lambda one: -sign * one.value if isinstance(one.value, float) else float("inf"))
    first: dict[str, Claimed] = {}
    for one in found:
        first.setdefault(one.model, one)
    return tuple(first.values())[:MOST_CLAIMS]


def _is_same_measure(claim: Claimed, ours: Result) -> bool:
    """Of shares any metric will do: where they come from its name is often another one."""
    return claim.unit == ours.unit and (ours.unit == "share" or claim.metric in (None, ours.metric))


def _told_once(result: Result) -> tuple[str, str | None, str]:
    """What one line is told of: a benchmark; of a speed each kind of it on each machine."""
    if is_speed(result):
        return result.benchmark, result.setup.hardware, result.task
    return result.benchmark, None, ""


def _says_less(result: Result) -> tuple[bool, bool, bool, bool]:
    """A part of the benchmark says less than the whole, another metric less than the usual one."""
    known = by_id(result.benchmark)
    return (
        result.subset is not None,
        result.partial,
        known is not None and result.metric != known.metric,
        result.setup.quantisation is not None,
    )

"""The picture of a comparison: which tests it shows, so that it can be read on a phone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.charts import model as charts
from bot.results import words
from bot.results.charting import value_of
from bot.results.comparing import Comparison, Pair
from bot.results.model import Result
from bot.texts import Language

# Discord shows a picture that is much higher than wide as a strip that nobody can read. In each of the two
# columns so many rows are drawn, where the heading and the axis of a test take the room of some.
MOST_ROWS: Final = 22
ROWS_OF_HEADING: Final = 3
COLUMNS: Final = 2


@dataclass(frozen=True)
class _Test:
    """One test of the first model with the results of the others, None where one has no such result."""

    first: Result
    others: tuple[Result | None, ...]
    is_clear: bool

    @property
    def missing(self) -> int:
        return self.others.count(None)


def chart_of(found: Sequence[Comparison], language: Language) -> charts.Comparison | None:
    """The tests that all models have and that are the same; where none is, those that most have.

    None where the first model shares none with another.
    """
    tests = list(_tests(found))
    tests = [one for one in tests if not one.missing] or sorted(tests, key=lambda one: one.missing)
    if not tests:
        return None
    room = COLUMNS * max(1, MOST_ROWS // (len(found) + 1 + ROWS_OF_HEADING))
    if len(tests) > room:
        tests.sort(key=lambda one: (one.missing, not one.is_clear))
    return charts.Comparison(
        _title(min(room, len(tests)), len(tests), language),
        (found[0].first, *(one.second for one in found)),
        tuple(
            charts.Compared(
                words.subject(one.first, str, language),
                charts.Scale(one.first.unit, one.first.higher_is_better),
                (
                    value_of(one.first),
                    *(None if other is None else value_of(other) for other in one.others),
                ),
            )
            for one in tests[:room]
        ),
    )


def _tests(found: Sequence[Comparison]) -> Iterator[_Test]:
    """Each result of the first model once, with what may stand beside it where nobody reads what differs."""
    firsts = {id(pair.first): pair.first for one in found for pair in one.pairs}
    for first in firsts.values():
        pairs = [_of(first, one) for one in found]
        beside = [pair for pair in pairs if pair is not None]
        if beside:
            yield _Test(
                first,
                tuple(None if pair is None else pair.second for pair in pairs),
                any(pair.verdict.word in ("better", "worse") for pair in beside),
            )


def _of(first: Result, one: Comparison) -> Pair | None:
    """The pair of a comparison that starts from this result, and is of the same test."""
    pair = next((pair for pair in one.pairs if pair.first == first), None)
    return None if pair is None or any(each.blocks for each in pair.differing) else pair


def _title(shown: int, count: int, language: Language) -> str:
    if shown == count:
        return language.say("Comparison")
    return language.say(
        "Comparison: {shown} of {count} tests", shown=language.number(shown), count=language.number(count)
    )

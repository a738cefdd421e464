"""Paired tests of results whose samples are known."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from bot.aside.helper import NoAnswer
from bot.results.comparing import PairedTest
from bot.results.statistics.paired import match
from bot.results.statistics.resampling import Resampler

# A bootstrap takes up to a second: beyond these, standard errors say what can be said.
MOST_BOOTSTRAPS = 20
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Asked:
    """What two results scored on each sample, empty where that is not known."""

    first: Mapping[str, float]
    second: Mapping[str, float]
    higher_is_better: bool | None


class PairTester:
    """Tests two results on their common samples."""

    def __init__(self, resampler: Resampler) -> None:
        self._resampler = resampler

    async def test(self, asked: Sequence[Asked]) -> list[PairedTest | None]:
        """What each test finds; None with too few common samples, or where it would take too long."""
        found: list[PairedTest | None] = []
        left = MOST_BOOTSTRAPS
        for one in asked:
            is_known = one.first and one.second
            pairs = await asyncio.to_thread(match, one.first, one.second) if is_known else None
            if pairs is None or one.higher_is_better is None or (not pairs.are_right_or_wrong and not left):
                found.append(None)
                continue
            left -= not pairs.are_right_or_wrong
            try:
                difference = await self._resampler.difference(pairs, higher_is_better=one.higher_is_better)
            except NoAnswer as error:
                _log.warning("a paired test could not be made", reason=str(error))
                found.append(None)
            else:
                found.append(PairedTest(difference, len(pairs.first)))
        return found

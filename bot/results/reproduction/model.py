"""Measured again: which results do so, and whether they agree. Values and rules."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.results.comparability import differences, is_speed
from bot.results.judging import estimate_of, judged
from bot.results.model import Again, Agreement, Posted, Result
from bot.results.statistics.differences import Difference
from bot.results.statistics.spreads import interval
from bot.results.statistics.verdicts import verdicts

# The job that tells a member of what they wanted measured again: `{"result": id, "member": id}`.
JOB: Final = "tell_reproduced"
# The job that tells a member that their claim has ended; with `claimed_at` and `locale` besides.
CLAIM_ENDED: Final = "tell_claim_ended"
# The job that lets the posts of others lead to a new one: `{"guild": id, "nonce": of the new post}`.
LINK_BACK: Final = "link_back"
# So long whoever claimed a request has it for themselves.
CLAIM: Final = timedelta(days=3)
# So many requests a member may have open, and claim, at once.
MOST_REQUESTS, MOST_CLAIMS = 10, 3
# A result that is less sure than this many times the other says little of it.
TOO_ROUGH: Final = 2.0


@dataclass(frozen=True)
class Link:
    """The result `copy` measured the older result `original` again."""

    original: int
    copy: int
    agreement: Agreement


@dataclass(frozen=True)
class Request:
    """A public result that `askers` want measured again; `claimed_by` has claimed it until `until`.

    `minutes` is how long the run took of which it is a part, where its file says so.
    """

    posted: Posted
    asked_at: datetime
    askers: tuple[int, ...]
    claimed_by: int | None = None
    claimed_at: datetime | None = None
    minutes: float | None = None

    @property
    def until(self) -> datetime | None:
        """When the claim ends."""
        return None if self.claimed_at is None else self.claimed_at + CLAIM

    def is_claimed(self, now: datetime) -> bool:
        """Whether somebody has it for themselves."""
        return self.until is not None and now < self.until


def measures_again(copy: Posted, original: Posted) -> bool:
    """Whether one result measured the other again: the same test of the same model, by another member."""
    one, other = copy.result, original.result
    if copy.author_id == original.author_id or copy.is_disputed or one.provenance == "claimed":
        return False
    if test_of(one) != test_of(other) or _is_same_run(one, other):
        return False
    if is_speed(one) and not _is_same_machine(one, other):
        return False
    return not any(each.blocks for each in differences(one, other))


def test_of(result: Result) -> tuple[str | None, ...]:
    """What two results have in common, at the least, of which one measured the other again."""
    quantisation = (result.setup.quantisation or "").lower()
    return result.model_name, quantisation, result.benchmark, result.subset, result.metric


def agreement(copy: Result, original: Result) -> Agreement:
    """Whether they agree within noise; unclear where that cannot be said, as without standard errors.

    A far less sure result agrees with nearly everything, so that it says nothing; and the same number without
    the time of a run may have been copied, which is no measurement.
    """
    if copy.value == original.value:
        return "unclear" if may_be_copied(copy, original) else "agrees"
    found = judged(_directed(copy), _directed(original))
    if not isinstance(found, Difference):
        return "unclear"
    [verdict] = verdicts([found])
    if verdict.word == "unsaid":
        return "unclear"
    if verdict.word != "noise":
        return "differs"
    return "unclear" if _width(copy) > TOO_ROUGH * _width(original) else "agrees"


def _directed(result: Result) -> Result:
    """Whether two agree does not hang on which direction is the better one."""
    return replace(result, higher_is_better=True) if result.higher_is_better is None else result


def may_be_copied(copy: Result, original: Result) -> bool:
    """Whether a result says the very number of another one, and nothing shows a run of its own."""
    return copy.value == original.value and copy.measured_at is None


def confirmed_by(again: Iterable[Again]) -> list[Again]:
    """Those who measured a result again and found alike."""
    return [one for one in again if one.is_later and one.agreement == "agrees"]


def _is_same_run(one: Result, other: Result) -> bool:
    """A run that states its time is the same whoever posts it, in whatever form."""
    return one.measured_at is not None and one.measured_at == other.measured_at


def _is_same_machine(one: Result, other: Result) -> bool:
    """A speed on another machine or with another engine is another measurement."""
    mine, theirs = one.setup, other.setup
    if mine.hardware is None or theirs.hardware is None:
        return False
    return (_plain(mine.hardware), _plain(mine.engine)) == (_plain(theirs.hardware), _plain(theirs.engine))


def _plain(name: str | None) -> str:
    return " ".join((name or "").lower().split())


def _width(result: Result) -> float:
    reach = interval(estimate_of(result))
    return 0.0 if reach is None else reach.high - reach.low

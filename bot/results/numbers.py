"""Numbers as sources write them: floats that may be text, empty, NaN or infinite."""

import math
import re
from datetime import UTC, datetime
from typing import Any

from bot.results.model import Spread
from bot.results.statistics.spreads import deviation_error, settled_error

# What a column of the database holds.
MOST = 2**63
_FULL_SHA = re.compile(r"[0-9a-f]{40}")


def real(value: Any) -> float | None:
    """A finite number, also from text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def whole(value: Any) -> int | None:
    """A whole number from 0 to below 2^63, also from text; None for anything else."""
    number = real(value)
    return int(number) if number is not None and 0 <= number < MOST and number == int(number) else None


def text(value: Any) -> str | None:
    """A text that says something; None for an empty one and for anything else."""
    return value.strip() or None if isinstance(value, str) else None


def moment_of(seconds: Any) -> datetime | None:
    """An instant from Unix time; None for clocks that start elsewhere (before 2015 or in a far future)."""
    number = real(seconds)
    if number is None or not 1_420_070_400 < number < 4_102_444_800:
        return None
    return datetime.fromtimestamp(number, UTC)


def moment_from(written: Any) -> datetime | None:
    """An instant from ISO text; where no zone is stated it is taken as UTC."""
    if not isinstance(written, str):
        return None
    try:
        at = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def sha_of(revision: Any) -> str | None:
    """A full commit sha; None for a branch, a short sha or nothing."""
    return revision if isinstance(revision, str) and _FULL_SHA.fullmatch(revision) else None


def settle_error(
    value: float, given: float | None, samples: int | None, *, binary: bool
) -> tuple[Spread | None, bool]:
    """The standard error of a mean to keep, and whether a false one of 0 was given."""
    settled = settled_error(value, given, samples, is_share=binary)
    return (None if settled is None else Spread(*settled)), given is not None and given == 0


def of_repetitions(deviation: float | None, count: int | None) -> Spread | None:
    """Standard error of a mean of repeated runs: their standard deviation over the root of their number."""
    error = None if count is None or not deviation or deviation < 0 else deviation_error(deviation, count)
    return None if error is None else Spread(error, "repetitions")


def as_share(value: float, *, percent: bool) -> float:
    """A share from 0 to 1; rounded where the division of a percentage would add digits."""
    return round(value / 100, 12) if percent else value


def exact(value: float) -> str:
    """A number as text to twelve digits, equal for numbers that differ by rounding only."""
    return f"{value:.12g}"

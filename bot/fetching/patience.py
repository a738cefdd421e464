"""Places that were asked too much, and when they answer again."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

# Of a number of seconds: until the year 2286.
_LONGEST: Final = 10


def is_too_much(status: int, headers: Mapping[str, str]) -> bool:
    """Whether an answer means: not so many questions.

    GitHub says that with 403 too, and by these headers
    (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
    """
    is_used_up = headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in headers
    return status == 429 or (status == 403 and is_used_up)


def welcome_again(headers: Mapping[str, str]) -> datetime | None:
    """When the next question is welcome, by the clock of who answered; None when it does not say."""
    wait, reset = _seconds(headers, "Retry-After"), _seconds(headers, "X-RateLimit-Reset")
    if wait is None:
        return None if reset is None else datetime.fromtimestamp(reset, UTC)
    try:
        return parsedate_to_datetime(headers.get("Date", "")) + timedelta(seconds=wait)
    except (ValueError, OverflowError):
        return None


def _seconds(headers: Mapping[str, str], name: str) -> int | None:
    said = headers.get(name, "")
    return int(said) if said.isdecimal() and said.isascii() and len(said) <= _LONGEST else None

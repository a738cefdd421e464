"""The custom ids of an answer's buttons and forms; all of their state is in them."""

from collections.abc import Sequence

_ID = r"(?P<question>[0-9]{1,19})"
_LEVEL = r"(?P<level>simple|standard|expert)"
# How figures were read, as a person has corrected it: `figures/corrections.py`.
_CHANGES = r"(?::(?P<changes>.*))?"
LEVEL = rf"ask:{_ID}:level:{_LEVEL}{_CHANGES}"
READ = rf"ask:{_ID}:read:(?:{_LEVEL}(?::|$))?(?P<changes>.*)"
SOURCES = rf"ask:{_ID}:sources"
USEFUL = rf"ask:{_ID}:useful"
USELESS = rf"ask:{_ID}:useless"
USELESS_FORM = rf"ask:{_ID}:useless:sent"
STOP = rf"ask:{_ID}:stop(?::{_LEVEL}{_CHANGES})?"
COMMUNITY = rf"ask:{_ID}:community"
ACCEPTING = rf"ask:{_ID}:accepting"
FOLLOW_UP = rf"ask:{_ID}:on"
FOLLOW_UP_FORM = rf"ask:{_ID}:on:sent"


def of(question_id: int, act: str) -> str:
    """A button below the answer to a question."""
    return f"ask:{question_id}:{act}"


def shown(question_id: int, act: str, level: str, changes: Sequence[str]) -> str:
    """A control that shows the answer at a level, with these corrections."""
    return ":".join([of(question_id, act), level, *([",".join(changes)] if changes else [])])


def held(changes: str | None) -> tuple[str, ...]:
    """The corrections that such a custom id holds."""
    return tuple(one for one in (changes or "").split(",") if one)


def sent(question_id: int, act: str) -> str:
    """The form that such a button opens."""
    return f"{of(question_id, act)}:sent"

"""What was asked of the Hub lately: people ask the same again and again."""

from typing import Final, Generic, TypeVar

KEPT_SECONDS: Final = 600.0
MOST_KEPT: Final = 1_000
Value = TypeVar("Value")


class Lately(Generic[Value]):
    """What was found lately, by what was asked for in any case; `seconds` is how long it is kept."""

    def __init__(self, seconds: float = KEPT_SECONDS) -> None:
        self._seconds = seconds
        self._found: dict[str, tuple[float, Value]] = {}

    def get(self, text: str, now: float) -> Value | None:
        """What was found for `text`, or None where that is unknown or too old; `now` is in seconds."""
        kept = self._found.get(text.lower())
        return kept[1] if kept is not None and now - kept[0] <= self._seconds else None

    def keep(self, text: str, found: Value, now: float) -> None:
        """Remember what was found; of too many the oldest is forgotten."""
        self._found.pop(text.lower(), None)
        self._found[text.lower()] = (now, found)
        if len(self._found) > MOST_KEPT:
            del self._found[next(iter(self._found))]

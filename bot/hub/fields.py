"""Tolerant access to the fields of a JSON object: what is of a wrong kind is left out and remembered."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

LARGEST_INTEGER: Final = 2**63 - 1


class Fields:
    """The fields of one object. Missing and null ones are nothing, those of a wrong kind are oddities."""

    def __init__(self, data: dict[str, Any], path: str = "", oddities: list[str] | None = None) -> None:
        self.data = data
        self._path = path
        self._oddities: list[str] = [] if oddities is None else oddities

    @property
    def oddities(self) -> tuple[str, ...]:
        """The names of the ignored fields, each once."""
        return tuple(dict.fromkeys(self._oddities))

    def odd(self, name: str) -> None:
        """Remember that this field could not be understood."""
        self._oddities.append(f"{self._path}{name}")

    def text(self, name: str) -> str | None:
        """A text that is not empty."""
        value = self.data.get(name)
        if value is not None and not isinstance(value, str):
            self.odd(name)
            return None
        return _storable(value or "") or None

    def integer(self, name: str) -> int | None:
        """A whole number from zero to what a database can hold."""
        value = self.data.get(name)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_INTEGER:
            return value
        self.odd(name)
        return None

    def number(self, name: str) -> float | None:
        """A finite number."""
        value = self.data.get(name)
        if value is None:
            return None
        found = finite(value)
        if found is None:
            self.odd(name)
        return found

    def truth(self, name: str) -> bool:
        """True or false; false where nothing is said."""
        value = self.data.get(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.odd(name)
        return False

    def moment(self, name: str) -> datetime | None:
        """An ISO time; without a zone it is UTC."""
        value = self.text(name)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value)
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            self.odd(name)
            return None

    def texts(self, name: str) -> tuple[str, ...]:
        """Several texts, or one that stands alone."""
        value = self.data.get(name)
        items = [value] if isinstance(value, str) else self._items(name)
        if not all(isinstance(item, str) for item in items):
            self.odd(name)
        return tuple(text for item in items if isinstance(item, str) and (text := _storable(item)))

    def object(self, name: str) -> "Fields":
        """The object in that field, or an empty one."""
        value = self.data.get(name)
        if value is not None and not isinstance(value, dict):
            self.odd(name)
        return Fields(value if isinstance(value, dict) else {}, f"{self._path}{name}.", self._oddities)

    def objects(self, name: str) -> Iterator["Fields"]:
        """The objects of the list in that field."""
        for item in self._items(name):
            if isinstance(item, dict):
                yield Fields(item, f"{self._path}{name}.", self._oddities)
            else:
                self.odd(name)

    def _items(self, name: str) -> list[Any]:
        value = self.data.get(name)
        if value is not None and not isinstance(value, list):
            self.odd(name)
        return value if isinstance(value, list) else []


def finite(value: Any) -> float | None:
    """The value as a finite number, or None."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def _storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of surrogate pairs that JSON can spell."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")

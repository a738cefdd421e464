"""Small readers that several formats share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.results.model import Fact
from bot.results.numbers import text


def mapping(value: Any) -> Mapping[str, Any]:
    """The value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> Sequence[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def chosen(settings: Mapping[str, Any], names: Iterable[str]) -> dict[str, Fact]:
    """Those of the settings that are stated as a plain value."""
    return {
        name: settings[name] for name in names if isinstance(settings.get(name), str | int | float | bool)
    }


def dtype_of(written: Any) -> str | None:
    """A data type without the library's name; None for "auto"."""
    found = text(written)
    return found.removeprefix("torch.") if found and found != "auto" else None

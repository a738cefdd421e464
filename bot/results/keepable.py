"""What the database can keep: texts of whole characters, short names, numbers of its size."""

import re
from typing import Any, Final

from bot.results import limits
from bot.results.errors import Unreadable
from bot.results.model import Result
from bot.texts import later

_ODD: Final = re.compile("[\0\ud800-\udfff]")
# Escapes in JSON that may be one of these; whole pairs stand for ordinary characters.
_ESCAPED: Final = re.compile(
    r"\\u(?:0000|[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..\\u)[dD][c-fC-F])"
)


def plain(text: str) -> str:
    """The text without NUL and without halves of characters, which no database takes."""
    # Large files are mostly of these characters alone, among which only NUL is odd.
    return text.replace("\0", "") if text.isascii() else _ODD.sub("", text)


def may_hold_odd(text: str) -> bool:
    """Whether JSON or YAML in this text may hold what `plain` takes out."""
    return _ESCAPED.search(text) is not None


def plain_value(value: Any) -> Any:
    """A JSON value of which all texts, keys too, are plain."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {plain_value(key): plain_value(item) for key, item in value.items()}
    return value


def require_keepable(result: Result) -> None:
    """Raise Unreadable for a result whose names or numbers are larger than any harness writes."""
    for name in _names(result):
        if name is not None and len(name.encode()) > limits.LONGEST_NAME:
            raise Unreadable(
                later(
                    "A name begins with “{name}” and goes on for {count} characters. No harness writes that: "
                    "check the file.",
                    name=name[:40],
                    count=len(name),
                )
            )
    error = 0 if result.spread is None else result.spread.standard_error
    numbers = (result.value, result.written, error, result.deviation or 0)
    if any(abs(number) > limits.LARGEST_NUMBER for number in numbers):
        raise Unreadable(
            later(
                "{name} is {value}, outside of what is possible ({low} to {high}). Check the number.",
                name=f"{result.task} {result.metric}",
                value=f"{max(numbers, key=abs):g}",
                low="…",
                high=f"{limits.LARGEST_NUMBER:g}",
            )
        )


def _names(result: Result) -> tuple[str | None, ...]:
    return (
        result.benchmark,
        result.task,
        result.subset,
        result.metric,
        result.filter,
        result.task_version,
        result.model,
        result.model_name,
        result.setup.quantisation,
    )

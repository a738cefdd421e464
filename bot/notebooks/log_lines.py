"""Lines of logs, of which thousands are alike but for their numbers: each kind of them is read once."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from bot.notebooks.numbers import LONGEST_LINE, LONGEST_NUMBER, Said, epoch_or_step, said_in

# A number whose digits change nothing of how its line is read: no date, no time, no part of a name.
_PLAIN: Final = re.compile(r"(?<![\w.,@+-])(?<!\d:)([-+]?\d+(?:\.\d+)?)(?![\w.]|[,:-]\d)")
# A digit that is no part of a name such as f1 or A100.
_OTHER: Final = re.compile(r"(?<![A-Za-z_])\d")


class _Kind(NamedTuple):
    """What lines of one kind say: names with the places of their numbers in the line, counted from 0."""

    said: tuple[tuple[str, int, bool], ...]
    at: int | None


def told_in(line: str) -> tuple[list[Said], float | None]:
    """The results that a printed line tells, and the epoch or step that it is about, where there are any."""
    parts = _PLAIN.split(line) if len(line) <= LONGEST_LINE else [line]
    numbers = parts[1::2]
    kind = _kind(tuple(parts[::2]), tuple(map(_form, numbers))) if numbers else None
    if kind is None:
        said = list(said_in(line))
        return said, epoch_or_step(line) if said else None
    values = [
        Said(name, float(numbers[place]), is_percent)
        for name, place, is_percent in kind.said
        if len(numbers[place]) <= LONGEST_NUMBER
    ]
    return values, float(numbers[kind.at]) if values and kind.at is not None else None


def _form(written: str) -> str:
    """The sign of a number, and its point."""
    return (written[0] if written[0] in "+-" else "") + ("." if "." in written else "")


@lru_cache(maxsize=1_000)
def _kind(words: tuple[str, ...], forms: tuple[str, ...]) -> _Kind | None:
    """What all lines with these words around numbers of these forms say; None where the digits matter."""
    if not words[0].strip() or any(map(_OTHER.search, words)):
        return None
    # In place of each number stands its own place, which then is the value of what is said.
    places = [
        form.replace(".", f"{place}.5") if "." in form else f"{form}{place}"
        for place, form in enumerate(forms)
    ]
    line = words[0] + "".join(place + word for place, word in zip(places, words[1:], strict=True))
    said = tuple((one.name, int(abs(one.value)), one.is_percent) for one in said_in(line))
    if any(_OTHER.search(name) for name, *_ in said):
        return None
    at = epoch_or_step(line)
    return _Kind(said, None if at is None else int(at))

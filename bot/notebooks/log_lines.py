"""Lines of logs, of which thousands are alike but for their numbers: each kind of them is read once."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from bot.notebooks.numbers import LONGEST_LINE, LONGEST_NUMBER, Said, epoch_or_step, said_in

# A number whose digits change nothing of how its line is read: no date, no time, no part of a name.
_PLAIN: Final = re.compile(r"(?<![\w.,@+-])(?<!\d:)([-+]?\d+(?:\.\d+)?)(?![\w.]|[,:-]\d)")
# A digit that is no part of a name such as f1 or A100.
_OTHER: Final = re.compile(r"(?<![A-Za-z_])\d")


class Form(NamedTuple):
    """What lines of one kind have in common: the words around their numbers, and the forms of these."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]


class Kind(NamedTuple):
    """What lines of one kind say: names with the places of their numbers in the line, counted from 0."""

    said: tuple[tuple[str, int, bool], ...]
    at: int | None


def told_in(line: str) -> tuple[list[Said], float | None]:
    """The results that a printed line tells, and the epoch or step that it is about, where there are any."""
    form, numbers = parted(line)
    kind = kind_of(form)
    if kind is None:
        said = list(said_in(line))
        return said, epoch_or_step(line) if said else None
    values = [
        Said(name, float(numbers[place]), is_percent)
        for name, place, is_percent in kind.said
        if len(numbers[place]) <= LONGEST_NUMBER
    ]
    return values, float(numbers[kind.at]) if values and kind.at is not None else None


# Who looks for lines of one form asks first, and who reads the line then.
@lru_cache(maxsize=1)
def parted(line: str) -> tuple[Form, tuple[str, ...]]:
    """The form of a line, and its numbers."""
    parts = _PLAIN.split(line) if len(line) <= LONGEST_LINE else [line]
    numbers = tuple(parts[1::2])
    return Form(tuple(parts[::2]), tuple(map(_form, numbers))), numbers


@lru_cache(maxsize=1_000)
def kind_of(form: Form) -> Kind | None:
    """What all lines of a form say; None where the digits matter, or where there are no numbers."""
    words, forms = form
    if not forms or not words[0].strip() or any(map(_OTHER.search, words)):
        return None
    # In place of each number stands its own place, which then is the value of what is said.
    places = [
        one.replace(".", f"{place}.5") if "." in one else f"{one}{place}" for place, one in enumerate(forms)
    ]
    line = words[0] + "".join(place + word for place, word in zip(places, words[1:], strict=True))
    said = tuple((one.name, int(abs(one.value)), one.is_percent) for one in said_in(line))
    if any(_OTHER.search(name) for name, *_ in said):
        return None
    at = epoch_or_step(line)
    return Kind(said, None if at is None else int(at))


def _form(written: str) -> str:
    """The sign of a number, and its point."""
    return (written[0] if written[0] in "+-" else "") + ("." if "." in written else "")

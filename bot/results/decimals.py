"""Numbers as people write them, in French or in English: 42,5 ± 0,3 t/s, 75.7 % ± 0.6, 12 345,6."""

import math
import re
from dataclasses import dataclass
from typing import Final

_SIGN: Final = re.compile(r"±|\+/-")
_AROUND: Final = re.compile(r"\((.*(?:±|\+/-).*)\)(.*)")
_UNIT: Final = re.compile(r"(.*?\d[.,]?)\s*(%|[a-z]+/s|ms|s|[gm]i?[bo])", re.IGNORECASE)
# The spaces that stand between thousands: ordinary, fixed, narrow and thin.
_SPACE: Final = "[ \u00a0\u202f\u2009]"
_GROUPED: Final = re.compile(rf"[-+]?\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d*)?")
_ENGLISH: Final = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+\.\d*|[-+]?\d{1,3}(?:,\d{3}){2,}")
_PLAIN: Final = re.compile(r"[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?")
_EITHER: Final = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True)
class Written:
    """A number, its error after a ±, and the unit that follows in small letters: empty without one."""

    value: float
    error: float | None = None
    unit: str = ""


def read(text: str, *, is_share: bool = False) -> Written | None:
    """What a person wrote; None for anything else, and for what may be one number or another.

    1,234 may be either, unless the number beside it tells how commas are meant. Where a share is expected it
    is a decimal, since no share has thousands.
    """
    around = _AROUND.fullmatch(text.strip())
    sides = [
        _without_unit(side.strip()) for side in _SIGN.split("".join(around.groups()) if around else text)
    ]
    units = {unit for _, unit in sides if unit}
    if len(sides) > 2 or len(units) > 1:
        return None
    bare = [number for number, _ in sides]
    is_decimal = is_share or any("," in one and not _is_english(one) for one in bare)
    is_grouped = not is_decimal and any("." in one for one in bare)
    numbers = [_number(one, is_decimal=is_decimal, is_grouped=is_grouped) for one in bare]
    if numbers[0] is None or numbers[-1] is None:
        return None
    return Written(numbers[0], numbers[1] if len(numbers) == 2 else None, next(iter(units), ""))


def is_unclear(text: str) -> bool:
    """Whether a text is a number whose comma may be one of thousands or one of decimals."""
    return read(text) is None and read(text, is_share=True) is not None


def _without_unit(side: str) -> tuple[str, str]:
    found = _UNIT.fullmatch(side)
    return (side, "") if found is None else (found[1], found[2].lower())


def _is_english(number: str) -> bool:
    """Whether its commas are, or may be, those of thousands."""
    return (_ENGLISH.fullmatch(number) or _EITHER.fullmatch(number)) is not None


def _number(number: str, *, is_decimal: bool, is_grouped: bool) -> float | None:
    if _ENGLISH.fullmatch(number):
        plain = number.replace(",", "")
    elif _GROUPED.fullmatch(number):
        plain = re.sub(_SPACE, "", number).replace(",", ".")
    elif not _PLAIN.fullmatch(number):
        return None
    elif _EITHER.fullmatch(number) and not is_decimal:
        plain = number.replace(",", "") if is_grouped else ""
    else:
        plain = number.replace(",", ".")
    value = float(plain) if plain else math.inf
    return value if math.isfinite(value) else None

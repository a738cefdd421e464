"""Reading questions about figures, tried with those whose right reading is known."""

import re
from datetime import date
from functools import cache
from typing import Any, Final

from bot.answers.evaluation.passages import LANGUAGES
from bot.answers.evaluation.questions import Figured, Sought, Unanswerable
from bot.answers.evaluation.sample.item import TODAY
from bot.answers.evaluation.sample.models import models
from bot.answers.evaluation.scores import Mark
from bot.answers.figures.model import Bound, Known, Query, Size
from bot.answers.figures.reading import read

READ, LEFT = "figures read exactly", "other questions left to passages"
_SIZE: Final = re.compile(r"(?P<sign><=|>=|<|>|~)?(?P<least>[\d.]+)(?:-(?P<most>[\d.]+))?")


def figured_marks(asked: Figured) -> list[Mark]:
    """Whether a question is read as it was meant, in every part."""
    right = float(is_right(asked, known()))
    return [Mark(name, asked.held_out, right) for name in (READ, f"{READ}, {LANGUAGES[asked.language]}")]


def left_mark(asked: Sought | Unanswerable) -> Mark:
    """Whether a question that is not about figures is left to the passages."""
    return Mark(LEFT, asked.held_out, float(read(asked.ask, known()) is None))


def is_right(asked: Figured, known: Known) -> bool:
    """Whether it is read so, and what it cannot be known for is said to be unread."""
    reading = read(asked.ask, known)
    unread = asked.want.get("unread")
    if reading is None or reading.query != wanted(asked.want):
        return False
    return unread is None or unread in reading.unread


@cache
def known() -> Known:
    """What the invented community has results of."""
    return Known(
        date(TODAY.year, TODAY.month, TODAY.day),
        models=tuple(one.path for one in models()),
        quantisations=("Q4_K_M", "Q5_K_M", "Q8_0", "AWQ"),
        machines=("RTX 3090", "RTX 4090", "Raspberry Pi 5", "M2 Max"),
    )


def wanted(want: dict[str, Any]) -> Query:
    """The reading as it is written beside a question."""
    stated = {name: value for name, value in want.items() if name != "unread"}
    stated["origin"] = stated.pop("source", "measured")
    stated["models"] = tuple(stated.get("models", ()))
    stated["without"] = tuple(stated.get("without", ()))
    if "value" in stated:
        stated["value"] = _value(stated["value"])
    if "size" in stated:
        stated["size"] = _size(stated["size"])
    return Query(**stated)


def _value(written: str) -> Bound:
    """In the unit in which results are kept: `>0.7`, `<=200`, `0.6-0.7`."""
    found = _SIZE.fullmatch(written)
    assert found is not None
    sign, least = found["sign"] or "", float(found["least"])
    if found["most"]:
        return Bound(least, float(found["most"]))
    is_strict = "=" not in sign
    return Bound(most=least, strict=is_strict) if sign.startswith("<") else Bound(least, strict=is_strict)


def _size(written: str) -> Size:
    """In billions: `<8` less than that, `<=8` at most, `~8` what is called so, `1-4` between them."""
    found = _SIZE.fullmatch(written)
    assert found is not None
    sign, least = found["sign"], float(found["least"]) * 1e9
    if found["most"]:
        return Size(least, float(found["most"]) * 1e9)
    if sign == "~":
        return Size(least, least)
    is_strict = "=" not in sign
    return Size(most=least, strict=is_strict) if sign.startswith("<") else Size(least=least, strict=is_strict)

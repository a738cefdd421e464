"""Which rules may find something in a text, by the words that they need: far faster than to try them all."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from bot.scrub.rows import OF_TOKENS, has_row
from bot.scrub.rules import ROW, Rule, rules

# So many rules are looked through faster one by one than all at once.
FEW: Final = 20
# From here on a text is first looked through for letters.
MANY_LETTERS: Final = 4_000


def wanted(among: Sequence[Rule], text: str) -> list[Rule]:
    """Those of the rules that may find something in a text."""
    lower = text.lower()
    if len(among) <= FEW:
        return [rule for rule in among if not rule.needs or _holds(lower, rule.needs)]
    words, has_rows = _needed(), True
    if len(lower) >= MANY_LETTERS:
        # The few words of a log have not all letters, and most of what is needed has one that is not there.
        there = {letter for letter in _letters() if letter in lower}
        words = tuple(word for word in words if there.issuperset(word))
        has_rows = has_row(text, OF_TOKENS, ROW)
    # Most of the short texts in a file hold none of the words that any rule needs.
    held = {word for word in words if word in lower}
    return [
        rule
        for rule in among
        if (not rule.needs or (held and not held.isdisjoint(rule.needs))) and (has_rows or not rule.is_row)
    ]


def _holds(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in a text; `any` takes three times as long for few."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


@cache
def _needed() -> tuple[str, ...]:
    """The words that rules need."""
    return tuple(sorted({word for rule in rules() for word in rule.needs}))


@cache
def _letters() -> frozenset[str]:
    """The letters of these words."""
    return frozenset("".join(_needed()))

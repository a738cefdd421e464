"""Shares and multiples that are written as words: "half of it", "un tiers des", "twice", "doubler"; pure."""

import re
from decimal import Decimal
from typing import Final

# Of texts without capitals and accents. Half an hour and a quarter of a second are figures with units.
_TIME: Final = r"(?! ?(?:an? )?(?:hour|minute|second|day|year|heure|century|siecle))"
_NO_MULTIPLE: Final = r"(?![ -](?:check|precision|blind|quant|descent|clic|sens|virgule|tap))"
_FORMS: Final = tuple(
    (factor, re.compile(pattern))
    for factor, pattern in (
        (
            Decimal("0.5"),
            rf"\bhalf (?:of|the|as|that|its|their|this)\b{_TIME}|\bby half\b|\bcut in half\b"
            r"|\bhalv(?:e[sd]?|ing)\b|\bmoitie\b",
        ),
        (
            Decimal(1) / 3,
            r"\b(?:an?|one) third (?:of|less|more|fewer)\b|\bby a third\b|\bun tiers d(?:es?|u|')"
            r"|\bd'un tiers\b",
        ),
        (Decimal(2) / 3, r"\btwo[ -]thirds\b|\bdeux[ -]tiers\b"),
        (
            Decimal("0.25"),
            rf"\b(?:an?|one) quarter of\b{_TIME}|\bby a quarter\b"
            rf"|\bun quart d(?:es?|u|'){_TIME}|\bd'un quart\b(?! d')",
        ),
        (Decimal("0.75"), r"\bthree[ -]quarters\b|\btrois[ -]quarts\b"),
        (Decimal("0.1"), r"\b(?:an?|one) tenth of\b|\bun dixieme d(?:es?|u|')"),
        (Decimal(2), rf"\b(?:twice|twofold|doubl(?:e[sd]?|ing|er|ent|ant)|deux fois)\b{_NO_MULTIPLE}"),
        (Decimal(3), r"\b(?:thrice|threefold|tripl(?:e[sd]?|ing|er|ent|ant)|trois fois)\b"),
        (Decimal(4), r"\b(?:fourfold|quadrupl(?:e[sd]?|ing|er|ent|ant)|quatre fois)\b"),
        (Decimal(10), r"\b(?:tenfold|decupl(?:e[sd]?|er|ent)|dix fois)\b"),
    )
)


def factors(text: str) -> frozenset[Decimal]:
    """Those of a text without capitals and accents."""
    return frozenset(factor for factor, form in _FORMS if form.search(text))

"""The text of a question while it is read: what was understood is taken off it."""

import re
import unicodedata
from functools import lru_cache

_OTHERWISE = {"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "œ": "o", "æ": "a", "ß": "s"}
_WORD = re.compile(r"[a-z0-9][a-z0-9.+]*[a-z0-9+]|[a-z0-9]")


def fold(text: str) -> str:
    """Small letters without accents, as many as there were: Étalonné → etalonne."""
    return "".join(map(_folded, unicodedata.normalize("NFC", text)))


def squash(text: str) -> str:
    """What is left of a name when its letters' case and all that separates its parts are passed over."""
    return re.sub(r"[^a-z0-9+]", "", fold(text))


class Sheet:
    """A question, folded; `left` is what nobody has taken yet, blanks in place of the rest."""

    def __init__(self, text: str) -> None:
        self.original = unicodedata.normalize("NFC", text)
        self.left = fold(self.original)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place where the pattern fits, taken off."""
        found = pattern.search(self.left)
        if found is not None:
            self.blank(*found.span())
        return found

    def sees(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern fits what is left."""
        return pattern.search(self.left) is not None

    def blank(self, start: int, end: int) -> None:
        """Take off what stands there."""
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def words(self) -> list[re.Match[str]]:
        """The words that are left, with their places."""
        return list(_WORD.finditer(self.left))

    def written(self, start: int, end: int) -> str:
        """What the person wrote there."""
        return self.original[start:end]


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char in _OTHERWISE:
        return _OTHERWISE[char]
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFKD", char)[:1].lower()
    return base if len(base) == 1 else char

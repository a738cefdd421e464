"""A model's words as they come: finished sentences, each with the citations that belong to it."""

import re
from typing import Final

from bot.answers.extracts import sentences

_LEADING: Final = re.compile(r"^(?:\[[\d\s,;]+\]\s*)+[.]?\s*")


class Sentences:
    """Text goes in piece by piece; sentences come out once nothing that follows can change them."""

    def __init__(self) -> None:
        self.text = ""
        self._given = 0

    def add(self, piece: str) -> list[str]:
        """The sentences that are finished with this piece; the last one never is."""
        self.text += piece
        whole, bracket, begun = self.text.rpartition("[")
        settled = whole if bracket and "]" not in begun else self.text
        return self._new(split(settled)[:-1])

    def end(self) -> list[str]:
        """What is left at the end."""
        return self._new(split(self.text))

    def _new(self, finished: list[str]) -> list[str]:
        new, self._given = finished[self._given :], max(self._given, len(finished))
        return new


def split(text: str) -> list[str]:
    """The sentences of a text; a citation after the point belongs to the sentence before it."""
    found: list[str] = []
    for one in sentences(text.replace("][", "] [")):
        leading = _LEADING.match(one)
        if leading and found:
            found[-1] = f"{found[-1]} {leading[0].strip()}"
            one = one[leading.end() :]  # noqa: PLW2901 - the rest is a sentence of its own
        if one.strip():
            found.append(one)
    return found

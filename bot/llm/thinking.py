"""Leaves out what a model thinks aloud before it answers, also where a mark comes in pieces."""

from typing import Final

_OPEN: Final = ("<think>", "<thinking>", "<|channel>thought")
_CLOSE: Final = ("</think>", "</thinking>", "<channel|>")


class Thoughts:
    """Text goes in piece by piece, and comes out without the blocks of thinking."""

    def __init__(self) -> None:
        self._held = ""
        self._closing: str | None = None

    def add(self, piece: str) -> str:
        """What of the text so far can be shown; what may begin a mark is held until it is known."""
        self._held += piece
        shown = ""
        while found := self._next():
            at, mark = found
            if self._closing is None:
                shown += self._held[:at]
            self._held = self._held[at + len(mark) :]
            self._closing = None if self._closing else _CLOSE[_OPEN.index(mark)]
        keep = self._beginning()
        settled, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return shown if self._closing else shown + settled

    def end(self) -> str:
        """What was held at the end of the answer: no mark after all, or a thought that never ended."""
        held, self._held = self._held, ""
        return "" if self._closing else held

    def _next(self) -> tuple[int, str] | None:
        """The first mark that matters now, and where it stands."""
        marks = _OPEN if self._closing is None else (self._closing,)
        found = [(self._held.find(mark), mark) for mark in marks if mark in self._held]
        return min(found, default=None)

    def _beginning(self) -> int:
        """How many characters at the end may be the beginning of a mark."""
        marks = _OPEN if self._closing is None else (self._closing,)
        return max(
            (
                size
                for mark in marks
                for size in range(1, min(len(mark), len(self._held) + 1))
                if self._held.endswith(mark[:size])
            ),
            default=0,
        )

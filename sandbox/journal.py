"""What was asked of a sandbox server, and what was wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Call:
    """One request and its answer. `at` is sandbox time in seconds since the epoch."""

    number: int
    at: float
    method: str
    path: str
    query: str
    body: Any
    status: int


# A demo may run for days; tests never come near.
MOST_CALLS = 200_000


@dataclass
class Journal:
    """Every call in order, and every problem: an unknown route or field, a body the schema refuses.

    A problem is a mistake of the bot or of the sandbox itself; tests end by asserting that there is none.
    """

    calls: list[Call] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    counted: int = 0

    def record(self, *, at: float, method: str, path: str, query: str, body: Any, status: int) -> None:
        """Append one call; after very many, the older half is forgotten."""
        self.calls.append(Call(self.counted, at, method, path, query, body, status))
        self.counted += 1
        if len(self.calls) > MOST_CALLS:
            del self.calls[: MOST_CALLS // 2]

    def problem(self, sentence: str) -> None:
        """Append one problem, once."""
        if sentence not in self.problems:
            self.problems.append(sentence)

    def since(self, number: int) -> list[Call]:
        """The calls from this number on."""
        return [call for call in self.calls if call.number >= number]

    def matching(self, method: str, path_part: str) -> Iterator[Call]:
        """The calls of `method` whose path contains `path_part`."""
        return (call for call in self.calls if call.method == method and path_part in call.path)

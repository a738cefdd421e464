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


@dataclass
class Journal:
    """Every call in order, and every problem: an unknown route or field, a body the schema refuses.

    A problem is a mistake of the bot or of the sandbox itself; tests end by asserting that there is none.
    """

    calls: list[Call] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def record(self, *, at: float, method: str, path: str, query: str, body: Any, status: int) -> None:
        """Append one call."""
        self.calls.append(Call(len(self.calls), at, method, path, query, body, status))

    def problem(self, sentence: str) -> None:
        """Append one problem, once."""
        if sentence not in self.problems:
            self.problems.append(sentence)

    def matching(self, method: str, path_part: str) -> Iterator[Call]:
        """The calls of `method` whose path contains `path_part`."""
        return (call for call in self.calls if call.method == method and path_part in call.path)

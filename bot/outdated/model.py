"""Revisions on which models were measured, and what has changed on the Hub since. Values and rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

# The job that looks at the Hub for one model: `{"model": repository}`.
JOB: Final = "look_at_measured_revisions"
# The job that lets the posts of a server say so: `{"guild": id, "model": repository, "revisions": commits}`.
SHOW: Final = "show_measured_revisions"
# What a model answers with hangs on these files; on its card and others it does not.
PARTS: Final = ("weights", "config", "tokenizer", "chat_template")
# No score hangs on it, but whoever chooses a model by its scores must know it.
LICENCE: Final = "licence"
# Among the hashes: the licence that its card states, where the card was read at that very revision.
STATED_LICENCE: Final = "stated_licence"
# A model's id and the commit that a result names.
Measured = tuple[str, str]


@dataclass(frozen=True)
class Outdated:
    """A revision after which parts of the model were `changed`; `made_at` is its own date, if it is known.

    `newer_at` is when the newest revision was made.
    """

    changed: tuple[str, ...]
    made_at: datetime | None = None
    newer_at: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """What the Hub showed of a measured revision beside the `newest` one; `prints` are its parts' hashes.

    `parameters` are those of the model, where the numbers that the Hub counts are parameters.
    """

    revision: str
    newest: str
    prints: Mapping[str, str]
    made_at: datetime | None = None
    newer_at: datetime | None = None
    changed: tuple[str, ...] = ()
    parameters: int | None = None


class Named(Protocol):
    """What names the model and the revision that it is about, such as a result."""

    @property
    def model(self) -> str | None:
        """The repository on the Hub."""

    @property
    def revision(self) -> str | None:
        """The commit."""


def measured_of(results: Iterable[Named]) -> set[Measured]:
    """The revisions on the Hub that results name."""
    return {(one.model, one.revision) for one in results if one.model and one.revision}


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The parts that count and that differ, the weightiest first; nothing where a side is not known."""
    if not before or not after:
        return ()
    found = [part for part in PARTS if before.get(part) != after.get(part)]
    stated = (before.get(STATED_LICENCE), after.get(STATED_LICENCE))
    if before.get(LICENCE) != after.get(LICENCE) or (None not in stated and stated[0] != stated[1]):
        found.append(LICENCE)
    return tuple(found)

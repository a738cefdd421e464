"""How each kind of source is listened to: a silent first look, and looks that find what is new since."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.hub.models import Repository
from bot.releases.model import ListKind, ReadList, Release, Source


@dataclass(frozen=True)
class FirstLook:
    """What stands in a list when its first watch is saved: nothing of it is news.

    `repositories` are learned by their identity, `keys` for this list only. What was created before
    `horizon_at` was not read, and counts as known.
    """

    repositories: Sequence[Repository] = ()
    keys: Sequence[str] = ()
    horizon_at: datetime | None = None
    memory: dict[str, Any] | None = None


@dataclass(frozen=True)
class Look:
    """What a look has found: how many news, the date of the newest, and when to look again.

    `again` is in seconds; None leaves it to the rhythm of the rotation.
    """

    news: int = 0
    newest_at: datetime | None = None
    again: float | None = None


@dataclass(frozen=True)
class Past:
    """What a source would have brought: the releases there are, complete since `covered_since` (None: ever).

    `is_dated` is false where the Hub does not say when something was added.
    """

    releases: Sequence[Release] = field(default=())
    covered_since: datetime | None = None
    is_dated: bool = True


class Listener(Protocol):
    """Listens to one kind of source. Raises HubError."""

    async def first_look(self, source: Source, kind: ListKind) -> FirstLook:
        """What stands in the list now."""

    async def look(self, watched: ReadList) -> Look:
        """Find what is new, and queue its announcement."""

    async def past(self, source: Source, kind: ListKind) -> Past:
        """What was new lately."""

"""All listeners together, one for each kind of source."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.db.engine import Database
from bot.hub.reader import HubReader
from bot.releases.collecting import Collections
from bot.releases.finding import Finder
from bot.releases.listening import Listener
from bot.releases.model import SourceKind
from bot.releases.pages import Pages
from bot.releases.papers import Papers
from bot.releases.presence import Presence
from bot.releases.revising import Revisions
from bot.releases.single import SingleRepository


def listeners(
    database: Database,
    hub: HubReader,
    finder: Finder,
    presence: Presence,
    now: Callable[[], datetime],
    *,
    papers_seconds: float,
    quiet_seconds: float,
) -> Mapping[SourceKind, Listener]:
    """Who listens to what; `quiet_seconds` without a commit end a revision."""
    pages = Pages(database, hub, finder, presence, now)
    return {
        "author": pages,
        "search": pages,
        "repository": SingleRepository(hub, finder, now),
        "collection": Collections(hub, finder, now),
        "papers": Papers(hub, finder, now, seconds=papers_seconds),
        "revisions": Revisions(hub, finder, now, quiet=quiet_seconds),
    }

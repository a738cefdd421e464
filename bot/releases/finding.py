"""Finding releases: what the Hub shows against what is known."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.db.engine import Database, Session
from bot.hub import store as hub
from bot.hub.models import Repository
from bot.hub.reader import HubReader
from bot.jobs.queue import enqueue
from bot.releases.model import RepositoryKind, is_news
from bot.releases.noticing import notice
from bot.releases.reading import release_of, seen
from bot.releases.store import announced, known
from bot.releases.timing import AWAY, Outage, outage_of

ANNOUNCE = "announce"
# Pages of 100 that a first look at a list reads at most; what was created earlier counts as known.
FIRST_LOOK_PAGES = 10


class Finder:
    """Learns what is new, and queues the announcement of it in the same transaction."""

    def __init__(
        self, database: Database, hub: HubReader, now: Callable[[], datetime], away: timedelta = AWAY
    ) -> None:
        self._database = database
        self._hub = hub
        self._now = now
        self._away = away

    async def first_look(self, author: str, kind: RepositoryKind) -> tuple[list[Repository], datetime | None]:
        """All that an author has, newest first, and since when that is complete (None: since ever)."""
        found: list[Repository] = []
        page = await self._hub.of_author(kind, author)
        found += page.items
        for _ in range(FIRST_LOOK_PAGES - 1):
            if page.next_url is None:
                return found, None
            page = await self._hub.more(kind, page.next_url)
            found += page.items
        if page.next_url is None:
            return found, None
        return found, min((item.created_at for item in found if item.created_at), default=None)

    async def found(self, repositories: Sequence[Repository]) -> int:
        """Learn these repositories, queue the announcements of those that are news, and count them."""
        if not repositories:
            return 0
        async with self._database.transaction() as session:
            return await self._found(session, repositories)

    async def _found(self, session: Session, repositories: Sequence[Repository]) -> int:
        lists = await known.read_lists(session, {repository.author for repository in repositories})
        watched = {(one.author, one.kind): one for one in lists}
        # A list that changes while it is read shows some twice, on both sides of a page's end.
        distinct = {(one.kind, one.key): one for one in repositories}.values()
        relevant = [one for one in distinct if not one.private and (one.author, one.kind) in watched]
        now = self._now()
        await notice(session, list(distinct), self._hub.endpoint, now)
        unknown = await known.learn(session, [seen(one) for one in relevant], now)
        news = [
            one
            for one in relevant
            if (one.kind, one.key) in unknown and is_news(one.created_at, watched[one.author, one.kind])
        ]
        releases = [release_of(one, self._hub.endpoint, now) for one in news]
        new_ids = await announced.add_releases(session, releases, now)
        outage = await self._outage(session, now) if new_ids else None
        away = None if outage is None else [outage.since.isoformat(), outage.until.isoformat()]
        await enqueue(session, ANNOUNCE, *({"release": one, "away": away} for one in new_ids))
        await known.expect_more(session, {(one.author, one.kind) for one in news}, now)
        return len(news)

    async def _outage(self, session: Session, now: datetime) -> Outage | None:
        """The time for which nothing was seen of the Hub, when that has just ended."""
        newest = next((one for one in await hub.lanes(session) if one.name == "newest"), None)
        if newest is None:
            return None
        last = None
        if newest.away_since is not None and newest.away_until is not None:
            last = Outage(newest.away_since, newest.away_until)
        return outage_of(newest.succeeded_at, last, now, self._away)

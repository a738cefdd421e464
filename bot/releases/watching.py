"""All watches in memory, as an index, kept true with the database in every process."""

from collections.abc import Callable, Collection

from bot.db.engine import Session
from bot.releases.matching import Index, Listening
from bot.releases.store import announced, watches
from bot.releases.store.announced import Candidate

# Watches that are read at a time, so that everything else goes on in between.
CHUNK = 100


class Watching:
    """Holds the watches of all guilds; each transaction asks whether they are still the same.

    Every change of a watch or a guild raises a number in its own transaction. Who finds another number than
    before reads again what has changed since.
    """

    def __init__(self) -> None:
        self._version = 0
        self._stamps: dict[int, str] = {}
        self._candidates: dict[int, Candidate] = {}
        self._index = Index(())

    async def index(self, session: Session) -> Index:
        """The index of the watches as they are now."""
        version, _ = await watches.hold(session, ())
        if version != self._version:
            await self._read(session)
        return self._index

    async def concerned(self, session: Session, find: Callable[[Index], Collection[int]]) -> list[Candidate]:
        """The watches that `find` chooses, as they are now, of guilds that the bot is in.

        They stay until the transaction ends, so that an announcement can name its watch.
        """
        while True:
            version, there = await watches.hold(session, find(self._index))
            if version == self._version:
                return [self._candidates[watch_id] for watch_id in there if watch_id in self._candidates]
            await self._read(session)

    async def _read(self, session: Session) -> None:
        # The number first: what changes while the rest is read raises it again.
        version, _ = await watches.hold(session, ())
        stamps = await announced.stamps(session)
        kept = {
            watch_id: self._candidates[watch_id]
            for watch_id, stamp in stamps.items()
            if self._stamps.get(watch_id) == stamp and watch_id in self._candidates
        }
        changed = [watch_id for watch_id in stamps if watch_id not in kept]
        for start in range(0, len(changed), CHUNK):
            for one in await announced.candidates(session, changed[start : start + CHUNK]):
                kept[one.watch.id] = one
        self._index = Index(
            Listening(watch_id, one.watch.source, one.watch.kinds) for watch_id, one in kept.items()
        )
        self._candidates, self._stamps, self._version = kept, stamps, version

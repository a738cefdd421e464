"""All watches in memory, as an index, kept true with the database in every process."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from bot.db.engine import Session
from bot.releases.matching import Index, Listening
from bot.releases.store import announced, watches
from bot.releases.store.announced import Candidate

# Watches that are read at a time, so that everything else goes on in between.
CHUNK = 100


@dataclass(frozen=True)
class _Known:
    """The watches as they were when their number was `version`; never changed, only replaced as a whole."""

    version: int = 0
    stamps: dict[int, str] = field(default_factory=dict)
    candidates: dict[int, Candidate] = field(default_factory=dict)
    index: Index = field(default_factory=lambda: Index(()))


class Watching:
    """Holds the watches of all guilds; each transaction asks whether they are still the same.

    Every change of a watch or a guild raises a number in its own transaction. Who finds another number than
    before reads again what has changed since.
    """

    def __init__(self) -> None:
        self._known = _Known()

    async def index(self, session: Session) -> Index:
        """The index of the watches as they are now."""
        known = self._known
        version, _ = await watches.hold(session, ())
        if version != known.version:
            known = await self._read(session)
        return known.index

    async def concerned(self, session: Session, find: Callable[[Index], Collection[int]]) -> list[Candidate]:
        """The watches that `find` chooses, as they are now, of guilds that the bot is in.

        They stay until the transaction ends, so that an announcement can name its watch.
        """
        known = self._known
        while True:
            # Another task may read the watches meanwhile: the number is compared with that of this index.
            version, there = await watches.hold(session, find(known.index))
            if version == known.version:
                return [known.candidates[watch_id] for watch_id in there if watch_id in known.candidates]
            known = await self._read(session)

    async def _read(self, session: Session) -> _Known:
        # The number first: what changes while the rest is read raises it again.
        version, _ = await watches.hold(session, ())
        stamps = await announced.stamps(session)
        before = self._known
        kept = {
            watch_id: before.candidates[watch_id]
            for watch_id, stamp in stamps.items()
            if before.stamps.get(watch_id) == stamp and watch_id in before.candidates
        }
        changed = [watch_id for watch_id in stamps if watch_id not in kept]
        for start in range(0, len(changed), CHUNK):
            for one in await announced.candidates(session, changed[start : start + CHUNK]):
                kept[one.watch.id] = one
        index = Index(Listening(one.watch.id, one.watch.source, one.watch.kinds) for one in kept.values())
        self._known = _Known(version, stamps, kept, index)
        return self._known

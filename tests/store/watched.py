"""Lists of the Hub that somebody watches, for tests."""

from collections.abc import Iterable
from datetime import datetime

from bot.db.engine import Session
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.releases.model import Kind, Plan, ReadList, RepositoryKind, Source
from bot.releases.sources import lists_of
from bot.releases.store import lists, watches

GUILD = Guild(1, "Atelier", "fr")


def author(name: str) -> Source:
    """An author as a source."""
    return Source("author", name)


async def add_list(session: Session, name: str, kind: RepositoryKind, now: datetime) -> None:
    """The list of an author, without a watch."""
    await lists.add(session, ReadList(author(name), kind, None), now)


async def watch(
    session: Session, sources: Iterable[Source], now: datetime, kinds: tuple[Kind, ...] = ("model",)
) -> None:
    """One watch on each source, in a channel of its own, with lists in which nothing stands yet."""
    await guilds.save(session, GUILD, now)
    for number, source in enumerate(sources, 1):
        await watches.add(session, GUILD.id, Plan(source, number, kinds), 2, now)
        for named, kind in sorted(lists_of(source, kinds)):
            await lists.add(session, ReadList(named, kind, None), now)

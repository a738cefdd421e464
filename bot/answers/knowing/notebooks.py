"""Passages of shared notebooks: what they are, and what their authors wrote around the code."""

from collections.abc import Hashable

from bot.answers.knowing.model import Unreadable
from bot.answers.pieces import Piece, pieces
from bot.answers.words import language_of
from bot.db.engine import Database, Session
from bot.notebooks import store
from bot.notebooks.errors import UnreadableNotebook
from bot.notebooks.facts import Facts
from bot.notebooks.reader import NotebookReader
from bot.notebooks.shared import Shared
from bot.outbox.addresses import addresses

MOST_NAMES = 12
MOST_VALUES = 16


class NotebookShelf:
    """`Shelf` of `model.py`; an origin is the id of a notebook."""

    version = 1

    def __init__(self, database: Database, reader: NotebookReader) -> None:
        self._database = database
        self._reader = reader

    async def state(self, session: Session, guild_id: int, origin: str) -> Hashable | None:
        """Its newest version, with the title and the summary that it has now."""
        await store.hold(session, guild_id, int(origin))
        shared = await store.newest(session, guild_id, int(origin))
        if shared is None or shared.state != "public":
            return None
        return shared.number, shared.facts.title, shared.facts.summary

    async def pieces(self, guild_id: int, origin: str) -> list[Piece]:
        """First what it is, then its own words in order."""
        async with self._database.transaction() as session:
            shared = await store.newest(session, guild_id, int(origin))
            if shared is None:
                return []
            content = await store.content(session, guild_id, shared.post)
            link = (await addresses(session, guild_id, [shared.post])).get(shared.post)
        try:
            prose = await self._reader.prose(content)
        except UnreadableNotebook as error:
            raise Unreadable(str(error)) from error
        title, at = shared.facts.title, shared.created_at
        told = pieces(title, prose, at, link=link, channel_id=shared.channel_id, author_id=shared.author_id)
        return [_about(shared, link, language_of(prose)), *told]

    async def every(self, session: Session) -> list[tuple[int, str]]:
        """All that are public."""
        return [(guild_id, str(one)) for guild_id, one in await store.every_public(session)]


def _about(shared: Shared, link: str | None, language: str | None) -> Piece:
    text = "\n".join(filter(None, [shared.facts.summary, *_lines(shared.facts)])) or shared.facts.title
    return Piece(
        shared.facts.title, text, shared.created_at, link, shared.channel_id, shared.author_id, language
    )


def _lines(facts: Facts) -> list[str]:
    """Names and numbers, which are written alike in both languages."""
    libraries = [" ".join(filter(None, (one.name, one.version))) for one in facts.libraries]
    settings = [f"{one.name} = {one.value}" for one in facts.settings[:MOST_VALUES]]
    metrics = [
        f"{one.name} = {one.value:g}{' %' if one.is_percent else ''}" for one in facts.metrics[:MOST_VALUES]
    ]
    rows = (
        ("Models", facts.models[:MOST_NAMES]),
        ("Datasets", facts.datasets[:MOST_NAMES]),
        ("Libraries", libraries[:MOST_NAMES]),
        ("Hardware", [facts.environment.hardware] if facts.environment.hardware else []),
        ("Parameters", settings),
        ("Metrics", metrics),
    )
    return [f"{name}: {', '.join(values)}." for name, values in rows if values]

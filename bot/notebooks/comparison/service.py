"""Comparing shared notebooks and files; nothing of it is public."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts.model import Look
from bot.db.engine import Database
from bot.errors import BadRequest
from bot.message import Message
from bot.notebooks import store
from bot.notebooks.comparison import cards
from bot.notebooks.comparison.drawing import drawn
from bot.notebooks.limits import LARGEST_PAGE_FILE
from bot.notebooks.reader import Given, NotebookReader
from bot.notebooks.readers import Reader, readable
from bot.notebooks.shared import Search, Shared
from bot.notebooks.shelf_service import public, public_file
from bot.texts import Language, later

MOST_CHOICES = 25


@dataclass(frozen=True)
class Side:
    """One of two notebooks: that of a post, or a file that somebody attached."""

    post: str | None = None
    name: str = ""
    content: bytes = b""


class ComparisonService:
    """Compares notebooks of one guild at a time. Raises PersonErrors.

    Who may read the channels of the posts is for the caller to know.
    """

    def __init__(self, database: Database, reader: NotebookReader) -> None:
        self._database = database
        self._reader = reader

    async def sides(self, guild_id: int, before: str | None, after: str | None) -> list[Shared]:
        """The public notebooks of one or two posts; for one alone its version before comes first."""
        named = [post for post in (before, after) if post is not None]
        async with self._database.transaction() as session:
            found = [public(await store.of_post(session, guild_id, post)) for post in named]
            if len(found) != 1:
                return found
            every = await store.versions(session, guild_id, found[0].id)
        return [*(one for one in every if one.number == found[0].number - 1), *found]

    async def choices(self, guild_id: int, shared: Shared, reader: Reader, language: Language) -> Message:
        """Other notebooks that a person may read, to compare one with."""
        every = await readable(self._database, guild_id, Search(), reader, MOST_CHOICES + 1)
        others = [one for one in every if one.id != shared.id][:MOST_CHOICES]
        if not others:
            raise BadRequest(
                later(
                    "There is no other notebook here to compare it with. "
                    "`/notebook compare` also takes files."
                )
            )
        return cards.choice(shared.post, others, language)

    async def compare(
        self, guild_id: int, sides: Sequence[Side], language: Language, *, details: bool = False
    ) -> Message:
        """What differs, for one person. A file is compared without what should not become public."""
        given = await self._given(guild_id, sides)
        has_file = any(one.is_private for one in given)
        compared, page = await self._reader.compare(
            given,
            details=details,
            language=language.name if has_file else None,
            most=LARGEST_PAGE_FILE,
        )
        before, after = (side.post for side in sides)
        posts = (before, after) if before is not None and after is not None else None
        drawing = (
            None if compared.is_equal else await drawn(self._reader, compared, Look(language=language.name))
        )
        return cards.comparison(compared, language, posts, drawing, page)

    async def page(self, guild_id: int, sides: Sequence[Side], language: Language) -> Message:
        """All of what differs as a file, for one person."""
        given = await self._given(guild_id, sides)
        _, page = await self._reader.compare(
            given, details=True, language=language.name, most=LARGEST_PAGE_FILE
        )
        return cards.as_page(page, language)

    async def _given(self, guild_id: int, sides: Sequence[Side]) -> list[Given]:
        found: list[Given] = []
        async with self._database.transaction() as session:
            for side in sides:
                if side.post is None:
                    found.append(Given(side.name, side.content, is_private=True))
                    continue
                shared, content = await public_file(session, guild_id, side.post)
                found.append(Given(shared.file_name, content, shared.facts))
        return found

"""A member's notebooks go out and are erased together with their results."""

from typing import Any, Final

from pydantic import TypeAdapter

from bot.db.engine import Session
from bot.notebooks import draft_store, store
from bot.notebooks.facts import Facts
from bot.notebooks.following import part
from bot.notebooks.rewriting import rewrite
from bot.notebooks.shared import Search, Shared
from bot.results.beside import Kept

# Of one archive: so many files, and so many bytes of them as they are kept.
MOST_FILES: Final = 50
LARGEST: Final = 4 * 1024 * 1024
_EVERY: Final = 1_000
_FACTS: Final[TypeAdapter[Facts]] = TypeAdapter(Facts)
_TOO_LARGE: Final = "There is no room for this file here; Download below its post gives it."


class NotebooksBeside:
    """`Beside` of notebooks. `hub` is the Hub's address."""

    def __init__(self, hub: str) -> None:
        self._hub = hub

    async def count(self, session: Session, guild_id: int, author_id: int) -> int:
        """How many notebooks a member shares, with those that are hidden."""
        return len(await self._of_member(session, guild_id, author_id))

    async def erase(self, session: Session, guild_id: int, author_id: int) -> None:
        """Delete them with all of their versions and what is being prepared; nobody knows whose they were."""
        await draft_store.remove_all(session, guild_id, author_id)
        for one in await self._of_member(session, guild_id, author_id):
            await store.hold(session, guild_id, one.id)
            await part(session, one, guild_id, None, self._hub)
            await store.erase(session, guild_id, one.id)
            await rewrite(session, guild_id, one.id, (), self._hub)
        await store.forget_author(session, guild_id, author_id)

    async def export(self, session: Session, guild_id: int, author_id: int) -> Kept:
        """What is known of every version, and their files, the newest first, as far as there is room."""
        versions = [
            version
            for one in await self._of_member(session, guild_id, author_id)
            for version in await store.versions(session, guild_id, one.id)
        ]
        if not versions:
            return Kept()
        sizes = await store.sizes(session, guild_id, [one.post for one in versions])
        packed: dict[str, bytes] = {}
        told: list[dict[str, Any]] = []
        for one in versions:
            room = LARGEST - sum(map(len, packed.values()))
            has_room = sizes[one.post] <= room and len(packed) < MOST_FILES
            name = f"notebooks/{one.id}-{one.number}.ipynb"
            told.append(_told(one) | {"file": name if has_room else None})
            if has_room:
                packed[name] = await store.packed(session, guild_id, one.post)
            else:
                told[-1]["why"] = _TOO_LARGE
        return Kept({"notebooks.json": told}, packed)

    async def _of_member(self, session: Session, guild_id: int, author_id: int) -> list[Shared]:
        return await store.find(session, guild_id, Search(author_id=author_id), _EVERY, state=None)


def _told(one: Shared) -> dict[str, Any]:
    return {
        "title": one.facts.title,
        "summary": one.facts.summary,
        "version": one.number,
        "state": one.state,
        "reason": one.reason,
        "shared": one.created_at.isoformat(),
        "channel": str(one.channel_id),
        "name": one.file_name,
        "taken_out": one.masked,
        "read_from_it": _FACTS.dump_python(one.facts, mode="json"),
    }

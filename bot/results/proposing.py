"""Proposes repositories for a model that a file does not name by one."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol

from bot.db.engine import Database, Session
from bot.hub.errors import HubError
from bot.results.likely import likely, plain_name
from bot.results.model import Reading
from bot.results.names import store as named

# Of what is known in a server and of what the Hub finds, so many are looked at.
MOST_KNOWN = 500
MOST_FOUND = 30
# A choice in Discord holds so many characters.
LONGEST = 100
Released = Callable[[Session, int, int], Awaitable[list[str]]]


class Search(Protocol):
    """The Hub's search."""

    async def suggest_repositories(self, text: str, limit: int = 10) -> list[str]:
        """Ids of models that hold `text`. Raises HubError."""


class Proposer:
    """Proposes what the server knows already, then what the Hub finds.

    `released(session, guild_id, most)` gives the models that were announced in a guild, the newest first.
    """

    def __init__(self, database: Database, hub: Search, released: Released) -> None:
        self._database = database
        self._hub = hub
        self._released = released

    async def propose(self, guild_id: int, readings: Sequence[Reading]) -> tuple[str, list[str]] | None:
        """The first name that is no repository, and the repositories that it may mean; None without any."""
        name = unnamed(readings)
        text = plain_name(name)
        if not text:
            return None
        async with self._database.transaction() as session:
            known = await named.repositories(session, guild_id, MOST_KNOWN)
            known += await self._released(session, guild_id, MOST_KNOWN)
        with suppress(HubError):
            known += await self._hub.suggest_repositories(text, MOST_FOUND)
        found = likely(name, [one for one in known if len(one) <= LONGEST])
        return (name, found) if found else None


def to_be_named(readings: Sequence[Reading]) -> str | None:
    """What the source calls the model that a person is asked for: those that it does not name come first."""
    is_nameless = any(
        one.model is None and one.model_name is None for reading in readings for one in reading.results
    )
    return None if is_nameless else unnamed(readings) or None


def unnamed(readings: Sequence[Reading]) -> str:
    """What the source calls the first model that is no repository; empty when there is none."""
    names = (one.model_name for reading in readings for one in reading.results if one.model is None)
    return next((name for name in names if name), "")

"""What somebody may mean who is typing a source or a repository: choices as (name, value)."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from bot.errors import BadRequest
from bot.hub.errors import HubError
from bot.hub.lately import Lately
from bot.hub.reader import HubReader
from bot.releases.model import Source
from bot.releases.source_words import source_name
from bot.releases.sources import PAPERS, Typed, read_source, spelt
from bot.texts import Language

# Discord shows so many choices, and so many characters of each.
CHOICES = 25
LONGEST = 100
MOST_AUTHORS = 10
MOST_REPOSITORIES = 8
MOST_COLLECTIONS = 6

Choice = tuple[str, str]


class Suggester:
    """Suggests from the Hub; while it does not answer, only what was typed is understood."""

    def __init__(self, hub: HubReader, clock: Callable[[], float] = time.monotonic) -> None:
        self._hub = hub
        self._clock = clock
        self._repositories = Lately[list[str]]()
        self._collections = Lately[list[str]]()

    async def sources(self, typed: str, language: Language) -> list[Choice]:
        """What `typed` means by itself, then what on the Hub is named like it."""
        text = typed.strip()
        if not text:
            return [_choice(PAPERS, language)]
        meant = _meant(text)
        found = [] if meant is None or meant.source.kind == "author" else [_choice(meant.source, language)]
        with suppress(HubError):
            found += [_choice(source, language) for source in await self._like(text, meant)]
        return [choice for choice in dict.fromkeys(found) if len(choice[1]) <= LONGEST][:CHOICES]

    async def repositories(self, typed: str) -> list[str]:
        """Ids of repositories that hold `typed`."""
        text = typed.strip()
        if not text:
            return []
        try:
            return await self._repositories_like(text)
        except HubError:
            return []

    async def _like(self, text: str, meant: Typed | None) -> list[Source]:
        if meant is None or meant.source.kind in ("search", "papers", "collection"):
            return []
        if meant.source.kind == "author":
            authors = (await self._hub.suggest_authors(text))[:MOST_AUTHORS]
            owner = next((name for name in authors if name.lower() == text.lower()), None)
            return [
                *(Source("author", name) for name in authors),
                *(Source("collection", slug) for slug in await self._collections_of(owner)),
                *(Source("revisions", name) for name in await self._repositories_like(text)),
            ]
        return [Source("revisions", name) for name in await self._repositories_like(meant.source.value)]

    async def _repositories_like(self, text: str) -> list[str]:
        found = self._repositories.get(text, self._clock())
        if found is None:
            found = (await self._hub.suggest_repositories(text))[:MOST_REPOSITORIES]
            self._repositories.keep(text, found, self._clock())
        return found

    async def _collections_of(self, owner: str | None) -> Sequence[str]:
        if owner is None:
            return []
        found = self._collections.get(owner, self._clock())
        if found is None:
            found = [one.slug for one in await self._hub.collections_of(owner, MOST_COLLECTIONS)]
            self._collections.keep(owner, found, self._clock())
        return found


def _meant(text: str) -> Typed | None:
    try:
        return read_source(text)
    except BadRequest:
        return None


def _choice(source: Source, language: Language) -> Choice:
    name = source_name(source, language)
    if source.kind == "search":
        name = language.say("search: {name}", name=name)
    return name[:LONGEST], spelt(source)

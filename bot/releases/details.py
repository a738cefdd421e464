"""Everything that the Hub says of one repository: its info, its card, its configuration, its results."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import TypeVar

import structlog

from bot.hub.cards import Card, CardReader
from bot.hub.errors import HubError
from bot.hub.models import EvalResult, Repository
from bot.hub.reader import HubReader
from bot.releases.model import Release
from bot.releases.papers import paper_release
from bot.releases.reading import release_of

Value = TypeVar("Value")
_log = structlog.get_logger(__name__)


class Details:
    """Reads the details of releases. A missing info is an error; what else cannot be read is left out."""

    def __init__(self, hub: HubReader, cards: CardReader) -> None:
        self._hub = hub
        self._cards = cards

    async def read(self, release: Release) -> Release:
        """The release with all that there is to say of it. Raises HubError."""
        if release.kind == "paper":
            paper = await self._hub.paper(release.repo_id)
            found = paper_release(paper, self._hub.endpoint, release.seen_at)
            return replace(found, key=release.key, collected=release.collected)
        repository = await self._hub.info(release.kind, release.repo_id)
        nothing: Card | None = None
        found = release_of(
            repository,
            self._hub.endpoint,
            release.seen_at,
            await _or(nothing, self._cards.read(repository.kind, repository.id), repository),
            await self._results(repository),
            await self._context_length(repository),
        )
        if release.revision is None and release.collected is None:
            return replace(found, by_search=release.by_search)
        # It tells of what happened to a repository, and so is none itself.
        return replace(
            found,
            key=release.key,
            created_at=release.created_at,
            revision=release.revision,
            collected=release.collected,
        )

    async def _results(self, repository: Repository) -> tuple[EvalResult, ...]:
        if repository.eval_results or "eval-results" not in repository.tags:
            return repository.eval_results
        nothing: tuple[EvalResult, ...] = ()
        return await _or(nothing, self._hub.eval_results(repository.id), repository)

    async def _context_length(self, repository: Repository) -> int | None:
        if repository.context_length is not None or "config.json" not in repository.siblings:
            return repository.context_length
        nothing: int | None = None
        return await _or(nothing, self._cards.context_length(repository.id), repository)


async def _or(otherwise: Value, read: Awaitable[Value], repository: Repository) -> Value:
    try:
        return await read
    except HubError as error:
        _log.info("a detail was not read", repository=repository.id, error=str(error))
        return otherwise

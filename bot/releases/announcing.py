"""Announcing: one release becomes one message in every channel that wants it."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.db.engine import Database, Session
from bot.hub.cards import CardReader
from bot.hub.errors import HubError, RepositoryGone
from bot.hub.reader import HubReader
from bot.jobs.worker import Again
from bot.outbox.model import Draft, pause_before_retry
from bot.outbox.service import put
from bot.releases import cards
from bot.releases.details import Details
from bot.releases.filters import FilteredBy, outcome
from bot.releases.model import Release, Watch
from bot.releases.store import announced
from bot.releases.store.announced import Candidate
from bot.texts import language

# After so many tries to read the details (about 30 s) a release is announced with what the list said.
DETAIL_ATTEMPTS = 5
_log = structlog.get_logger(__name__)


class Announcer:
    """Reads a release's details and card, and puts its announcements into the outbox."""

    def __init__(
        self, database: Database, hub: HubReader, card_reader: CardReader, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._details = Details(hub, card_reader)
        self._now = now

    async def announce(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: announce one release everywhere, once. Raises Again while the Hub does not answer."""
        release_id = int(payload["release"])
        async with self._database.transaction() as session:
            release = await announced.unannounced(session, release_id)
        if release is None:
            return
        try:
            release = await self.detailed(release)
        except RepositoryGone:
            async with self._database.transaction() as session:
                await announced.mark_gone(session, release_id)
            return
        except HubError as error:
            if attempts < DETAIL_ATTEMPTS:
                raise Again(pause_before_retry(attempts), str(error)) from error
            _log.warning("announced without details", repository=release.repo_id, error=str(error))
        async with self._database.transaction() as session:
            await self._put(session, release_id, release)

    async def detailed(self, release: Release) -> Release:
        """The release with all that the Hub says of it. Raises HubError."""
        return await self._details.read(release)

    async def sample(self, release: Release) -> Release:
        """The release with all details, or as it is while the Hub does not give them."""
        try:
            return await self.detailed(release)
        except HubError:
            return release

    async def _put(self, session: Session, release_id: int, release: Release) -> None:
        # Locked and asked again: another worker may have announced it meanwhile.
        if await announced.unannounced(session, release_id, lock=True) is None:
            return
        wanted, refused = judged(release, await announced.candidates(session, release.author))
        delivery_ids = await put(session, _drafts(release, wanted), self._now())
        told = zip((candidate.watch for candidate in wanted), delivery_ids, strict=True)
        await announced.add_announcements(session, release_id, list(told))
        await announced.add_outcomes(session, release_id, refused)
        await announced.mark_announced(session, release_id, release)


def judged(
    release: Release, candidates: Sequence[Candidate]
) -> tuple[list[Candidate], list[tuple[Watch, FilteredBy | None]]]:
    """The candidates that announce the release, and the other watches with the filter, or None: paused."""
    wanted: list[Candidate] = []
    refused: list[tuple[Watch, FilteredBy | None]] = []
    for candidate in candidates:
        watch = candidate.watch
        found = outcome(release, watch.kinds, watch.filters)
        if isinstance(found, FilteredBy):
            refused.append((watch, found))
        elif watch.state == "paused":
            refused.append((watch, None))
        else:
            wanted.append(candidate)
    return wanted, refused


def _drafts(release: Release, wanted: Sequence[Candidate]) -> list[Draft]:
    drafts = []
    for candidate in wanted:
        nonce = secrets.token_hex(12)
        message = cards.announcement(release, language(candidate.locale), nonce)
        drafts.append(Draft(candidate.watch.guild_id, candidate.watch.channel_id, nonce, message))
    return drafts

"""Announcing: one release becomes one message in every channel that wants it."""

import random
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import structlog

from bot.db.engine import Database, Session
from bot.hub.cards import CardReader
from bot.hub.errors import HubError, RepositoryGone
from bot.hub.reader import HubReader
from bot.jobs.queue import enqueue
from bot.jobs.worker import Again
from bot.outbox.model import Draft, pause_before_retry
from bot.outbox.service import put
from bot.releases import awaiting, holding, roundup_posts
from bot.releases.awaiting import Refused
from bot.releases.counting import COUNT, DELAY
from bot.releases.deciding import folded
from bot.releases.details import Details
from bot.releases.family_cards import Family, announcement
from bot.releases.filters import FilteredBy, outcome
from bot.releases.folding import Member, can_fold, is_living, is_quantised
from bot.releases.living import refresh_later
from bot.releases.model import Release, Source
from bot.releases.sending import post_of
from bot.releases.store import announced, awaited, families, held
from bot.releases.store.announced import Candidate
from bot.releases.timing import Outage, Overflow, is_late
from bot.releases.watching import Watching
from bot.texts import language

# After so many tries to read the details (about 30 s) a release is announced with what the list said.
DETAIL_ATTEMPTS = 5
# A channel that was told of a repository is not told of it again in another way for so long.
REMEMBERED = timedelta(days=7)
# The watches that announce a release, and the others with their reasons.
Judgement: TypeAlias = tuple[list[Candidate], list[Refused]]
_log = structlog.get_logger(__name__)


class Announcer:
    """Reads a release's details and card, and puts its announcements into the outbox.

    `note(session, release_id, release)` is called in the transaction that announces a release, for those
    who follow its author.
    """

    def __init__(
        self,
        database: Database,
        hub: HubReader,
        card_reader: CardReader,
        watching: Watching,
        note: Callable[[Session, int, Release], Awaitable[None]],
        now: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._watching = watching
        self._details = Details(hub, card_reader)
        self._note = note
        self._now = now
        self._chance = chance

    async def announce(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: announce one release everywhere, once. Raises Again while the Hub does not answer.

        `sources` are those in whose own lists it was found; of what is announced already only they hear.
        """
        release_id = int(payload["release"])
        sources = [Source(*each) for each in payload.get("sources", ())]
        async with self._database.transaction() as session:
            kept = await announced.kept(session, release_id)
        if kept is None or (kept[1] and not sources):
            return
        release = await self._read(release_id, kept[0], attempts)
        if release is not None:
            async with self._database.transaction() as session:
                await self._put(session, release_id, release, sources, _outage(payload))

    async def announce_grown(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: announce a release where nothing but likes was missing, which it has now."""
        release_id = int(payload["release"])
        async with self._database.transaction() as session:
            kept = await announced.kept(session, release_id)
            if kept is None or not await awaited.waiting_for(session, release_id):
                return
        release = await self._read(release_id, kept[0], attempts)
        if release is None:
            return
        # The details say nothing of the score, and may be older than the list.
        release = replace(
            release,
            likes=max(release.likes or 0, payload["likes"] or 0),
            trending_score=max(release.trending_score or 0, payload["trending"] or 0),
        )
        async with self._database.transaction() as session:
            await self._put_grown(session, release_id, release)

    async def _read(self, release_id: int, release: Release, attempts: int) -> Release | None:
        """The release with its details, or None when it is gone."""
        try:
            return await self.detailed(release)
        except RepositoryGone:
            async with self._database.transaction() as session:
                await announced.mark_gone(session, release_id)
            return None
        except HubError as error:
            if attempts < DETAIL_ATTEMPTS:
                raise Again(pause_before_retry(attempts, self._chance()), str(error)) from error
            _log.warning("announced without details", repository=release.repo_id, error=str(error))
            return release

    async def detailed(self, release: Release) -> Release:
        """The release with all that the Hub says of it. Raises HubError."""
        return await self._details.read(release)

    async def sample(self, release: Release) -> Release:
        """The release with all details, or as it is while the Hub does not give them."""
        try:
            return await self.detailed(release)
        except HubError:
            return release

    async def _put(
        self,
        session: Session,
        release_id: int,
        release: Release,
        sources: Sequence[Source],
        outage: Outage | None,
    ) -> None:
        # Locked and asked again: another worker may have announced it meanwhile.
        kept = await announced.kept(session, release_id, lock=True)
        if kept is None:
            return
        candidates = await self._concerned(session, release_id, release, sources, is_new=not kept[1])
        served = await self._served(session, release, candidates, is_new=not kept[1])
        if outage is not None and not is_late(release.created_at, release.seen_at, outage):
            outage = None
        await self._tell(session, release_id, release, judged(release, candidates, served), outage)
        if not kept[1]:
            await announced.mark_announced(session, release_id, release)
            await self._note(session, release_id, release)

    async def _put_grown(self, session: Session, release_id: int, release: Release) -> None:
        # Locked and asked again: another worker may have announced it meanwhile.
        kept = await announced.kept(session, release_id, lock=True)
        if kept is None:
            return
        liked = replace(kept[0], likes=release.likes, trending_score=release.trending_score)
        await announced.note_likes(session, release_id, liked)
        candidates = await announced.candidates(session, await awaited.waiting_for(session, release_id))
        served = await self._served(session, release, candidates, is_new=False)
        await awaited.let_go(session, release_id, [one.watch.id for one in candidates])
        await self._tell(session, release_id, release, judged(release, candidates, served), None)

    async def _tell(
        self, session: Session, release_id: int, release: Release, judgement: Judgement, outage: Outage | None
    ) -> None:
        """Post a release now, later or beside others where it is wanted, and keep the other reasons."""
        wanted, refused = judgement
        refused = await awaiting.keep(session, release_id, release, refused, self._now())
        if wanted and can_fold(release) and not is_quantised(release):
            await enqueue(session, COUNT, {"release": release_id}, after=DELAY)
        firsts = list({one.watch.channel_id: one for one in reversed(wanted)}.values())[::-1]
        own = await folded(session, release_id, release, firsts, self._now())
        own_channels = {one.watch.channel_id for one in own}
        beside = [one for one in wanted if one.watch.channel_id in own_channels]
        timed = await holding.sort(session, beside, outage, self._now())
        await post(session, release_id, release, timed.now, self._now())
        await held.hold(session, release_id, timed.waiting, self._now())
        await self._add_to_overflows(session, release_id, release, timed.over)
        folding = {one.watch.id for one in firsts if one.watch.channel_id not in own_channels}
        silent = [one.watch for one in wanted if one.watch.id not in folding | timed.watch_ids]
        refused += [(watch, FilteredBy("duplicate")) for watch in silent]
        await announced.add_outcomes(session, release_id, refused)

    async def _concerned(
        self,
        session: Session,
        release_id: int,
        release: Release,
        sources: Sequence[Source],
        *,
        is_new: bool,
    ) -> list[Candidate]:
        """The watches that a release concerns, as they are now, without those that have judged it before."""
        if is_new:
            return await self._watching.concerned(session, lambda index: index.watches(release, sources))
        before = await announced.judged_by(session, release_id)
        return await self._watching.concerned(session, lambda index: index.on(sources) - before)

    async def _served(
        self, session: Session, release: Release, candidates: Sequence[Candidate], *, is_new: bool
    ) -> set[int]:
        """The channels that have just been told of this: nobody wants to read the same twice."""
        if not candidates or (is_new and release.collected is None):
            return set()
        channels = {one.watch.channel_id for one in candidates}
        return await announced.channels_with(session, release, channels, self._now() - REMEMBERED)

    async def _add_to_overflows(
        self, session: Session, release_id: int, release: Release, over: Sequence[tuple[Candidate, Overflow]]
    ) -> None:
        """Tell of a release that is beyond a cap in the message that is open for that, or open one."""
        growing = [(one.watch, at.delivery_id) for one, at in over if at.delivery_id is not None]
        await announced.add_announcements(session, release_id, growing)
        if growing:
            await refresh_later(session, [release_id])
        begun = [(one, at) for one, at in over if at.delivery_id is None]
        await roundup_posts.open_overflows(session, release_id, release, begun, self._now())


async def post(
    session: Session,
    release_id: int,
    release: Release,
    wanted: Sequence[Candidate],
    now: datetime,
    outage: Outage | None = None,
) -> None:
    """Put the posts of a release into the outbox; an outage that made it late is told."""
    delivery_ids = await put(session, _drafts(release, wanted, outage), now)
    told = list(zip((one.watch for one in wanted), delivery_ids, strict=True))
    await announced.add_announcements(session, release_id, told)
    if is_living(release):
        await families.open_living(session, told, now, outage)


def judged(release: Release, candidates: Sequence[Candidate], served: Collection[int] = ()) -> Judgement:
    """The candidates that announce the release, and the other watches with the filter, or None: paused.

    Of several in one channel the first is the one to post; a channel that is `served` does not hear of it.
    """
    wanted: list[Candidate] = []
    refused: list[Refused] = []
    for candidate in sorted(candidates, key=lambda one: one.watch.timing.rhythm != "instant"):
        watch = candidate.watch
        found = outcome(release, watch.kinds, watch.filters)
        if isinstance(found, FilteredBy):
            refused.append((watch, found))
        elif watch.state == "paused":
            refused.append((watch, None))
        elif watch.channel_id in served:
            refused.append((watch, FilteredBy("duplicate")))
        else:
            wanted.append(candidate)
    return wanted, refused


def _drafts(release: Release, wanted: Sequence[Candidate], outage: Outage | None) -> list[Draft]:
    drafts, family = [], Family((Member(release),))
    for candidate in wanted:
        nonce, spoken = secrets.token_hex(12), language(candidate.locale)
        message = announcement(family, spoken, nonce, outage)
        drafts.append(post_of(candidate.watch, release, message, nonce))
    return drafts


def _outage(payload: dict[str, Any]) -> Outage | None:
    """The outage after which a release was found, as its job tells it."""
    if payload.get("away") is None:
        return None
    since, until = (datetime.fromisoformat(str(one)) for one in payload["away"])
    return Outage(since, until)

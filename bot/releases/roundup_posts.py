"""Messages that tell of several releases: made, and brought up to date when something is new in them."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.db.engine import Session
from bot.outbox import edits, retitling
from bot.outbox.model import Draft
from bot.outbox.service import put
from bot.releases import roundup_cards
from bot.releases.folding import Member
from bot.releases.model import Release, Watch
from bot.releases.sending import roundup_of
from bot.releases.store import announced, families, roundups
from bot.releases.store.announced import Candidate
from bot.releases.timing import Cause, Outage, Overflow
from bot.texts import language


async def post(
    session: Session,
    cause: Cause,
    told: Sequence[tuple[int, Release, Watch]],
    locale: str,
    now: datetime,
    *,
    outage: Outage | None = None,
    overflow: Overflow | None = None,
) -> None:
    """Put one message for releases (with ids) that watches of one channel want into the outbox."""
    draft = _draft(cause, told, locale, outage)
    [delivery_id] = await put(session, [draft], now)
    await roundups.add(session, [(delivery_id, draft.guild_id, draft.channel_id, overflow)], cause, outage)
    for release_id, _, watch in told:
        await announced.add_announcements(session, release_id, [(watch, delivery_id)])


async def open_overflows(
    session: Session,
    release_id: int,
    release: Release,
    over: Sequence[tuple[Candidate, Overflow]],
    now: datetime,
) -> None:
    """Begin the messages that take what is beyond a cap with one release, in however many channels."""
    if not over:
        return
    drafts = [_draft("cap", [(release_id, release, one.watch)], one.locale, None) for one, _ in over]
    delivery_ids = await put(session, drafts, now)
    rows = [
        (delivery_id, one.watch.guild_id, one.watch.channel_id, at)
        for delivery_id, (one, at) in zip(delivery_ids, over, strict=True)
    ]
    await roundups.add(session, rows, "cap", None)
    told = [(one.watch, delivery_id) for delivery_id, (one, _) in zip(delivery_ids, over, strict=True)]
    await announced.add_announcements(session, release_id, told)


def _draft(
    cause: Cause, told: Sequence[tuple[int, Release, Watch]], locale: str, outage: Outage | None
) -> Draft:
    nonce = secrets.token_hex(12)
    members = [Member(release) for _, release, _ in told]
    spoken = language(locale)
    message = roundup_cards.roundup(cause, members, outage, spoken, nonce)
    title = roundup_cards.heading(cause, len(members), spoken)
    return roundup_of([(release, watch) for _, release, watch in told], title, message, nonce)


async def refresh(session: Session, delivery_ids: Collection[int]) -> None:
    """Write these messages anew; nothing is sent to Discord where nothing has changed."""
    # Otherwise what an older look has read could be written last.
    await families.hold_posts(session, delivery_ids)
    wanted, titles = {}, {}
    for one in await roundups.of_deliveries(session, delivery_ids):
        spoken = language(one.locale)
        wanted[one.delivery_id] = roundup_cards.roundup(one.cause, one.members, one.outage, spoken, one.nonce)
        titles[one.delivery_id] = roundup_cards.heading(one.cause, len(one.members), spoken)
    await edits.change(session, wanted)
    await retitling.retitle(session, titles)

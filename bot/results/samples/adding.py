"""Scores of single samples that come after the results that they belong to: shown in private, then kept."""

from collections.abc import Sequence
from datetime import datetime

from bot.db.engine import Session
from bot.errors import BadRequest
from bot.results.model import Reading
from bot.results.permission import require_may_post
from bot.results.publishing import count_public
from bot.results.rewriting import redraw
from bot.results.samples.cards import unfitting
from bot.results.samples.keeping import Fits, Kept, fits, keep
from bot.texts import later


async def only_scores(
    session: Session, guild_id: int, author_id: int, readings: Sequence[Reading], now: datetime
) -> Fits | None:
    """What would be kept where nothing but scores of samples is new; None where there is more to do.

    Raises BadRequest where the scores fit no result or are kept already, and what `permission.py` raises.
    """
    results = sum(len(reading.results) for reading in readings)
    if results > await count_public(session, guild_id, author_id, readings):
        return None
    await require_may_post(session, guild_id, author_id, now)
    found = await fits(session, guild_id, author_id, readings)
    if found.found:
        return found
    if found.same and not results:
        raise BadRequest(later("The scores of these samples are kept already. Nothing was changed."))
    if found.left and not results:
        raise BadRequest(unfitting(found.left[0]))
    return None


async def add_scores(
    session: Session,
    guild_id: int,
    author_id: int,
    readings: Sequence[Reading],
    now: datetime,
    hub: str,
) -> Kept:
    """Keep scores for results that are public already; their history and their posts say so.

    The caller holds the guild's results. Raises BadRequest where none fits any more, and what
    `permission.py` raises.
    """
    await require_may_post(session, guild_id, author_id, now)
    kept = await keep(session, guild_id, author_id, readings, now)
    if not kept.results:
        raise BadRequest(later("Your results have changed meanwhile, and these scores fit none. Look again."))
    await redraw(session, guild_id, kept.posts, hub)
    return kept

"""Where a release is told: in a post of its family that is there, or in one of its own."""

from collections.abc import Sequence
from datetime import datetime

from bot.db.engine import Session
from bot.releases.folding import WINDOW, are_family, can_fold
from bot.releases.living import refresh_later
from bot.releases.model import Release
from bot.releases.store import announced, families
from bot.releases.store.announced import Candidate


async def folded(
    session: Session, release_id: int, release: Release, wanted: Sequence[Candidate], now: datetime
) -> list[Candidate]:
    """Let the posts of its family tell of a release; those that want it and have no such post.

    Nobody else decides about families of its author until the transaction ends.
    """
    if not can_fold(release) or not wanted:
        return list(wanted)
    await families.hold(session, release.author)
    others = await families.told_since(session, release.author, now - WINDOW)
    relatives = [other_id for other_id, other in others if are_family(release, other)]
    channels = [one.watch.channel_id for one in wanted]
    posts = await families.open_posts(session, relatives, channels, now - WINDOW)
    told = [(one.watch, posts[one.watch.channel_id]) for one in wanted if one.watch.channel_id in posts]
    await announced.add_announcements(session, release_id, told)
    if told:
        await refresh_later(session, [release_id])
    return [one for one in wanted if one.watch.channel_id not in posts]

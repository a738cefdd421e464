"""Whether a member may post results: who is barred, and how many posts an hour are enough."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from bot.db.engine import Session
from bot.errors import NotAllowed, TryLater
from bot.results import moderating
from bot.texts import Sentence, later, moment

WINDOW: Final = timedelta(hours=1)
# Posts in that time; one post may hold the results of several files.
OF_A_MEMBER: Final = 20
OF_A_SERVER: Final = 200


async def require_may_post(session: Session, guild_id: int, author_id: int, now: datetime) -> None:
    """Raise NotAllowed for a member who is barred, TryLater after many posts, with the time to wait for."""
    await require_not_barred(session, guild_id, author_id)
    since = now - WINDOW
    mine = await moderating.posts_since(session, guild_id, since, author_id)
    if len(mine) >= OF_A_MEMBER:
        raise TryLater(_enough(mine[-OF_A_MEMBER]))
    everyones = await moderating.posts_since(session, guild_id, since, None)
    if len(everyones) >= OF_A_SERVER:
        raise TryLater(
            later(
                "Many results were posted in this server within the last hour. Yours are welcome {when}.",
                when=moment(everyones[-OF_A_SERVER] + WINDOW),
            )
        )


async def require_not_barred(session: Session, guild_id: int, author_id: int) -> None:
    """Raise NotAllowed for a member whom moderators have stopped from posting."""
    if await moderating.is_barred(session, guild_id, author_id):
        raise NotAllowed(
            later(
                "The moderators of this server have stopped you from posting results here. "
                "If you think that is a mistake, please ask one of them."
            )
        )


async def require_not_hidden(
    session: Session, guild_id: int, facts: Collection[str], hashes: Collection[str]
) -> None:
    """Raise NotAllowed when moderators have hidden one of these results, or one of these files."""
    if await moderating.is_hidden(session, guild_id, facts, hashes):
        raise NotAllowed(
            later(
                "The moderators of this server have hidden this result here, so it is not posted again. "
                "Please talk with one of them: they can show it again."
            )
        )


def _enough(first: datetime) -> Sentence:
    return later(
        "Thank you for so many results! So that others can follow, a member posts at most {count} times an "
        "hour here. You can go on {when}; one import may hold five files or a zip archive.",
        count=OF_A_MEMBER,
        when=moment(first + WINDOW),
    )

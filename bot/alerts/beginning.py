"""The beginning of any follow, on the caller's session."""

from collections.abc import Awaitable, Callable

from bot.alerts import cards, store
from bot.alerts.model import MOST_FOLLOWS, Follow
from bot.db.engine import Session


async def begin(
    session: Session,
    user_id: int,
    spoken: str,
    is_it: Callable[[Follow], bool],
    add: Callable[[], Awaitable[None]],
) -> Follow:
    """The follow that `add` keeps, which `is_it` tells from the person's others, or that was there already.

    Messages go to the person again, in the language `spoken`. Raises BadRequest for one too many.
    """
    await store.save_follower(session, user_id, spoken)
    await store.follower(session, user_id)  # locked: two presses at once may not pass the limit
    await store.unblock(session, user_id)
    before = await store.of_person(session, user_id)
    if len(before) >= MOST_FOLLOWS and not any(map(is_it, before)):
        raise cards.too_many()
    await add()
    return next(filter(is_it, await store.of_person(session, user_id)))

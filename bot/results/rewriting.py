"""Posts of results follow what is stored: every change of a result is followed by a look at its post."""

from collections.abc import Collection, Mapping

from bot.db.engine import Session
from bot.guilds import store as guilds
from bot.outbox import edits
from bot.results import history, post_cards
from bot.results.linked.following import notebooks_follow
from bot.results.model import Told
from bot.results.summarising import names_of, summarise
from bot.texts import language


async def rewrite(session: Session, guild_id: int, nonce: str, hub: str) -> None:
    """Bring a post up to date in the caller's transaction; a person waits for it."""
    await rewrite_all(session, guild_id, [nonce], hub)


async def rewrite_all(
    session: Session, guild_id: int, nonces: Collection[str], hub: str, models: Collection[str] = ()
) -> None:
    """The same for several posts; results of these `models`, as results name them, have changed too."""
    # Before the results are read: otherwise what an older look has read could be written last.
    held = {nonce: await history.hold_post(session, guild_id, nonce) for nonce in sorted(nonces)}
    told = {nonce: await history.of_post(session, guild_id, nonce) for nonce in held}
    named = {name for each in told.values() for name in names_of(each.posted)}
    await summarise(session, guild_id, {*models, *named})
    await _show(session, guild_id, held, told, hub)


async def redraw(session: Session, guild_id: int, nonces: Collection[str], hub: str) -> None:
    """Bring posts up to date whose own results are the same as before; a person waits for it."""
    held = {nonce: await history.hold_post(session, guild_id, nonce) for nonce in sorted(nonces)}
    told = {nonce: await history.of_post(session, guild_id, nonce) for nonce in held}
    await _show(session, guild_id, held, told, hub)


async def _show(
    session: Session, guild_id: int, held: Mapping[str, int | None], told: Mapping[str, Told], hub: str
) -> None:
    """Edit the posts, by nonce the delivery of each and what it tells."""
    spoken = language((await guilds.settings(session, guild_id)).spoken)
    wanted = {
        delivery_id: post_cards.post(told[nonce], nonce, hub, spoken)
        for nonce, delivery_id in held.items()
        if delivery_id is not None
    }
    await edits.change(session, wanted, urgent=True)
    await notebooks_follow(session, guild_id, held)

"""Posts of results follow what is stored: every change of a result is followed by a look at its post."""

from collections.abc import Collection

from bot.db.engine import Session
from bot.guilds import store as guilds
from bot.outbox import edits
from bot.results import history, post_cards
from bot.results.summarising import names_of, summarise
from bot.texts import language


async def rewrite(session: Session, guild_id: int, nonce: str, hub: str) -> None:
    """Bring a post up to date in the caller's transaction; a person waits for it."""
    # Before the results are read: otherwise what an older look has read could be written last.
    delivery_id = await history.hold_post(session, guild_id, nonce)
    if delivery_id is None:
        return
    told = await history.of_post(session, guild_id, nonce)
    await summarise(session, guild_id, names_of(told.posted))
    spoken = (await guilds.settings(session, guild_id)).spoken
    message = post_cards.post(told, nonce, hub, language(spoken))
    await edits.change(session, {delivery_id: message}, urgent=True)


async def redraw(session: Session, guild_id: int, nonces: Collection[str], hub: str) -> None:
    """Bring posts up to date whose own results are the same as before; a person waits for it."""
    spoken = language((await guilds.settings(session, guild_id)).spoken)
    wanted = {}
    for nonce in sorted(nonces):
        delivery_id = await history.hold_post(session, guild_id, nonce)
        if delivery_id is not None:
            told = await history.of_post(session, guild_id, nonce)
            wanted[delivery_id] = post_cards.post(told, nonce, hub, spoken)
    await edits.change(session, wanted, urgent=True)

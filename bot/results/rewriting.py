"""Posts of results follow what is stored: every change of a result is followed by a look at its post."""

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

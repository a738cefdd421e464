"""The posts of a notebook follow what is stored."""

from collections.abc import Mapping, Sequence

from bot.db.engine import Session
from bot.guilds import store as guilds
from bot.message import Drawing, Message
from bot.notebooks import cards, store
from bot.notebooks.changes import Change, changes
from bot.notebooks.shared import Shared
from bot.outbox import edits
from bot.results import history
from bot.texts import Language, language


async def rewrite(
    session: Session, guild_id: int, notebook_id: int, drawn: Sequence[Drawing], hub: str
) -> None:
    """Bring all posts of a notebook up to date in the caller's transaction; `drawn` is for the newest one."""
    spoken = language((await guilds.settings(session, guild_id)).spoken)
    every = await store.versions(session, guild_id, notebook_id)
    messages = {one.post: _message(one, every, drawn, hub, spoken) for one in every}
    await _change(session, guild_id, messages)


async def rewrite_older(session: Session, guild_id: int, notebook_id: int) -> None:
    """Say on the posts of older versions that there is a newer one, in the caller's transaction."""
    spoken = language((await guilds.settings(session, guild_id)).spoken)
    every = await store.versions(session, guild_id, notebook_id)
    await _change(session, guild_id, {one.post: cards.older(one, spoken) for one in every[1:]})


async def _change(session: Session, guild_id: int, messages: Mapping[str, Message]) -> None:
    deliveries = {post: await history.hold_post(session, guild_id, post) for post in messages}
    wanted = {delivery: messages[post] for post, delivery in deliveries.items() if delivery is not None}
    await edits.change(session, wanted, urgent=True)


def _message(
    version: Shared, every: Sequence[Shared], drawn: Sequence[Drawing], hub: str, spoken: Language
) -> Message:
    if version.state != "public":
        return cards.gone(version, spoken)
    if version.number < version.newest:
        return cards.older(version, spoken)
    return cards.post(version, changed_since(every, version), drawn, hub, spoken)


def changed_since(every: Sequence[Shared], version: Shared) -> tuple[Change, ...]:
    """What changed from the version before."""
    before = next((one for one in every if one.number == version.number - 1), None)
    return () if before is None else changes(before.facts, version.facts)

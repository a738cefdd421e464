"""The posts of a notebook follow what is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.db.engine import Session
from bot.guilds import store as guilds
from bot.message import Drawing, Message
from bot.notebooks import cards, store
from bot.notebooks.changes import Change, changes
from bot.notebooks.shared import Came, Shared
from bot.outbox import edits
from bot.outbox.addresses import addresses
from bot.outbox.edit_store import wanted_message
from bot.results import history
from bot.results.linked import store as linked
from bot.texts import Language, language


@dataclass(frozen=True)
class _Shown:
    """What the newest post of a notebook shows beside its facts; `hub` is the Hub's address."""

    drawn: Sequence[Drawing]
    came: Sequence[Came]
    hub: str


async def rewrite(
    session: Session, guild_id: int, notebook_id: int, drawn: Sequence[Drawing] | None, hub: str
) -> None:
    """Bring all posts of a notebook up to date in the caller's transaction.

    `drawn` is for the newest one; None: the pictures that it shows now.
    """
    # Otherwise what was read before somebody hid it could be written last.
    await store.hold(session, guild_id, notebook_id)
    spoken = language((await guilds.settings(session, guild_id)).spoken)
    every = await store.versions(session, guild_id, notebook_id)
    if drawn is None:
        drawn = await _shown_now(session, guild_id, every[0].post) if every else ()
    shown = _Shown(drawn, await came_out_of(session, guild_id, notebook_id), hub)
    messages = {one.post: _message(one, every, shown, spoken) for one in every}
    await _change(session, guild_id, messages)


async def came_out_of(
    session: Session, guild_id: int, notebook_id: int, *, is_own: bool = False
) -> list[Came]:
    """The results that came out of a notebook, with links to their posts.

    Those that its readers may see, or for its author all.
    """
    posted = await linked.results_of(session, guild_id, notebook_id, is_own=is_own)
    urls = await addresses(session, guild_id, {one.post for one in posted}) if posted else {}
    return [Came(one, urls.get(one.post)) for one in posted]


async def _shown_now(session: Session, guild_id: int, post: str) -> Sequence[Drawing]:
    # Held, so that nobody draws other pictures before these are stored again.
    delivery_id = await history.hold_post(session, guild_id, post)
    return () if delivery_id is None else cards.pictures_in(await wanted_message(session, delivery_id))


async def rewrite_older(session: Session, guild_id: int, notebook_id: int) -> None:
    """Say on the posts of older versions that there is a newer one, in the caller's transaction."""
    spoken = language((await guilds.settings(session, guild_id)).spoken)
    every = await store.versions(session, guild_id, notebook_id)
    await _change(session, guild_id, {one.post: cards.older(one, spoken) for one in every[1:]})


async def _change(session: Session, guild_id: int, messages: Mapping[str, Message]) -> None:
    deliveries = {post: await history.hold_post(session, guild_id, post) for post in messages}
    wanted = {delivery: messages[post] for post, delivery in deliveries.items() if delivery is not None}
    await edits.change(session, wanted, urgent=True)


def _message(version: Shared, every: Sequence[Shared], shown: _Shown, spoken: Language) -> Message:
    if version.state != "public":
        return cards.gone(version, spoken)
    if version.number < version.newest:
        return cards.older(version, spoken)
    changed = changed_since(every, version)
    return cards.post(version, changed, shown.drawn, shown.hub, spoken, shown.came)


def changed_since(every: Sequence[Shared], version: Shared) -> tuple[Change, ...]:
    """What changed from the version before."""
    before = next((one for one in every if one.number == version.number - 1), None)
    return () if before is None else changes(before.facts, version.facts)

"""A notebook's post shows the results that came out of it, and their posts lead to it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from bot.db.engine import Database, Session
from bot.jobs.worker import Handler
from bot.notebooks import store
from bot.notebooks.rewriting import rewrite
from bot.notebooks.shared import Shared
from bot.results.linked import model as linked
from bot.results.linked import store as links
from bot.results.reproduction.store import hold
from bot.results.rewriting import redraw

# The job that follows a post of a notebook, with `guild` and `nonce`, once it has an address.
POSTED: Final = "notebook_posted"


def handlers(
    database: Database, hub: str, posted: Callable[[Session, int, Shared], Awaitable[None]]
) -> dict[str, Handler]:
    """The jobs; one that is done twice changes nothing.

    `hub` is the Hub's address; `posted` notes a notebook that Discord has, with its guild.
    """

    async def rewrite_post(payload: dict[str, Any], _attempts: int) -> None:
        async with database.transaction() as session:
            await rewrite(session, int(payload["guild"]), int(payload["notebook"]), None, hub)

    async def is_posted(payload: dict[str, Any], _attempts: int) -> None:
        async with database.transaction() as session:
            guild_id = int(payload["guild"])
            await hold(session, guild_id)
            shared = await store.of_post(session, guild_id, str(payload["nonce"]))
            if shared is not None:
                await results_follow(session, guild_id, shared.id, hub)
                await posted(session, guild_id, shared)

    return {linked.JOB: rewrite_post, POSTED: is_posted}


async def results_follow(session: Session, guild_id: int, notebook_id: int, hub: str) -> None:
    """After a notebook changed: bring the posts up to date of results that came out of it.

    The caller holds the guild's results.
    """
    await redraw(session, guild_id, await links.posts_of(session, guild_id, notebook_id), hub)


async def part(
    session: Session, shared: Shared, guild_id: int, result_ids: Sequence[int] | None, hub: str
) -> None:
    """Take these results, or (None) all, away from a notebook; the posts of both say so.

    The caller holds the guild's results.
    """
    posts = await links.posts_of(session, guild_id, shared.id)
    await links.unlink(session, guild_id, shared.id, result_ids)
    await redraw(session, guild_id, posts, hub)
    await rewrite(session, guild_id, shared.id, None, hub)

"""The posts of notebooks follow the results that came out of them."""

from collections.abc import Collection

from bot.db.engine import Session
from bot.jobs.queue import enqueue
from bot.results.linked import store
from bot.results.linked.model import JOB


async def notebooks_follow(session: Session, guild_id: int, nonces: Collection[str]) -> None:
    """After results of these posts changed, and before any is deleted: a job for each notebook of theirs."""
    notebooks = await store.of_posts(session, guild_id, nonces) if nonces else ()
    await enqueue(session, JOB, *({"guild": guild_id, "notebook": one} for one in notebooks))

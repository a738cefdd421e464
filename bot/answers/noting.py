"""What a feature calls, in its own transaction, when something changes that passages were taken from.

It imports no feature, so that every feature's store may import it.
"""

from bot.answers import store
from bot.answers.model import Source
from bot.db.engine import Session
from bot.jobs.queue import enqueue

JOB = "index"
RELEASED = "index_release"


async def changed(session: Session, guild_id: int, source: Source, *origins: str) -> None:
    """Its passages are gone with this transaction; a job takes new ones if everybody may still see it."""
    await store.remove(session, guild_id, source, origins)
    await again(session, [(guild_id, source, origin) for origin in origins])


async def again(session: Session, changes: list[tuple[int, Source, str]]) -> None:
    """A job takes new passages from each of these; what there is of them stays until then."""
    payloads = [
        {"guild_id": guild_id, "source": source.value, "origin": origin}
        for guild_id, source, origin in changes
    ]
    # After what people wait for.
    await enqueue(session, JOB, *payloads, priorities=[-1] * len(payloads))


async def released(session: Session, release_id: int) -> None:
    """A release was announced in more channels, or is gone: a job sees to its passages everywhere."""
    await enqueue(session, RELEASED, {"release_id": release_id}, priorities=[-1])

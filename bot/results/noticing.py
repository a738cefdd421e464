"""What follows when results become public, in the same transaction."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.db.engine import Session
from bot.jobs.queue import enqueue
from bot.outdated import store as revisions
from bot.outdated.model import JOB as LOOK
from bot.outdated.model import measured_of
from bot.results import moderating, store
from bot.results.model import Posted, Result
from bot.results.moderating import Report
from bot.results.odd import Others, oddness


async def notice_odd(session: Session, guild_id: int, new: Sequence[Posted], now: datetime) -> None:
    """Note for the moderators what is odd about new results of one member."""
    names = {one.result.model_name for one in new if one.result.model_name is not None}
    others: dict[tuple[str | None, str], list[Result]] = defaultdict(list)
    for other in await store.of_models(session, guild_id, names, but_of=new[0].author_id):
        others[other.result.model_name, other.result.task].append(other.result)
    # Hundreds of ways to measure one test take longer than anybody on the event loop should wait.
    for result_id, reason in await asyncio.to_thread(_odd, new, others):
        await moderating.report(session, guild_id, Report(result_id, None, reason, now))


def _odd(
    new: Sequence[Posted], others: Mapping[tuple[str | None, str], Sequence[Result]]
) -> list[tuple[int, str]]:
    """The ids of those that are odd, and why."""
    looked = {test: Others(results) for test, results in others.items()}
    nothing = Others(())
    found = [
        (one.id, oddness(one.result, looked.get((one.result.model_name, one.result.task), nothing)))
        for one in new
    ]
    return [(result_id, reason) for result_id, reason in found if reason is not None]


async def notice_revisions(session: Session, new: Sequence[Result]) -> None:
    """Note on which revisions models were measured, and a job that looks whether there are newer ones."""
    models = await revisions.add(session, measured_of(new))
    await enqueue(session, LOOK, *({"model": model} for model in sorted(models)))

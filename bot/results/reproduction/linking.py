"""Results that measure others again are linked to them, in the transaction of every change of a result."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from bot.db.engine import Session
from bot.jobs.queue import enqueue
from bot.results.comparability import differences
from bot.results.model import Posted
from bot.results.reproduction import requests, store
from bot.results.reproduction.model import JOB, Link, agreement, measures_again, test_of
from bot.results.rewriting import redraw, rewrite

# A result is linked to so many older ones at most, and to so many newer ones.
MOST_LINKS = 5


async def judge_again(session: Session, guild_id: int, result_ids: Collection[int]) -> set[str]:
    """Link these results anew, after they came, changed or went; the posts of others that show it.

    Whoever wanted one of them measured again is told by a job, once it was. The caller holds the guild's
    results (`store.hold`).
    """
    gone = await store.unlink(session, guild_id, result_ids)
    changed = await store.results(session, guild_id, result_ids)
    near = await store.alike(session, guild_id, changed) if changed else []
    wanted = await requests.wanted(session, guild_id, [one.id for one in near])
    # Each is compared with all of its test: longer than anybody on the event loop should wait.
    found = await asyncio.to_thread(lambda: list(_links(changed, near, wanted)))
    if not gone and not found:
        return set()
    await store.link(session, guild_id, found)
    await _reopen(session, guild_id, gone)
    originals = {one.original for one in (*gone, *found)} | set(result_ids)
    await store.judge(session, guild_id, originals)
    settled = sorted({one.original for one in found if one.agreement != "unclear"})
    untold = await requests.settle(session, guild_id, settled)
    await enqueue(session, JOB, *({"result": result_id, "member": member} for result_id, member in untold))
    others = {side for one in (*gone, *found) for side in (one.original, one.copy)} - set(result_ids)
    return await store.posts_of(session, guild_id, others)


async def follow(session: Session, guild_id: int, changed: Posted, hub: str) -> None:
    """After every change of a result: link it anew, and bring its post and those of others up to date.

    The caller holds the guild's results (`store.hold`).
    """
    await follow_post(session, guild_id, changed.post, [changed.id], hub)


async def follow_post(
    session: Session, guild_id: int, nonce: str, result_ids: Collection[int], hub: str
) -> None:
    """The same for several results of one post."""
    others = await judge_again(session, guild_id, result_ids)
    await rewrite(session, guild_id, nonce, hub)
    await redraw(session, guild_id, others - {nonce}, hub)


async def forget_author(session: Session, guild_id: int, author_id: int) -> set[str]:
    """Before a member's results are deleted: unlink them, and forget what the member wanted and claimed.

    The posts of others that show it.
    """
    mine = set(await store.ids_of_author(session, guild_id, author_id))
    gone = await store.unlink(session, guild_id, mine)
    await _reopen(session, guild_id, gone)
    others = {side for one in gone for side in (one.original, one.copy)} - mine
    await store.judge(session, guild_id, others)
    wanted = await requests.erase(session, guild_id, author_id)
    return await store.posts_of(session, guild_id, (others | wanted) - mine)


async def _reopen(session: Session, guild_id: int, gone: Sequence[Link]) -> None:
    told = {one.original for one in gone if one.agreement != "unclear"}
    if told:
        await requests.reopen(session, guild_id, told)


def _links(changed: Sequence[Posted], near: Sequence[Posted], wanted: Collection[int]) -> Iterator[Link]:
    """What measured what again: the pairs that are most alike, those that are wanted first."""
    by_test: dict[tuple[str | None, ...], list[Posted]] = defaultdict(list)
    for one in near:
        by_test[test_of(one.result)].append(one)
    seen: set[tuple[int, int]] = set()
    for one in changed:
        others = by_test[test_of(one.result)]
        older = [(one, other) for other in others if other.id < one.id]
        newer = [(other, one) for other in others if other.id > one.id]
        for side in (older, newer):
            for copy, original in _most_alike(side, wanted):
                if (copy.id, original.id) not in seen:
                    seen.add((copy.id, original.id))
                    yield Link(original.id, copy.id, agreement(copy.result, original.result))


def _most_alike(
    pairs: Sequence[tuple[Posted, Posted]], wanted: Collection[int]
) -> list[tuple[Posted, Posted]]:
    fitting = [pair for pair in pairs if measures_again(*pair)]

    def order(pair: tuple[Posted, Posted]) -> tuple[bool, int, int, int]:
        copy, original = pair
        unlike = len(differences(copy.result, original.result))
        return original.id not in wanted, unlike, original.id, copy.id

    return sorted(fitting, key=order)[:MOST_LINKS]

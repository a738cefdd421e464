"""Ways out: a member's own results, and a server's public ones."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.message import Message
from bot.results import export_cards, export_store, history
from bot.results.beside import Beside, Kept
from bot.results.export_cards import Share
from bot.results.export_store import Wanted
from bot.results.exporter import Exporter
from bot.results.exports.order import Order, line_of
from bot.texts import Language, later

# Of one file: what is read from the database, and what Discord takes from a bot
# (https://discord.com/developers/docs/reference#uploading-files).
MOST_RESULTS = 20_000
LARGEST_BYTES = 10 * 1024 * 1024


class ExportService:
    """Writes files of results, in as many parts as they need; only those of the guild that asks.

    Raises PersonErrors. A part has at most so many results and bytes; `notebooks` is the feature that keeps
    them.
    """

    def __init__(
        self,
        database: Database,
        exporter: Exporter,
        now: Callable[[], datetime],
        notebooks: Beside | None = None,
        *,
        most_results: int = MOST_RESULTS,
        largest_bytes: int = LARGEST_BYTES,
    ) -> None:
        self._database = database
        self._exporter = exporter
        self._now = now
        self._notebooks = notebooks
        self._most_results = most_results
        self._largest_bytes = largest_bytes

    async def part(
        self, wanted: Wanted, language: Language, *, before: int | None = None, number: int = 1
    ) -> Message:
        """The newest of what is wanted, or of what is older than the result `before`, as one file."""
        most = self._most_results
        while True:
            order, pages, share = await self._read(wanted, before, number, most)
            content = await self._exporter.write(order, pages)
            if len(content) <= self._largest_bytes:
                return export_cards.exported(wanted, content, share, language)
            most = max(1, share.count // 2)

    async def _read(
        self, wanted: Wanted, before: int | None, number: int, most: int
    ) -> tuple[Order, list[bytes], Share]:
        async with self._database.transaction() as session:
            ids, pages = await _pages(session, wanted, before, most)
            if not ids:
                return await self._beside(session, wanted), [], Share(0, 0, number, left=0, unfit=0)
            left = await export_store.count(session, wanted, ids[0])
            everything = await export_store.count(session, replace(wanted, form="csv"))
            # Told once, with the first part.
            unfit = everything - left - len(ids) if before is None else 0
            order = Order(wanted.form, (), self._now(), number=number)
            if wanted.form == "everything":
                order = await with_all_that_is_kept(session, wanted, order, ids, self._notebooks)
        return order, pages, Share(len(ids), ids[0], number, left, unfit)

    async def _beside(self, session: Session, wanted: Wanted) -> Order:
        """What is kept of a member who has no results. Raises BadRequest where that is nothing too."""
        kept = Kept()
        if wanted.form == "everything" and wanted.author_id is not None:
            kept = await _beside(session, wanted.guild_id, wanted.author_id, self._notebooks)
        if not kept.records:
            raise await _nothing(session, wanted)
        return Order(wanted.form, (), self._now(), records=kept.records, packed=kept.packed)


async def _beside(session: Session, guild_id: int, author_id: int, notebooks: Beside | None) -> Kept:
    """What is kept of a member beside their results."""
    records = await export_store.beside_results(session, guild_id, author_id)
    kept = Kept() if notebooks is None else await notebooks.export(session, guild_id, author_id)
    return Kept({**records, **kept.records}, kept.packed)


async def _pages(
    session: Session, wanted: Wanted, before: int | None, most: int
) -> tuple[list[int], list[bytes]]:
    """The ids of the newest results, and these in pages, both in the order in which they were posted.

    Never all of them at once: looking for garbage among so many objects would hold the event loop.
    """
    ids: list[int] = []
    pages: list[bytes] = []
    async for page in export_store.older(session, wanted, before, most):
        ids += [one.id for one in page]
        pages.append(await asyncio.to_thread(line_of, page[::-1]))
    return ids[::-1], pages[::-1]


async def with_all_that_is_kept(
    session: Session, wanted: Wanted, order: Order, ids: Sequence[int], notebooks: Beside | None = None
) -> Order:
    """The order with the history of these results, their files, and in the first part what is beside them."""
    assert wanted.author_id is not None
    changes = await history.of(session, wanted.guild_id, ids)
    records = await export_store.records(session, wanted.guild_id, wanted.author_id, ids[0], ids[-1])
    scores = await export_store.scores(session, wanted.guild_id, ids)
    beside = Kept()
    if order.number == 1:
        beside = await _beside(session, wanted.guild_id, wanted.author_id, notebooks)
    told = tuple(chain.from_iterable(changes.values()))
    records |= beside.records
    return replace(order, changes=told, records=records, packed=beside.packed, scores=scores)


async def _nothing(session: Session, wanted: Wanted) -> BadRequest:
    if await export_store.count(session, replace(wanted, form="csv")):
        return BadRequest(
            later("None of these results can be written in that form. Choose CSV, which takes all of them.")
        )
    if wanted.author_id is None:
        return BadRequest(later("Nobody has posted results here yet. Begin with `/result import`."))
    return BadRequest(later("You have posted no results in this server."))

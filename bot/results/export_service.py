"""Ways out: a member's own results, a server's public ones, and erasing what one posted."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.message import Message
from bot.outbox import edits
from bot.results import export_cards, export_store, history
from bot.results.exporter import Exporter
from bot.results.exports.order import Form, Order
from bot.results.reproduction import linking
from bot.results.reproduction import store as reproduction
from bot.results.rewriting import redraw
from bot.results.summarising import summarise
from bot.texts import Language, later
from bot.texts import language as language_named

MOST_RESULTS = 20_000
# Discord takes 10 MiB from a bot (https://discord.com/developers/docs/reference#uploading-files).
LARGEST_BYTES = 10 * 1024 * 1024


class ExportService:
    """Writes files of results and erases them; only those of the guild that asks. Raises PersonErrors.

    `hub` is the Hub's address.
    """

    def __init__(self, database: Database, exporter: Exporter, hub: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._exporter = exporter
        self._hub = hub
        self._now = now

    async def mine(self, guild_id: int, author_id: int, form: Form, language: Language) -> Message:
        """What a member posted, also what is withdrawn or hidden."""
        async with self._database.transaction() as session:
            posted = await export_store.of_author(session, guild_id, author_id, MOST_RESULTS)
            changes = await history.of(session, guild_id, [one.id for one in posted])
            records = await export_store.records(session, guild_id, author_id)
        if not posted:
            raise nothing_posted()
        told = tuple(chain.from_iterable(changes.values()))
        return await self._message(Order(form, tuple(posted), self._now(), told, records), language)

    async def public(self, guild_id: int, form: Form, language: Language) -> Message:
        """What everyone in the server may see."""
        async with self._database.transaction() as session:
            posted = await export_store.public(session, guild_id, MOST_RESULTS)
        if not posted:
            raise BadRequest(later("Nobody has posted results here yet. Begin with `/result import`."))
        return await self._message(Order(form, tuple(posted), self._now()), language)

    async def ask_to_erase(self, guild_id: int, author_id: int, language: Language) -> Message:
        """What erasing would delete; nothing is deleted yet."""
        async with self._database.transaction() as session:
            posted = await export_store.of_author(session, guild_id, author_id, MOST_RESULTS)
        if not posted:
            raise nothing_posted()
        return export_cards.really_erase(len(posted), language)

    async def erase(self, guild_id: int, author_id: int, language: Language) -> Message:
        """Delete what a member posted in a guild; their posts say so."""
        async with self._database.transaction() as session:
            await reproduction.hold(session, guild_id)
            spoken = language_named((await guilds.settings(session, guild_id)).spoken)
            wanted: dict[int, Message] = {}
            for nonce in sorted(await export_store.posts(session, guild_id, author_id)):
                delivery_id = await history.hold_post(session, guild_id, nonce)
                if delivery_id is not None:
                    wanted[delivery_id] = export_cards.erased_post(nonce, spoken)
            models = await export_store.models(session, guild_id, author_id)
            others = await linking.forget_author(session, guild_id, author_id)
            count = await export_store.erase(session, guild_id, author_id)
            await summarise(session, guild_id, models)
            await edits.change(session, wanted, urgent=True)
            await redraw(session, guild_id, others, self._hub)
        if not count:
            raise nothing_posted()
        return export_cards.erased(count, language)

    async def _message(self, order: Order, language: Language) -> Message:
        content = await self._exporter.write(order)
        if not content:
            raise BadRequest(
                later(
                    "None of these results can be written in that form. Choose CSV, which takes all of them."
                )
            )
        if len(content) > LARGEST_BYTES:
            raise BadRequest(
                later(
                    "The file is too large for Discord. Ask those who run me to write it with "
                    "`essai results export`."
                )
            )
        return export_cards.exported(order.form, content, len(order.results), language)


def nothing_posted() -> BadRequest:
    """What is told to somebody who has no results here."""
    return BadRequest(later("You have posted no results in this server."))

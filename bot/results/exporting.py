"""Exports for the command line: of any size, straight from the database."""

from datetime import UTC, datetime
from itertools import chain
from typing import get_args

from bot.db.opening import opened
from bot.errors import OperatorError
from bot.results import export_store, history
from bot.results.exporter import Exporter
from bot.results.exports.order import Form, Order
from bot.settings import Settings

MOST_RESULTS = 1_000_000
SECONDS = 600.0
# Results whose history is looked up with one query.
BATCH = 5_000


def form_of(written: str, member: int | None) -> Form:
    """The form that was typed. Raises OperatorError."""
    forms: tuple[Form, ...] = get_args(Form)
    for form in forms:
        if form == written and (form != "everything" or member is not None):
            return form
    raise OperatorError(f"--form is one of {', '.join(forms)}; everything is of one --member only.")


async def export(settings: Settings, guild_id: int, member: int | None, form: Form) -> tuple[bytes, int]:
    """The file, and how many results there were. Raises OperatorError when there are none."""
    url = settings.database_url.get_secret_value() if settings.database_url else None
    async with (
        opened(url, settings.data_dir) as database,
        Exporter(seconds=SECONDS) as exporter,
        database.transaction() as session,
    ):
        if member is None:
            posted = await export_store.public(session, guild_id, MOST_RESULTS)
            order = Order(form, tuple(posted), datetime.now(UTC))
        else:
            posted = await export_store.of_author(session, guild_id, member, MOST_RESULTS)
            ids = [one.id for one in posted]
            changes = [
                change
                for start in range(0, len(ids), BATCH)
                for change in chain.from_iterable(
                    (await history.of(session, guild_id, ids[start : start + BATCH])).values()
                )
            ]
            records = await export_store.records(session, guild_id, member)
            order = Order(form, tuple(posted), datetime.now(UTC), tuple(changes), records)
        content = await exporter.write(order) if posted else b""
    if not content:
        raise OperatorError("There is nothing to write: no such results are kept, or none fits that form.")
    return content, len(posted)

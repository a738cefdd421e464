"""Exports for the command line: of any size, straight from the database, a part at a time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from bot.aside.helper import Helper, NoAnswer
from bot.db.engine import Database
from bot.db.opening import opened
from bot.errors import OperatorError, TryLater
from bot.results import export_store
from bot.results.beside import Beside
from bot.results.export_service import with_all_that_is_kept
from bot.results.export_store import Wanted
from bot.results.exporter import Exporter
from bot.results.exports.joining import JOININGS, Joining
from bot.results.exports.order import Form, Order
from bot.settings import Settings

SECONDS = 600.0
# Results that are in memory at once; with their files, of which each may be half a megabyte, fewer.
PART = 20_000
PART_WITH_FILES = 500


def form_of(written: str, member: int | None) -> Form:
    """The form that was typed. Raises OperatorError."""
    forms: tuple[Form, ...] = get_args(Form)
    for form in forms:
        if form == written and (form != "everything" or member is not None):
            return form
    raise OperatorError(f"--form is one of {', '.join(forms)}; everything is of one --member only.")


async def export(
    settings: Settings, wanted: Wanted, out: Path, notebooks: Beside | None = None
) -> tuple[int, int]:
    """Write the file; how many results it holds, and for how many the form has no place.

    A file that was there is replaced when all is written. Raises OperatorError when there is nothing.
    """
    url = settings.database_url.get_secret_value() if settings.database_url else None
    async with opened(url, settings.data_dir) as database, Exporter(seconds=SECONDS) as exporter:
        with TemporaryDirectory(dir=out.parent) as folder:
            files, count = await _write(parts(database, wanted, notebooks), exporter, Path(folder))
            if not files:
                raise OperatorError(
                    "There is nothing to write: no such results are kept, or none fits that form."
                )
            await _join(Joining(wanted.form, tuple(files), Path(folder) / "joined"))
            (Path(folder) / "joined").replace(out)
        async with database.transaction() as session:
            everything = await export_store.count(session, replace(wanted, form="csv"))
    return count, everything - count


async def _write(orders: AsyncIterator[Order], exporter: Exporter, folder: Path) -> tuple[list[Path], int]:
    """A file for each order, and how many results they hold."""
    files, count = [], 0
    async for order in orders:
        files.append(folder / str(order.number))
        try:
            files[-1].write_bytes(await exporter.write(order))
        except TryLater as error:
            raise OperatorError("The file could not be written; the reason stands above.") from error
        count += len(order.results)
    return files, count


async def _join(joining: Joining) -> None:
    helper = Helper("bot.results.exports.joining", seconds=SECONDS, idle_seconds=SECONDS)
    try:
        await helper.ask(JOININGS.dump_json(joining))
    except NoAnswer as error:
        raise OperatorError(f"The file could not be written ({error}).") from error
    finally:
        await helper.close()


async def parts(database: Database, wanted: Wanted, notebooks: Beside | None = None) -> AsyncIterator[Order]:
    """All that is wanted, in the order in which it was posted."""
    after, number = 0, 1
    most = PART_WITH_FILES if wanted.form == "everything" else PART
    while True:
        async with database.transaction() as session:
            posted = await export_store.following(session, wanted, after, most)
            if not posted:
                return
            order = Order(wanted.form, tuple(posted), datetime.now(UTC), number=number)
            if wanted.form == "everything":
                order = await with_all_that_is_kept(
                    session, wanted, order, [one.id for one in posted], notebooks
                )
        yield order
        after, number = posted[-1].id, number + 1

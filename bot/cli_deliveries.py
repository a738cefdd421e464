"""`essai deliveries`: messages that could not be posted, and another try for them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli_tables import show
from bot.db import embedded
from bot.db.engine import Database, address
from bot.db.migrate import ensure_current
from bot.errors import OperatorError
from bot.outbox import service
from bot.outbox.model import Failed
from bot.settings import Settings, load

deliveries = typer.Typer(name="deliveries", help="Messages that could not be posted.", no_args_is_help=True)
WHY = {
    "channel_missing": "the channel is gone",
    "channel_forbidden": "Essai may not write there",
    "message_missing": "the message was deleted",
    "tag_required": "the forum asks for a tag",
    "refused": "Discord refused the message",
    "too_late": "it was a day old",
    "guild_left": "Essai had been removed from the server",
}


@deliveries.command(name="list")
def every() -> None:
    """Show the newest deliveries that have failed, and why."""
    from rich.table import Table

    table = Table("id", "server", "channel", "put into the outbox", "why it failed", box=None)
    for one in asyncio.run(_failed(load())):
        when = f"{one.created_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        table.add_row(str(one.id), str(one.guild_id), str(one.channel_id), when, WHY[one.failure])
    if table.row_count:
        show(table)
    else:
        typer.echo("No delivery has failed.")


@deliveries.command()
def retry(
    ids: Annotated[list[int] | None, typer.Argument(help="As `essai deliveries list` shows them.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that have failed.")] = False,
) -> None:
    """Try failed deliveries again, as if they were new."""
    if bool(ids) == everything:
        raise OperatorError("Name the deliveries to try again, or say --all.")
    count = asyncio.run(_retry(load(), ids))
    typer.echo(f"{count} will be tried again.")


async def _failed(settings: Settings) -> list[Failed]:
    async with _database(settings) as database:
        return await service.failed(database)


async def _retry(settings: Settings, ids: list[int] | None) -> int:
    async with _database(settings) as database:
        return await service.retry(database, ids, datetime.now(UTC))


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    """The database of the bot, which may run meanwhile."""
    server = None
    if settings.database_url is not None:
        url = address(settings.database_url.get_secret_value())
    else:
        server, url = await embedded.start(settings.data_dir / "postgres")
    database = Database(url)
    try:
        await database.check()
        await ensure_current(database)
        yield database
    finally:
        await database.close()
        if server is not None:
            await embedded.stop(server)

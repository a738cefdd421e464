"""The public results of a server as the files of a dataset, for the command line."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.db.engine import Database
from bot.errors import OperatorError, TryLater
from bot.guilds import store as guilds
from bot.results import export_store
from bot.results.dataset_card import Contents, card
from bot.results.export_store import Wanted
from bot.results.exporter import Exporter
from bot.results.exporting import SECONDS, parts


@dataclass(frozen=True)
class Dataset:
    """What a folder holds: `README.md`, and `data/results-00001.parquet` and so on."""

    contents: Contents
    title: str
    readme: str


async def channels(database: Database, guild_id: int) -> dict[int, int]:
    """How many public results were posted in each channel; raises OperatorError where there are none."""
    async with database.transaction() as session:
        found = await export_store.channels(session, guild_id)
    if not found:
        raise OperatorError(f"No public results of the server {guild_id} are kept here.")
    return found


async def unlisted(database: Database, guild_id: int) -> int:
    """How many results stand in channels that not everybody may read."""
    async with database.transaction() as session:
        return await export_store.unlisted(session, guild_id)


async def gather(
    database: Database,
    guild_id: int,
    readable: Collection[int],
    folder: Path,
    *,
    title: str | None,
    licence: str | None,
) -> Dataset:
    """Write the files: the results of these channels, with numbers in place of members.

    Raises OperatorError.
    """
    wanted = Wanted(guild_id, None, "parquet", frozenset(readable))
    contents = Contents()
    (folder / "data").mkdir()
    async with Exporter(seconds=SECONDS) as exporter:
        async for order in parts(database, wanted):
            contents.add(order.results)
            numbered = tuple(replace(one, author_id=contents.members[one.author_id]) for one in order.results)
            try:
                content = await exporter.write(replace(order, results=numbered, leaves_server=True))
            except TryLater as error:
                raise OperatorError("A file could not be written; the reason stands above.") from error
            (folder / "data" / f"results-{order.number:05}.parquet").write_bytes(content)
    if not contents.results:
        raise OperatorError("None of the public results stands in a channel that all of the server can read.")
    named = title or f"Benchmark results of {await _name(database, guild_id)}"
    readme = card(contents, named, licence, datetime.now(UTC))
    (folder / "README.md").write_text(readme, encoding="utf-8")
    return Dataset(contents, named, readme)


async def _name(database: Database, guild_id: int) -> str:
    async with database.transaction() as session:
        return await guilds.name(session, guild_id)

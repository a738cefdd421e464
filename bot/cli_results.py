"""`essai results`: read files of results, without a database."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

UNREADABLE = 2

results = typer.Typer(name="results", help="Benchmark results in files.", no_args_is_help=True)


@results.callback()
def _group() -> None:
    """Benchmark results in files."""


@results.command()
def read(
    files: Annotated[
        list[Path], typer.Argument(help="Result files of any harness, or zip archives of them.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON for each file.")] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(help="What a column of a table means, such as value=Score. May be given several times."),
    ] = None,
) -> None:
    """Show what files of results hold, and what would be taken out before it is public.

    Exit code 2 when a file could not be read.
    """
    from bot import log
    from bot.results import from_disk, showing

    log.configure("ERROR", "console")
    readings = asyncio.run(from_disk.read_all(files, from_disk.columns_of(column or [])))
    for reading in readings:
        shown = (
            json.dumps(showing.as_json(reading), ensure_ascii=False) if as_json else showing.as_text(reading)
        )
        typer.echo(shown)
    if any(reading.error is not None for reading in readings):
        raise typer.Exit(UNREADABLE)

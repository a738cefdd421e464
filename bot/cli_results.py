"""`essai results`: read files of results, without a database, and send them to a server's Essai."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_publish import publish
from bot.errors import OperatorError

UNREADABLE = 2
Columns = Annotated[
    list[str] | None,
    typer.Option(help="What a column of a table means, such as value=Score. May be given several times."),
]

results = typer.Typer(name="results", help="Benchmark results in files.", no_args_is_help=True)
results.command()(publish)


@results.callback()
def _group() -> None:
    """Benchmark results in files."""


@results.command()
def read(
    files: Annotated[
        list[Path], typer.Argument(help="Result files of any harness, or zip archives of them.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON for each file.")] = False,
    column: Columns = None,
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


@results.command(name="import")
def send(
    files: Annotated[
        list[Path], typer.Argument(help="Result files of any harness, or zip archives of them.", exists=True)
    ],
    url: Annotated[
        str | None, typer.Option(help="Address of your server's Essai; else ESSAI_RESULTS_URL.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="The model, where the files do not name one on the Hub.")
    ] = None,
    revision: Annotated[str | None, typer.Option(help="Its commit on the Hub.")] = None,
    column: Columns = None,
    yes: Annotated[bool, typer.Option("--yes", help="Post without asking.")] = False,
) -> None:
    """Post what files of results hold, in the channel where you made your token in Discord.

    It is shown first what they hold and what is taken out. The token is read from ESSAI_RESULTS_TOKEN. Exit
    code 2 when a file could not be read; then nothing is sent.
    """
    from bot import log
    from bot.results import from_disk, sending, showing
    from bot.settings import load

    log.configure("ERROR", "console")
    address = sending.address_of(load(), url)
    readings = asyncio.run(from_disk.read_all(files, from_disk.columns_of(column or [])))
    for reading in readings:
        typer.echo(showing.as_text(reading))
    if any(reading.error is not None for reading in readings):
        raise typer.Exit(UNREADABLE)
    if not yes:
        typer.confirm(f"Post this through {address.url}?", abort=True)
    sent = [*dict.fromkeys(files), *from_disk.beside(files)]
    told = asyncio.run(sending.send(address, sent, _given(model, revision), column or []))
    typer.echo(f"{told['added']} posted, {told['already_public']} were public already.")
    if told["scored"]:
        typer.echo(f"Scores of samples are kept for {told['scored']}.")


def _given(model: str | None, revision: str | None) -> dict[str, str]:
    return {name: value for name, value in (("model", model), ("revision", revision)) if value}


@results.command()
def export(
    guild: Annotated[int, typer.Option(help="The server's id in Discord.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    form: Annotated[
        str, typer.Option(help="csv, parquet, every_eval_ever, eval_results; with --member also everything.")
    ] = "csv",
    member: Annotated[
        int | None, typer.Option(help="All that this member posted, in place of what is public.")
    ] = None,
) -> None:
    """Write the results of a server, or of a member, into a file; on the machine of the database."""
    from bot import log
    from bot.notebooks.beside import NotebooksBeside
    from bot.results import exporting
    from bot.results.dataset_card import counted
    from bot.results.export_store import Wanted
    from bot.settings import load

    log.configure("ERROR", "console")
    wanted = Wanted(guild, member, exporting.form_of(form, member))
    if out.is_dir():
        raise OperatorError(f"{out} is a folder. Name a file in it with --out.")
    if not out.parent.is_dir():
        raise OperatorError(
            f"There is no folder {out.parent}. Make it first, or name another one with --out."
        )
    settings = load()
    count, unfit = asyncio.run(
        exporting.export(settings, wanted, out, NotebooksBeside(settings.hub_endpoint))
    )
    told = f"{counted(count, 'result')} written to {out}"
    typer.echo(told + (f"; {counted(unfit, 'result')} without a place in that form" if unfit else ""))

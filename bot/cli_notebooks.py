"""`essai notebooks`: look at notebooks on this machine, without a database."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from bot.notebooks.comparison.model import Compared
    from bot.notebooks.reader import NotebookReader, Opened

Answer = TypeVar("Answer")
UNREADABLE = 2
FOUND = 3

notebooks = typer.Typer(name="notebooks", help="Jupyter notebooks in files.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="A Jupyter notebook.", exists=True, dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


@notebooks.callback()
def _group() -> None:
    """Jupyter notebooks in files."""


@notebooks.command()
def read(file: File, as_json: AsJson = False) -> None:
    """Show what a notebook does: models, datasets, libraries, parameters, metrics.

    Exit code 2 when it could not be read.
    """
    from bot.notebooks import showing

    looked = _open(file).looked
    typer.echo(
        json.dumps(showing.as_json(looked), ensure_ascii=False) if as_json else showing.as_text(looked)
    )


@notebooks.command()
def scan(
    file: File,
    as_json: AsJson = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write the notebook without what was found.")
    ] = None,
) -> None:
    """Show what should not become public in a notebook: tokens, home folders, hosts, e-mails, files inside.

    Exit code 0 when there is nothing, 2 when it could not be read or written, 3 when something was found.
    """
    from bot.notebooks import showing

    opened = _open(file)
    findings, pictures, files = opened.looked.findings, opened.looked.cleaned_pictures, opened.looked.files
    if out is not None:
        _write(out, opened.content)
    if as_json:
        typer.echo(json.dumps(showing.scan_as_json(opened.looked), ensure_ascii=False))
    else:
        typer.echo(showing.scan_as_text(opened.looked))
    if findings or pictures or files:
        raise typer.Exit(FOUND)


@notebooks.command()
def page(
    file: File,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the page.")],
    language: Annotated[
        Literal["en", "fr"], typer.Option("--language", help="The language of the words around it.")
    ] = "en",
) -> None:
    """Write a notebook as one page of HTML that runs nothing and loads nothing; nothing is taken out of it.

    Exit code 2 when it could not be read, or the page not be written.
    """
    from bot.notebooks.limits import LARGEST_PAGE

    written = _asked(
        file, lambda reader, content: reader.page(file.name, None, content, language, LARGEST_PAGE)
    )
    _write(out, written)


@notebooks.command()
def compare(
    before: Annotated[Path, typer.Argument(help="The older notebook.", exists=True, dir_okay=False)],
    after: Annotated[Path, typer.Argument(help="The newer one.", exists=True, dir_okay=False)],
    as_json: AsJson = False,
    as_html: Annotated[bool, typer.Option("--html", help="As a page of HTML.")] = False,
    png: Annotated[Path | None, typer.Option("--png", help="Also write a picture of it here.")] = None,
    details: Annotated[bool, typer.Option("--details", help="Also outputs and metadata.")] = False,
) -> None:
    """Show what differs between two notebooks: what they use, set and find, and their cells.

    Exit code 2 when one of them could not be read, or the picture not be written.
    """
    from bot.charts.model import Look
    from bot.notebooks.comparison import showing
    from bot.notebooks.comparison.drawing import drawn
    from bot.notebooks.reader import Given

    async def ask(reader: "NotebookReader", content: bytes) -> "tuple[Compared, bytes, bool]":
        sides = [Given(before.name, content), Given(after.name, _bytes(after))]
        found = await reader.compare(sides, details=details, language="en" if as_html else None)
        picture = None if png is None else await drawn(reader, found[0], Look())
        if png is not None and picture is not None:
            _write(png, picture.content)
        return *found, picture is not None

    compared, page, is_drawn = _asked(before, ask, is_named=True)
    if as_html:
        typer.echo(page)
    else:
        typer.echo(showing.as_json(compared) if as_json else showing.as_text(compared))
    if png is not None and not is_drawn:
        typer.echo(f"{png}: the picture could not be drawn.", err=True)
        raise typer.Exit(UNREADABLE)


def _open(file: Path) -> "Opened":
    """The notebook, opened; one that cannot be read ends the program with its sentence."""
    return _asked(file, lambda reader, content: reader.open(file.name, content))


def _asked(
    file: Path, ask: "Callable[[NotebookReader, bytes], Awaitable[Answer]]", *, is_named: bool = False
) -> "Answer":
    """The answer; one that cannot be read ends the program with its sentence, which may name it itself."""
    from bot import log
    from bot.notebooks.errors import UnreadableNotebook
    from bot.notebooks.reader import NotebookReader
    from bot.texts import language

    async def asked() -> "Answer":
        async with NotebookReader() as reader:
            return await ask(reader, _bytes(file))

    log.configure("ERROR", "console")
    try:
        return asyncio.run(asked())
    except UnreadableNotebook as error:
        told = language("en").tell(error.sentence)
        typer.echo(told if is_named else f"{file}: {told}", err=True)
        raise typer.Exit(UNREADABLE) from error


def _write(out: Path, content: bytes) -> None:
    """Write a file; where that is not possible, the program ends with a sentence."""
    try:
        out.write_bytes(content)
    except OSError as error:
        typer.echo(f"{out}: this could not be written ({error.strerror}). Choose another place.", err=True)
        raise typer.Exit(UNREADABLE) from error


def _bytes(file: Path) -> bytes:
    """The content of a file, as much as is looked at."""
    from bot.notebooks import limits

    with file.open("rb") as source:
        return source.read(limits.LARGEST_BYTES + 1)

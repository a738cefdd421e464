"""`essai answers`: how well this version finds, refuses and reads."""

import asyncio
import json
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_tables import show
from bot.errors import OperatorError
from bot.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answers.evaluation.running import Evaluation

answers = typer.Typer(name="answers", help="Answers from what a community knows.", no_args_is_help=True)


@answers.callback()
def _group() -> None:
    """Answers from what a community knows."""


@answers.command(name="eval")
def evaluation(
    quick: Annotated[bool, typer.Option("--quick", help="A part of the questions, to a part of it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Only the line of JSON.")] = False,
    embeddings: Annotated[
        bool, typer.Option("--embeddings", help="With the chosen embedding model.")
    ] = False,
) -> None:
    """Ask an invented community of two thousand things more than three hundred questions.

    It lives in a database of its own, which is removed afterwards; nothing of a server's is read. The last
    line is JSON; the exit code is 1 where a goal is missed.
    """
    with _progress(shown=not as_json) as told:
        found = asyncio.run(_evaluated(quick=quick, embeddings=embeddings, told=told))
    if not as_json:
        _print(found)
    typer.echo(json.dumps(_json(found), ensure_ascii=False))
    if not found.ok:
        raise typer.Exit(1)


async def _evaluated(*, quick: bool, embeddings: bool, told: Callable[[str, float], None]) -> "Evaluation":
    from bot.answers.evaluation.running import evaluate
    from bot.db.spare import spare
    from bot.embeddings.opening import chosen

    settings = load()
    encoder = chosen(settings) if embeddings else None
    if embeddings and encoder is None:
        raise OperatorError("No embedding model is chosen; `essai model list` shows which there are.")
    url = settings.database_url.get_secret_value() if settings.database_url else None
    async with spare(url, settings.data_dir) as database:
        return await evaluate(database, quick=quick, told=told, encoder=encoder)


@contextmanager
def _progress(*, shown: bool) -> "Iterator[Callable[[str, float], None]]":
    """What is done at the moment, as a bar where somebody looks on."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not (shown and console.is_terminal)) as progress:
        task = progress.add_task("making a database", total=1)
        yield lambda doing, done: progress.update(task, description=doing, completed=done)


def _print(found: "Evaluation") -> None:
    from rich.table import Table

    table = Table(box=None)
    for heading in ("what", "tried", "tuned half", "held-out half", "both", "goal"):
        table.add_column(heading, justify="left" if heading == "what" else "right", no_wrap=True)
    for one in found.scores:
        halves = ("" if half is None else f"{half:.3f}" for half in (one.tuned, one.held_out))
        goal = "" if one.goal is None else f"{one.goal:.2f}{'' if one.is_reached else ' missed'}"
        table.add_row(one.name, str(one.tried), *halves, f"{one.both:.3f}", goal)
    show(table)
    typer.echo(f"\nThe invented community knows {found.things} things.")


def _json(found: "Evaluation") -> dict[str, object]:
    scores = {
        one.name: {
            "tried": one.tried,
            "tuned": _rounded(one.tuned),
            "held_out": _rounded(one.held_out),
            "both": _rounded(one.both),
            "goal": one.goal,
        }
        for one in found.scores
    }
    return {"ok": found.ok, "things": found.things, "scores": scores}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

"""`essai model`: the local language model, fetched, chosen and measured."""

import asyncio
import json
import os
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import cli_embeddings as embeddings
from bot.cli_tables import show
from bot.embeddings.files import MODEL, TOKENIZER
from bot.embeddings.opening import chosen
from bot.errors import OperatorError
from bot.llm.catalogue import embedding_offers, fitting, offer_of, offers
from bot.llm.opening import plan_of
from bot.llm.process import Plan
from bot.llm.route import PATH
from bot.llm.shelf import Kept, Shelf, size_of
from bot.settings import Settings, hub_token_of, load
from bot.texts import Language

if TYPE_CHECKING:
    from bot.llm.measuring import Measured

model = typer.Typer(name="model", help="The local language model.", no_args_is_help=True)
Named = Annotated[str, typer.Argument(help="A name of `essai model list`.")]
# https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
_GGUF = b"GGUF"
_size = Language("en").size


@model.callback()
def _group() -> None:
    """The local language model."""


@model.command(name="list")
def every() -> None:
    """Show the models that can be fetched, what they need, and which are here."""
    from rich.table import Table

    settings = load()
    shelf = Shelf(settings.data_dir).read()
    table = Table(box=None)
    for heading in ("name", "size", "memory", "licence", "languages", "state", "what it is"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "name")
    known = offers(settings.model_catalogue)
    for one in known.values():
        kept = shelf.models.get(one.name)
        size = _size(kept.size) if kept else f"about {_size(one.size)}"
        state = _state_of(one.name, one.name in shelf.models, shelf.used)
        memory, languages = f"{one.memory:g} GB", ", ".join(one.languages)
        table.add_row(one.name, size, memory, one.licence, languages, state, one.about)
    for name, kept in shelf.models.items():
        if name not in known:
            state = _state_of(name, True, shelf.used)  # noqa: FBT003 - it is here
            table.add_row(name, _size(kept.size), "", kept.licence, "", state, kept.repo)
    for row in embeddings.rows(settings):
        table.add_row(*row)
    show(table)
    if not shelf.models:
        typer.echo("\nNone is here yet: `essai model pull` fetches one that fits this machine.")


def _state_of(name: str, is_here: bool, used: str | None) -> str:
    return "used" if name == used else "here" if is_here else ""


@model.command()
def pull(
    name: Annotated[
        str | None, typer.Argument(help="A name of `essai model list`, or account/name[:Q4_K_M] on the Hub.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Fetch it without asking.")] = False,
) -> None:
    """Fetch a model from the Hub, check it, and try whether it can be loaded.

    Without a name it is one that fits this machine. What was stopped goes on where it was.
    """
    from bot.hub.weights import Asked, fetch, look

    settings = load()
    own = settings.model_catalogue
    if name is not None and (encoder := embedding_offers(own).get(name)) is not None:
        embeddings.pull(settings, encoder, yes=yes)
        return
    known = offers(settings.model_catalogue)
    offer = offer_of(name, settings.model_catalogue) if name else fitting(known, _memory())
    token = hub_token_of(settings)
    asked = Asked(
        offer.repo, [f"*{one}.gguf" for one in offer.quant], offer.revision, offer.file, offer.sha256
    )
    found = look(settings.hub_endpoint, token, asked)
    licence = found.licence or offer.licence
    typer.echo(f"{offer.name}: {found.file} of {found.repo}, {_size(found.size)}")
    typer.echo(f"licence: {licence or 'none is stated; read its page on the Hub'}")
    if not yes:
        typer.confirm("Fetch it?", abort=True)
    shelf = Shelf(settings.data_dir)
    path = fetch(settings.hub_endpoint, token, found, shelf.files)
    measured = _tried(Plan(offer.name, path, settings.model_context, 1, settings.model_threads))
    kept = Kept(path, found.repo, found.revision, found.file, found.sha256, found.size, licence)
    before = shelf.put(offer.name, kept)
    typer.echo(f"SHA-256 as the Hub states it: {found.sha256}")
    if before is not None:
        typer.echo(f"The file that it had before is deleted: {_size(size_of(before))} are free again.")
        before.unlink(missing_ok=True)
    typer.echo(f"Loaded in {measured.load_seconds:.1f} s, {_size(measured.memory)} of memory.")
    if shelf.read().used == offer.name:
        typer.echo("It is used from now on; a bot that runs here takes it within seconds.")
    else:
        typer.echo(f"Another one is used; `essai model use {offer.name}` changes that.")


@model.command()
def use(
    name: Annotated[
        str,
        typer.Argument(help="A name of `essai model list`, a GGUF file, a folder with ONNX, or `none`."),
    ],
    of_embeddings: Annotated[bool, typer.Option("--embeddings", help="It is an embedding model.")] = False,
) -> None:
    """Choose the model that the bot uses; one that runs on this machine changes within seconds.

    `none` is for the language model; with --embeddings, for the embedding model.
    """
    settings = load()
    if of_embeddings or embeddings.is_one(settings, name):
        embeddings.use(settings, name)
        return
    shelf = Shelf(settings.data_dir)
    if name == "none":
        shelf.use(None)
    elif name in shelf.read().models:
        shelf.use(name)
    else:
        shelf.use(str(_own_file(settings, name)))
    if settings.model or settings.llm_url:
        which = "ESSAI_LLM_URL" if settings.llm_url else "ESSAI_MODEL"
        typer.echo(f"But {which} is set, and goes before what is chosen here.")
    typer.echo("Answers are extracts from now on." if name == "none" else f"{name} is used from now on.")


def _own_file(settings: Settings, name: str) -> Path:
    """A GGUF file that the operator has, once it was loaded. Raises OperatorError."""
    path = Path(name).expanduser()
    if path.is_dir():
        raise OperatorError(
            f"{name} is a folder without an embedding model, which has {MODEL} and {TOKENIZER}; "
            "a language model is one GGUF file."
        )
    if not path.is_file():
        if path.suffix == ".gguf" or path.is_absolute() or name.startswith("."):
            raise OperatorError(f"There is no file {path}.")
        raise OperatorError(
            f"{name} is neither a GGUF file nor here yet: `essai model pull {name}` fetches it."
        )
    with path.open("rb") as file:
        if file.read(len(_GGUF)) != _GGUF:
            raise OperatorError(f"{name} is no GGUF file, which every language model here has to be.")
    plan = plan_of(settings, str(path.resolve()))
    assert plan is not None
    _tried(plan)
    return plan.path


@model.command()
def remove(name: Named) -> None:
    """Delete the file of a model."""
    settings = load()
    if embeddings.remove(settings, name):
        return
    shelf = Shelf(settings.data_dir)
    kept = shelf.read().models.get(name)
    if kept is None:
        raise OperatorError(f"{name} is not here; `essai model list` shows what is.")
    others = shelf.forget(name)
    if others:
        typer.echo(f"{name} is forgotten; its file stays, since it is the one of {', '.join(others)} too.")
        return
    kept.path.unlink(missing_ok=True)
    typer.echo(f"{name} is deleted: {_size(kept.size)} are free again.")


@model.command()
def bench(
    name: Annotated[str | None, typer.Argument(help="A name, or a GGUF file; else the one in use.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Measure how fast a model loads, reads and writes on this machine."""
    settings = load()
    if name is not None and embeddings.is_one(settings, name):
        embeddings.bench(settings, name, as_json=as_json)
        return
    plan = plan_of(settings, name)
    if plan is None:
        raise OperatorError("No model is here: `essai model pull` fetches one.")
    found = _tried(plan)
    if as_json:
        typer.echo(json.dumps(vars(found) | {"model": plan.name}))
        return
    typer.echo(f"{plan.name}: loaded in {found.load_seconds:.1f} s, {_size(found.memory)} of memory")
    typer.echo(f"reads {found.read_per_second:.0f} and writes {found.written_per_second:.1f} tokens a second")


def _tried(plan: Plan) -> "Measured":
    """What loading and one answer took. Raises OperatorError where they do not work."""
    from bot.llm.errors import NoProse
    from bot.llm.measuring import measure
    from bot.llm.process import Ended
    from bot.llm.restarting import in_words

    if not plan.path.is_file():
        raise OperatorError(f"There is no file {plan.path}; `essai model list` shows what is here.")
    try:
        return asyncio.run(measure(plan))
    except Ended as ended:
        why = in_words(ended.code)
        raise OperatorError(f"{plan.name} ({plan.path}) cannot be loaded: {why}.") from ended
    except NoProse as error:
        raise OperatorError(f"{plan.name} ({plan.path}) does not answer: {error}.") from error


def _memory() -> float:
    """The gigabytes of this machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def model_lines(settings: Settings) -> list[str]:
    """Which model is chosen, and how it fares in the bot that runs on this machine."""
    plan = None if settings.llm_url else plan_of(settings)
    if settings.llm_url:
        lines = [f"model: at {settings.llm_url}"]
    elif plan is None:
        lines = ["model: none, so answers are extracts; `essai model pull` fetches one"]
    else:
        lines = [f"model: {plan.name} ({_size(size_of(plan.path))}, {plan.path})"]
    told = _running(settings)
    if settings.llm_url or plan is not None:
        lines.append(f"model's state: {_state(told, 'writer')}")
    lines.append(embeddings.line(settings))
    if chosen(settings) is not None:
        lines.append(f"embedding model's state: {_state(told, 'embeddings')}")
    return lines


def _running(settings: Settings) -> dict[str, dict[str, str | None]]:
    address = f"http://{settings.web_host}:{settings.web_port}{PATH}"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            told: dict[str, dict[str, str | None]] = json.loads(answer.read())
    except (OSError, ValueError):
        return {}
    return told


def _state(told: dict[str, dict[str, str | None]], which: str) -> str:
    one = told.get(which)
    return ": ".join(filter(None, (one["state"], one["reason"]))) if one else "no bot runs here"

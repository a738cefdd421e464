"""The part of `essai model` that is about embedding models."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.embeddings.errors import NoVectors
from bot.embeddings.files import MODEL, RECIPE, TOKENIZER, is_model
from bot.embeddings.model import RECIPES
from bot.embeddings.opening import Chosen, Here, chosen, here
from bot.errors import OperatorError
from bot.llm.catalogue import EmbeddingOffer, embedding_offers
from bot.llm.shelf import EMBEDDINGS, Kept, Shelf
from bot.settings import Settings, hub_token_of
from bot.texts import Language

if TYPE_CHECKING:
    from bot.embeddings.measuring import Measured

_size = Language("en").size


def rows(settings: Settings) -> Iterator[tuple[str, ...]]:
    """Lines of `essai model list`."""
    shelf = _shelf(settings).read()
    known = embedding_offers(settings.model_catalogue)
    for one in known.values():
        kept = shelf.models.get(one.name)
        size = _size(kept.size) if kept else f"about {_size(one.size)}"
        state = "used" if one.name == shelf.used else "here" if kept else ""
        memory, languages = f"{one.memory:g} GB", ", ".join(one.languages)
        yield one.name, size, memory, one.licence, languages, state, f"for the search: {one.about}"


def is_one(settings: Settings, named: str) -> bool:
    """Whether an embedding model is meant: one that is here, or a folder with one."""
    return named in _shelf(settings).read().models or is_model(Path(named).expanduser())


def pull(settings: Settings, offer: EmbeddingOffer, *, yes: bool) -> None:
    """Fetch a model from the Hub, check it, and try it."""
    from bot.hub.weights import Asked, fetch, fetch_beside, look

    token = hub_token_of(settings)
    asked = Asked(offer.repo, offer.files, offer.revision, sha256=offer.sha256)
    found = look(settings.hub_endpoint, token, asked)
    licence = found.licence or offer.licence
    typer.echo(f"{offer.name}: {found.file} of {found.repo}, {_size(found.size)}")
    typer.echo(f"licence: {licence or 'none is stated; read its page on the Hub'}")
    if not yes:
        typer.confirm("Fetch it?", abort=True)
    shelf = _shelf(settings)
    folder = shelf.folder / offer.name
    folder.mkdir(parents=True, exist_ok=True)
    fetch_beside(settings.hub_endpoint, token, found, TOKENIZER, folder)
    (folder / RECIPE).write_bytes(RECIPES.dump_json(offer.recipe))
    fetch(settings.hub_endpoint, token, found, folder).replace(folder / MODEL)
    measured = _tried(Here(offer.name, folder, settings.model_threads, None))
    kept = Kept(folder, found.repo, found.revision, found.file, found.sha256, found.size, licence)
    shelf.put(offer.name, kept)
    typer.echo(f"SHA-256 as the Hub states it: {found.sha256}")
    typer.echo(_told(offer.name, measured))
    if shelf.read().used == offer.name:
        typer.echo("It is used from now on; a bot that runs here embeds what it knows in the background.")
    else:
        typer.echo(f"Another one is used; `essai model use {offer.name}` changes that.")


def use(settings: Settings, named: str) -> None:
    """Choose a model that is here, a folder, or none."""
    shelf = _shelf(settings)
    if named == "none":
        shelf.use(None)
    elif named in shelf.read().models:
        shelf.use(named)
    elif is_model(Path(named).expanduser()):
        own = here(settings, str(Path(named).expanduser().resolve()))
        assert own is not None
        _tried(own)
        shelf.use(str(own.folder))
    else:
        raise OperatorError(
            f"{named} is neither an embedding model that is here nor a folder with {MODEL} and {TOKENIZER}."
        )
    if settings.embeddings_model or settings.embeddings_url:
        which = "ESSAI_EMBEDDINGS_URL" if settings.embeddings_url else "ESSAI_EMBEDDINGS_MODEL"
        typer.echo(f"But {which} is set, and goes before what is chosen here.")
    typer.echo("The search goes by words alone." if named == "none" else f"{named} is used from now on.")


def remove(settings: Settings, name: str) -> bool:
    """Delete the folder of a pulled model; whether there was one."""
    shelf = _shelf(settings)
    kept = shelf.read().models.get(name)
    if kept is None:
        return False
    shelf.forget(name)
    shutil.rmtree(kept.path, ignore_errors=True)
    typer.echo(f"{name} is deleted: {_size(kept.size)} are free again.")
    return True


def bench(settings: Settings, name: str, *, as_json: bool) -> None:
    """Measure a model."""
    found = here(settings, name)
    assert found is not None
    measured = _tried(found)
    typer.echo(json.dumps(vars(measured) | {"model": name}) if as_json else _told(name, measured))


def line(settings: Settings) -> str:
    """Of `essai status`: which model is chosen."""
    found = chosen(settings)
    if found is None:
        return "search: by words alone; an embedding model of `essai model list` adds what they mean"
    return f"search: by words, and by what they mean with {found.name}"


def _shelf(settings: Settings) -> Shelf:
    return Shelf(settings.data_dir, EMBEDDINGS)


def _told(name: str, measured: "Measured") -> str:
    return (
        f"{name}: loaded in {measured.load_seconds:.1f} s; {measured.passages_per_second:.0f} passages "
        f"of 150 words a second, {measured.question_seconds * 1e3:.0f} ms a question, "
        f"{measured.dimension} numbers a vector"
    )


def _tried(found: Chosen) -> "Measured":
    """What loading and embedding took. Raises OperatorError where they do not work."""
    from bot.embeddings.measuring import measure

    async def run() -> "Measured":
        async with found.made() as embedder:
            return await measure(embedder)

    try:
        return asyncio.run(run())
    except NoVectors as error:
        raise OperatorError(f"{found.name} cannot be used: {error}.") from error

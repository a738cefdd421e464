"""The embedding model that the settings ask for."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.embeddings.embedder import Embedder
from bot.embeddings.files import MODEL
from bot.embeddings.local import Local
from bot.embeddings.model import Recipe
from bot.embeddings.remote import Remote
from bot.errors import OperatorError
from bot.llm.catalogue import recipe_of
from bot.llm.process import stamp
from bot.llm.shelf import EMBEDDINGS, Shelf
from bot.settings import Settings


class Chosen(Protocol):
    """An embedding model that is chosen; another one is not equal to it."""

    @property
    def name(self) -> str:
        """For the operator."""

    def made(self) -> Embedder:
        """What asks it."""


@dataclass(frozen=True)
class Here:
    """A folder of this machine; `stamp` is another one when its model has changed."""

    name: str
    folder: Path
    threads: int
    stamp: tuple[int, int] | None

    def made(self) -> Embedder:
        """What asks it."""
        return Local(self.name, self.folder, self.threads)


@dataclass(frozen=True)
class There:
    """A model of a server with OpenAI's API."""

    url: str
    model: str | None
    recipe: Recipe
    key: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """For the operator."""
        return f"{self.model or 'the first model'} at {self.url}"

    def made(self) -> Embedder:
        """What asks it."""
        return Remote(self.url, self.recipe, key=self.key, model=self.model)


def chosen(settings: Settings) -> Chosen | None:
    """The model in use, None where there is none. Raises OperatorError."""
    if settings.embeddings_url is not None:
        named = settings.embeddings_model
        key = settings.embeddings_key.get_secret_value() if settings.embeddings_key else None
        return There(settings.embeddings_url, named, recipe_of(named, settings.model_catalogue), key)
    return here(settings, settings.embeddings_model)


def here(settings: Settings, named: str | None) -> Here | None:
    """The model of that name or folder, or the one that was chosen. Raises OperatorError."""
    found = Shelf(settings.data_dir, EMBEDDINGS).path_of(named)
    if found is None:
        return None
    name, folder = found
    return Here(name, folder, settings.model_threads, stamp(folder / MODEL))


def chosen_now(settings: Settings) -> Callable[[], Chosen | None]:
    """Says again and again which model is in use. Raises OperatorError at once for a mistake."""
    chosen(settings)

    def find() -> Chosen | None:
        with contextlib.suppress(OperatorError):
            return chosen(settings)
        return None

    return find

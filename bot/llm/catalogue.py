"""The models that can be fetched by name: those that are shipped, and an operator's own."""

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from bot.embeddings.model import Recipe
from bot.errors import OperatorError

# Larger ones write better, but nobody waits half a minute for an answer of a machine with two cores.
LARGEST_DEFAULT: Final = 4.0
_NAME: Final = r"^[a-z0-9][a-z0-9._-]*$"
_REPO: Final = r"^[\w.-]+/[\w.-]+$"
# Eight-bit integers where there are any, those first that are right on every processor.
_ONNX: Final = ("*_int8.onnx", "*_quantized.onnx", "*_quint8_avx2.onnx", "*int8*.onnx", "*model.onnx")
_SHA256: Final = r"^[0-9a-f]{64}$"


@dataclass(frozen=True)
class Offer:
    """A model that can be fetched, as in the file; `size` in bytes, `memory` in gigabytes, both about."""

    name: Annotated[str, Field(pattern=_NAME)]
    repo: Annotated[str, Field(pattern=_REPO)]
    quant: tuple[str, ...] = ("Q4_K_M", "Q8_0")
    size: int = 0
    memory: float = 0
    licence: str = ""
    languages: tuple[str, ...] = ()
    about: str = ""
    revision: str = "main"
    file: str | None = None
    sha256: Annotated[str | None, Field(pattern=_SHA256)] = None


@dataclass(frozen=True)
class EmbeddingOffer:
    """An embedding model that can be fetched; of `files` (patterns) the first that the repository has."""

    name: Annotated[str, Field(pattern=_NAME)]
    repo: Annotated[str, Field(pattern=_REPO)]
    files: tuple[str, ...] = _ONNX
    recipe: Recipe = field(default=Recipe())
    size: int = 0
    memory: float = 0
    licence: str = ""
    languages: tuple[str, ...] = ()
    about: str = ""
    revision: str = "main"
    sha256: Annotated[str | None, Field(pattern=_SHA256)] = None


@dataclass(frozen=True)
class _File:
    models: tuple[Offer, ...] = field(default=())
    embeddings: tuple[EmbeddingOffer, ...] = field(default=())


_FILE: Final = TypeAdapter(_File)


@cache
def _shipped() -> _File:
    return _read(resources.files("bot.llm").joinpath("catalogue.yaml").read_text(encoding="utf-8"))


def shipped() -> Mapping[str, Offer]:
    """The models that come with Essai, by name."""
    return {one.name: one for one in _shipped().models}


def offers(own: Path | None) -> Mapping[str, Offer]:
    """All models by name; an operator's own file wins. Raises OperatorError where it cannot be read."""
    return {one.name: one for file in (_shipped(), _own(own)) for one in file.models}


def embedding_offers(own: Path | None) -> Mapping[str, EmbeddingOffer]:
    """The same for embedding models."""
    return {one.name: one for file in (_shipped(), _own(own)) for one in file.embeddings}


def recipe_of(named: str | None, own: Path | None) -> Recipe:
    """How a model wants its texts that a server has under its name here or on the Hub."""
    known = embedding_offers(own).values()
    return next((one.recipe for one in known if named in (one.name, one.repo)), Recipe())


def _own(own: Path | None) -> _File:
    if own is None:
        return _File()
    try:
        return _read(own.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OperatorError(
            f"The catalogue {own} of ESSAI_MODEL_CATALOGUE cannot be read: {error}"
        ) from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise OperatorError(f"The catalogue {own} of ESSAI_MODEL_CATALOGUE has mistakes: {wrong}") from error


def offer_of(named: str, own: Path | None) -> Offer:
    """The model of that name, or any repository: account/name, account/name:Q5_K_M. Raises OperatorError."""
    found = offers(own).get(named)
    if found is not None:
        return found
    repo, _, quant = named.partition(":")
    if repo.count("/") != 1:
        known = ", ".join([*offers(own), *embedding_offers(own)])
        raise OperatorError(
            f"{named} is not in the catalogue, which has: {known}. "
            "Or name a repository of the Hub with GGUF files: account/name, or account/name:Q4_K_M."
        )
    # Two quantisations of one model are two models here.
    name = "-".join(filter(None, (repo.rpartition("/")[2].lower().removesuffix("-gguf"), quant.lower())))
    try:
        return Offer(name, repo, (quant,) if quant else ("Q4_K_M", "Q8_0"))
    except ValidationError as error:
        raise OperatorError(f"{named} is no name of a repository: write account/name.") from error


def fitting(offers: Mapping[str, Offer], gigabytes: float) -> Offer:
    """What to take on a machine with so much memory, where nothing else is wished for."""
    smallest = min(one.memory for one in offers.values())
    most = max(smallest, min(gigabytes, LARGEST_DEFAULT))
    return max((one for one in offers.values() if one.memory <= most), key=lambda one: one.memory)


def _read(text: str) -> _File:
    return _FILE.validate_python(yaml.safe_load(text) or {})

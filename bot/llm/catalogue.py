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

from bot.errors import OperatorError

# Larger ones write better, but nobody waits half a minute for an answer of a machine with two cores.
LARGEST_DEFAULT: Final = 4.0


@dataclass(frozen=True)
class Offer:
    """A model that can be fetched, as in the file; `size` in bytes, `memory` in gigabytes, both about."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    repo: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")]
    quant: tuple[str, ...] = ("Q4_K_M", "Q8_0")
    size: int = 0
    memory: float = 0
    licence: str = ""
    languages: tuple[str, ...] = ()
    about: str = ""
    revision: str = "main"
    file: str | None = None
    sha256: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None


@dataclass(frozen=True)
class _File:
    models: tuple[Offer, ...] = field(default=())


_FILE: Final = TypeAdapter(_File)


@cache
def shipped() -> Mapping[str, Offer]:
    """The models that come with Essai, by name."""
    text = resources.files("bot.llm").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    return {one.name: one for one in _read(text)}


def offers(own: Path | None) -> Mapping[str, Offer]:
    """All models by name; an operator's own file wins. Raises OperatorError where it cannot be read."""
    if own is None:
        return shipped()
    try:
        found = _read(own.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise OperatorError(
            f"The catalogue {own} of ESSAI_MODEL_CATALOGUE cannot be read: {error}"
        ) from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise OperatorError(f"The catalogue {own} of ESSAI_MODEL_CATALOGUE has mistakes: {wrong}") from error
    return {**shipped(), **{one.name: one for one in found}}


def offer_of(named: str, own: Path | None) -> Offer:
    """The model of that name, or any repository: account/name, account/name:Q5_K_M. Raises OperatorError."""
    found = offers(own).get(named)
    if found is not None:
        return found
    repo, _, quant = named.partition(":")
    if repo.count("/") != 1:
        known = ", ".join(offers(own))
        raise OperatorError(
            f"{named} is not in the catalogue, which has: {known}. "
            "Or name a repository of the Hub with GGUF files: account/name, or account/name:Q4_K_M."
        )
    name = repo.rpartition("/")[2].lower().removesuffix("-gguf")
    try:
        return Offer(name, repo, (quant,) if quant else ("Q4_K_M", "Q8_0"))
    except ValidationError as error:
        raise OperatorError(f"{named} is no name of a repository: write account/name.") from error


def fitting(offers: Mapping[str, Offer], gigabytes: float) -> Offer:
    """What to take on a machine with so much memory, where nothing else is wished for."""
    smallest = min(one.memory for one in offers.values())
    most = max(smallest, min(gigabytes, LARGEST_DEFAULT))
    return max((one for one in offers.values() if one.memory <= most), key=lambda one: one.memory)


def _read(text: str) -> tuple[Offer, ...]:
    return _FILE.validate_python(yaml.safe_load(text) or {}).models

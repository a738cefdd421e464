"""Quantisations by others: what a repository says it was made from, and in which format its weights are."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.hub.models import Repository
from bot.releases.names import FORMATS, OTHER, format_in


@dataclass(frozen=True)
class Derivative:
    """A quantisation of somebody else's model `base`; `key` is its own lasting key."""

    base: str
    key: str
    repo_id: str
    format: str


def derivatives_in(repositories: Iterable[Repository]) -> list[Derivative]:
    """The public quantisations among these whose base is by another author."""
    return [
        Derivative(base, one.key, one.id, format_of(one))
        for one in repositories
        if one.kind == "model" and not one.private
        for relation, base in one.base_models
        if relation == "quantized" and base.partition("/")[0].lower() != one.author.lower()
    ]


def format_of(repository: Repository) -> str:
    """The format of its weights, by its library and tags or else by its name; OTHER where none is told."""
    told = [repository.library or "", *repository.tags]
    known = (FORMATS[word.lower()] for word in told if word.lower() in FORMATS)
    return next(known, None) or format_in(repository.id) or OTHER

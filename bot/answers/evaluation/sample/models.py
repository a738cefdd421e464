"""The invented models: how they were announced, their cards, and their quantised copies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final, Literal

from pydantic import TypeAdapter

from bot.answers.evaluation.sample.item import Item, number, pick, read, slug
from bot.answers.model import Source
from bot.answers.pieces import Piece

_ROWS: Final = TypeAdapter(list[tuple[str, float, str, str, int, int, Literal["en", "fr"], str]])
_COPIERS: Final = ("boussole", "gguf-atelier", "lapin", "quantfabrik", "tiny-press")
_NEWS: Final = {
    "en": (
        "{publisher} has published {name}, {billions} billion parameters, licence {licence}.",
        "New on the Hub: {name} by {publisher}. {billions}B, {licence}, context {context}k.",
        "{name} is out since {month}. {publisher} gives it away under {licence}.",
    ),
    "fr": (
        "{publisher} publie {name}, {billions} milliards de paramètres, licence {licence}.",
        "Nouveau sur le Hub : {name}, par {publisher}. {billions}B, {licence}, contexte de {context}k.",
        "{name} est sorti en {month}. {publisher} le distribue sous {licence}.",
    ),
}
_FACTS: Final = {
    "en": "Parameters: {billions} billion. Context length: {context},000 tokens. Languages: {languages}. "
    "Licence: {licence}. Published: {month}.",
    "fr": "Paramètres : {billions} milliards. Longueur de contexte : {context} 000 jetons. "
    "Langues : {languages}. Licence : {licence}. Publié en : {month}.",
}
_COPY: Final = {
    "en": "{copier} has put quantised files of {name} on the Hub: {files}. The smallest takes {size:.1f} GB.",
    "fr": "{copier} propose des fichiers quantifiés de {name} : {files}. Le plus petit fait {size:.1f} Go.",
}
_FILES: Final = ("Q4_K_M, Q5_K_M and Q8_0", "Q4_K_M, Q6_K", "IQ3_M, Q4_K_M, Q8_0", "Q4_0, Q4_K_M, Q8_0, BF16")


@dataclass(frozen=True)
class Model:
    """One invented model; `context` in thousands of tokens, `language` that of its card."""

    path: str
    billions: float
    month: str
    licence: str
    context: int
    languages: int
    language: Literal["en", "fr"]
    card: str

    @property
    def publisher(self) -> str:
        """Who published it."""
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """Its name without who published it."""
        return self.path.partition("/")[2]

    @property
    def at(self) -> datetime:
        """When it was published."""
        return datetime.fromisoformat(f"{self.month}-{number(self.path) % 27 + 1:02}").replace(tzinfo=UTC)


@cache
def models() -> tuple[Model, ...]:
    """All of them."""
    return tuple(Model(*row) for row in _ROWS.validate_python(read("community/models.yaml")))


def published() -> Iterator[Item]:
    """Each model's announcement and card, and the announcement of a quantised copy."""
    for one in models():
        yield _item(Source.RELEASE, one, pick(_NEWS[one.language], one.path))
        yield _item(Source.CARD, one, one.card, _FACTS[one.language])
        yield _copy(one)


def _item(source: Source, one: Model, *texts: str) -> Item:
    told = {name: getattr(one, name) for name in ("publisher", "name", "month", "licence", "context")}
    told |= {"billions": f"{one.billions:g}", "languages": one.languages}
    pieces = [Piece(one.path, text.format(**told), one.at, language=one.language) for text in texts]
    return Item(source, slug(one.name), tuple(pieces))


def _copy(one: Model) -> Item:
    copier, files = pick(_COPIERS, "copier", one.path), pick(_FILES, "files", one.path)
    text = _COPY[one.language].format(copier=copier, name=one.name, files=files, size=one.billions * 0.6)
    piece = Piece(f"{copier}/{one.name}-GGUF", text, one.at, language=one.language)
    return Item(Source.RELEASE, slug(f"{one.name}-gguf"), (piece,))

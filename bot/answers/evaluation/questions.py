"""The questions of the evaluation, with what is right for each; they stand in `data`."""

from functools import cache
from typing import Any, Final, Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from bot.answers.evaluation.sample.item import read

Language = Literal["en", "fr"]


@dataclass(frozen=True)
class Sought:
    """A question whose answer the community has.

    `find` are the things that answer it, of which one is enough (see `Item.key`; a term of the glossary is
    `term/` and its English name), `says` what the passage must say. `earlier` are the questions before it.
    """

    ask: str
    language: Language
    find: frozenset[str]
    says: str = ""
    earlier: tuple[str, ...] = ()
    kind: Literal["plain", "typed", "follow", "cross"] = "plain"
    held_out: bool = False


@dataclass(frozen=True)
class Unanswerable:
    """A question that the community cannot answer, or that is none."""

    ask: str
    language: Language
    why: Literal["outside", "unknown", "talk", "prying"]
    held_out: bool = False


@dataclass(frozen=True)
class Fielded:
    """A question of the field that must not be taken for prying or small talk."""

    ask: str
    language: Language
    held_out: bool = False


@dataclass(frozen=True)
class Figured:
    """A question about figures; `want` is how it is to be read."""

    ask: str
    language: Language
    want: dict[str, Any]
    held_out: bool = False


@dataclass(frozen=True)
class Said:
    """A sentence with citations of the things `of`, and whether it is so and rightly cited."""

    say: str
    language: Language
    of: tuple[str, ...]
    so: bool
    held_out: bool = False


_SOUGHT: Final = TypeAdapter(tuple[Sought, ...])
_UNANSWERABLE: Final = TypeAdapter(tuple[Unanswerable, ...])
_FIELDED: Final = TypeAdapter(tuple[Fielded, ...])
_FIGURED: Final = TypeAdapter(tuple[Figured, ...])
_SAID: Final = TypeAdapter(tuple[Said, ...])


@cache
def sought() -> tuple[Sought, ...]:
    """Those whose passages are known."""
    return _SOUGHT.validate_python(_rows("passage_questions.yaml"))


@cache
def unanswerable() -> tuple[Unanswerable, ...]:
    """Those that must get no answer."""
    return _UNANSWERABLE.validate_python(_rows("other_questions.yaml"))


@cache
def fielded() -> tuple[Fielded, ...]:
    """Those of the field that sound like prying."""
    return _FIELDED.validate_python(_rows("field_questions.yaml"))


@cache
def figured() -> tuple[Figured, ...]:
    """Those about figures."""
    return _FIGURED.validate_python(_rows("figure_questions.yaml"))


@cache
def said() -> tuple[Said, ...]:
    """What a model might say, true and not."""
    return _SAID.validate_python(_rows("said.yaml", "say", 4))


def _rows(file: str, text: str = "ask", together: int = 2) -> list[dict[str, Any]]:
    """What stands in it; of lots that stand `together`, half of them French, every second one is held out."""
    return [
        {text: row.pop(text), "language": row.pop("in"), "held_out": place // together % 2 == 1, **row}
        for place, row in enumerate(read(file))
    ]

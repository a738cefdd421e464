"""Words of the field and benchmarks as passages for everybody, in both languages; see `terms.toml`."""

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from bot.answers import store
from bot.answers.model import Source
from bot.answers.pieces import Piece
from bot.answers.words import fold
from bot.db.engine import Session
from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.registry import BENCHMARKS
from bot.texts import LANGUAGES
from bot.texts import language as language_named

_FILE: Final = Path(__file__).with_name("terms.toml")
_SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SPACES: Final = re.compile(r"\W+")


@dataclass(frozen=True)
class Term:
    """A word of the field with its explanation, in one language; `also` are other ways to write it."""

    name: str
    also: str
    text: str
    language: str
    link: str | None = None


@cache
def terms() -> dict[str, tuple[Term, ...]]:
    """Every term in all languages, by a name that holds the version of the whole."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    words = {
        f"{read['version']}:{_SPACES.sub('-', fold(one['en'])).strip('-')}": (
            Term(one["en"], f"{one['also']}, {one['fr']}", one["in_english"], "en"),
            Term(one["fr"], f"{one['also']}, {one['en']}", one["in_french"], "fr"),
        )
        for one in read["term"]
    }
    benchmarks = {f"{read['version']}:benchmark:{one.id}": _explained(one) for one in BENCHMARKS}
    return words | benchmarks


def _explained(one: Benchmark) -> tuple[Term, ...]:
    """What a benchmark measures, in each language."""
    also = ", ".join((one.id, *one.aliases))
    return tuple(
        Term(one.name, also, language_named(name).say(one.about), name, one.source) for name in LANGUAGES
    )


async def keep(session: Session) -> None:
    """Put them where searches find them; nothing is written where this version is there already."""
    wanted = terms()
    there = await store.origins(session, None, Source.TERM)
    if there == set(wanted):
        return
    await store.remove(session, None, Source.TERM, there - set(wanted))
    pieces = {origin: [_piece(one) for one in both] for origin, both in wanted.items()}
    await store.put_all(session, None, Source.TERM, pieces)


def _piece(term: Term) -> Piece:
    return Piece(term.name, term.text, _SINCE, term.link, language=term.language, also=term.also)

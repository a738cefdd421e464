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
from bot.results.words import name_of
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
    spoken = {name: language_named(name) for name in LANGUAGES}
    names = {name: name_of(one, language) for name, language in spoken.items()}
    also = ", ".join(dict.fromkeys((one.id, *one.aliases, *names.values())))
    return tuple(
        Term(names[name], also, language.say(one.about), name, one.source)
        for name, language in spoken.items()
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

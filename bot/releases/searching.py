"""Searches that people type, such as `tag:text-generation lang:fr llama`: read, spelt and matched."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from bot.errors import BadRequest
from bot.markdown import literal
from bot.releases.model import Kind
from bot.releases.tasks import TASKS
from bot.texts import later

MOST_TERMS: Final = 10
LONGEST_TERM: Final = 60
# Each prefix that people type, and the part of a search that it fills.
PREFIXES: Final = {
    "tag": "tags",
    "task": "tags",
    "lang": "languages",
    "language": "languages",
    "langue": "languages",
    "library": "libraries",
    "licence": "licences",
    "license": "licences",
    "author": "author",
    "search": "words",
}
_VALUES: Final = {
    "tags": re.compile(r"[\w.+:/-]{1,60}"),
    "languages": re.compile(r"[a-z]{2,3}|code|multilingual"),
    "libraries": re.compile(r"[\w.+-]{1,60}"),
    "licences": re.compile(r"[\w.+-]{1,60}"),
    "author": re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,66}[A-Za-z0-9])?"),
    "words": re.compile(r"[\w.+-]{1,60}"),
}


@dataclass(frozen=True)
class Search:
    """What has to be so: each tag, language code, library and licence, the author, each word of the id."""

    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    author: str | None = None
    words: tuple[str, ...] = ()


def is_search(typed: str) -> bool:
    """Whether somebody means a search: several words, or a prefix."""
    words = typed.split()
    return len(words) > 1 or ":" in typed


def read_search(typed: str) -> Search:
    """The search that was typed. Raises BadRequest with what to type instead."""
    found: dict[str, list[str]] = {part: [] for part in _VALUES}
    for word in typed.split():
        part, value = _term(word)
        if value not in found[part]:
            found[part].append(value)
    count = sum(len(values) for values in found.values())
    if not 0 < count <= MOST_TERMS:
        raise BadRequest(
            later("A search has 1 to 10 parts, such as `tag:text-generation lang:fr`. Type fewer.")
        )
    if len(found["author"]) > 1:
        raise BadRequest(later("A search has one author at most. Add a watch for each of them."))
    author = found.pop("author")
    parts = {part: tuple(sorted(values)) for part, values in found.items()}
    return Search(**parts, author=author[0] if author else None)


def spelt(search: Search) -> str:
    """The search as `read_search` reads it; the same for whatever order it was typed in."""
    terms = [
        *(f"tag:{tag}" for tag in search.tags),
        *(f"lang:{code}" for code in search.languages),
        *(f"library:{name}" for name in search.libraries),
        *(f"licence:{name}" for name in search.licences),
        *([f"author:{search.author}"] if search.author else []),
        *(f"search:{word}" for word in search.words),
    ]
    return " ".join(terms)


def hub_tags(search: Search, kind: Kind) -> tuple[str, ...]:
    """The Hub's own tags for it: those of datasets carry prefixes that those of models lack."""
    of_data = kind == "dataset"
    return (
        *(f"task_categories:{tag}" if of_data and tag in TASKS else tag for tag in search.tags),
        *(f"language:{code}" if of_data else code for code in search.languages),
        *(f"library:{name}" if of_data else name for name in search.libraries),
        *(f"license:{name}" for name in search.licences),
    )


def matches(search: Search, kind: Kind, repo_id: str, author: str, tags: Collection[str]) -> bool:
    """Whether a repository is found by the search, as the Hub's own lists find it."""
    name = repo_id.lower()
    return (
        (search.author is None or search.author.lower() == author.lower())
        and all(word.lower() in name for word in search.words)
        and _has(hub_tags(search, kind), tags)
    )


def _has(wanted: Iterable[str], there: Collection[str]) -> bool:
    lowered = {tag.lower() for tag in there}
    return all(tag.lower() in lowered for tag in wanted)


def _prefix(word: str) -> tuple[str, str]:
    """The part that a word fills, and its value; no part for a word without a prefix that is known."""
    name, colon, value = word.partition(":")
    part = PREFIXES.get(name.lower(), "") if colon else ""
    return (part, value) if part else ("", word)


def _term(word: str) -> tuple[str, str]:
    part, value = _prefix(word)
    if not part and ":" in word:
        raise BadRequest(
            later(
                "I do not know **{word}**. The parts of a search are words, `tag:`, `lang:`, `library:`, "
                "`licence:` and `author:`, such as `tag:text-generation lang:fr`.",
                word=literal(word, 80),
            )
        )
    part = part or "words"
    if part in ("languages", "licences"):
        value = value.lower().removeprefix("license:")
    if part == "tags" and value.lower() in TASKS:
        value = value.lower()
    if _VALUES[part].fullmatch(value) is None:
        raise _unreadable(part, word)
    return part, value


def _unreadable(part: str, word: str) -> BadRequest:
    shown = literal(word, 80)
    if part == "languages":
        return BadRequest(
            later(
                "**{word}**: a language is named by its code of two or three letters, such as `lang:fr`.",
                word=shown,
            )
        )
    return BadRequest(
        later(
            "I cannot search for **{word}**. Letters, digits, dots and dashes may be in it, 60 at most, such "
            "as `tag:text-generation` or `licence:apache-2.0`.",
            word=shown,
        )
    )

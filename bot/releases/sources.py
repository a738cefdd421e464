"""What people type or paste as the source of a watch, read and spelt again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from bot.errors import BadRequest
from bot.markdown import literal
from bot.releases.model import KINDS, Kind, ListKind, RepositoryKind, Source
from bot.releases.searching import is_search, read_search
from bot.releases.searching import spelt as spelt_search
from bot.texts import later

PAPERS: Final = Source("papers", "")
_USUAL: Final[tuple[Kind, ...]] = ("model",)
_HUB: Final = re.compile(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)(?=/|$)", re.IGNORECASE)
_NAME: Final = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?"
_AUTHOR: Final = re.compile(_NAME)
_REPOSITORY: Final = re.compile(rf"(?:(?P<kind>models|datasets|spaces)/)?(?P<id>{_NAME}/{_NAME})")
_COLLECTION: Final = re.compile(rf"(?:collections/)?(?P<slug>{_NAME}/(?:[\w.-]{{1,150}}-)?[0-9a-f]{{24}})")
_KINDS: Final[Mapping[str, RepositoryKind]] = {"models": "model", "datasets": "dataset", "spaces": "space"}
_RESERVED: Final = frozenset({*_KINDS, "collections", "papers", "docs", "api", "settings"})
# What an author's page shows apart; none of these can be the name of a repository.
_TABS: Final = frozenset({"models", "datasets", "spaces", "collections", "papers", "activity"})
# How the pages of the Hub name in their addresses what a search asks for.
_IN_ADDRESS: Final = {
    "pipeline_tag": "tag",
    "task_categories": "tag",
    "other": "tag",
    "language": "lang",
    "library": "library",
    "license": "licence",
    "author": "author",
    "search": "search",
}


@dataclass(frozen=True)
class Typed:
    """A source, and the kinds that are meant with it where nobody says which."""

    source: Source
    kinds: tuple[Kind, ...]


def read_source(typed: str) -> Typed:
    """The source that a person means. Raises BadRequest with what to type instead."""
    text = typed.strip().lstrip("@")
    address = _HUB.match(text)
    if address is not None:
        return _pasted(text[address.end() :].strip("/"), typed)
    if text.lower() in ("papers", "daily papers", "daily_papers"):
        return Typed(PAPERS, ("paper",))
    if text.lower().startswith("revisions:"):
        return _revisions(text.partition(":")[2], typed)
    found = _named(text.removeprefix("collection:").strip("/"))
    if found is not None:
        return found
    if "://" not in text and is_search(text):
        return Typed(Source("search", spelt_search(read_search(text))), _USUAL)
    raise _not_understood(typed)


def spelt(source: Source) -> str:
    """A source as `read_source` reads it."""
    match source.kind:
        case "papers":
            return "papers"
        case "revisions":
            return f"revisions:{source.value}"
        case "collection":
            return f"collections/{source.value}"
    return source.value


def repository_of(source: Source) -> tuple[RepositoryKind, str]:
    """The kind and the id that the value of a repository or of revisions names."""
    match = _REPOSITORY.fullmatch(source.value)
    if match is None:
        raise ValueError(f"{source.value} names no repository")
    return _KINDS[match["kind"] or "models"], match["id"]


def path_of(kind: RepositoryKind, repo_id: str) -> str:
    """How the Hub's addresses, and the values of sources, name a repository."""
    return repo_id if kind == "model" else f"{kind}s/{repo_id}"


def lists_of(source: Source, kinds: Sequence[Kind]) -> set[tuple[Source, ListKind]]:
    """The lists of the Hub that a watch on this source needs."""
    match source.kind:
        case "author" | "search":
            needed: set[tuple[Source, ListKind]] = {(source, kind) for kind in kinds if kind != "paper"}
            return needed | ({(PAPERS, "any")} if "paper" in kinds else set())
        case "repository" | "revisions":
            return {(source, repository_of(source)[0])}
    return {(source, "any")}


def kinds_of(source: Source) -> tuple[Kind, ...]:
    """The kinds among which a watch on this source may choose."""
    match source.kind:
        case "papers":
            return ("paper",)
        case "repository" | "revisions":
            return (repository_of(source)[0],)
    return KINDS


def collection_title(slug: str) -> str:
    """The words of a collection's slug; it ends with a dash and 24 hexadecimal digits."""
    words = slug.partition("/")[2][:-24].strip("-").replace("-", " ")
    return words or slug


def _pasted(path: str, typed: str) -> Typed:
    split = urlsplit(path)
    asked = parse_qsl(split.query)
    where = split.path.strip("/")
    if where.partition("/")[0] == "papers":
        return Typed(PAPERS, ("paper",))
    if where in _KINDS and asked:
        return _search_in(where, asked, typed)
    found = _named(_beginning(where))
    if found is None:
        raise _not_understood(typed)
    return found


def _beginning(path: str) -> str:
    """The part of a page's address that names a repository, an author or a collection."""
    parts = path.strip("/").split("/")
    if parts[0] == "collections" or parts[0] in _KINDS:
        return "/".join(parts[:3])
    return parts[0] if parts[1:2] and parts[1] in _TABS else "/".join(parts[:2])


def _search_in(where: str, asked: list[tuple[str, str]], typed: str) -> Typed:
    terms = [
        f"{_IN_ADDRESS[name]}:{word.rpartition(':')[2]}"
        for name, value in asked
        if name in _IN_ADDRESS
        for word in re.split(r"[\s,]+", value.strip())
        if word
    ]
    if not terms:
        raise _not_understood(typed)
    return Typed(Source("search", spelt_search(read_search(" ".join(terms)))), (_KINDS[where],))


def _named(text: str) -> Typed | None:
    collection = _COLLECTION.fullmatch(text)
    if collection is not None:
        return Typed(Source("collection", collection["slug"]), KINDS)
    repository = _REPOSITORY.fullmatch(text)
    if repository is not None and repository["id"].partition("/")[0] not in _RESERVED:
        kind = _KINDS[repository["kind"] or "models"]
        return Typed(Source("repository", path_of(kind, repository["id"])), (kind,))
    # The page of an author's models, datasets or Spaces.
    name = text.partition("/")[2] if text.partition("/")[0] in _KINDS else text
    return Typed(Source("author", name), _USUAL) if _AUTHOR.fullmatch(name) else None


def _revisions(text: str, typed: str) -> Typed:
    address = _HUB.match(text.strip())
    path = text.strip()[address.end() :] if address else text.strip()
    found = _named(_beginning(urlsplit(path).path))
    if found is None or found.source.kind != "repository":
        raise _not_understood(typed)
    return Typed(Source("revisions", found.source.value), found.kinds)


def _not_understood(typed: str) -> BadRequest:
    return BadRequest(
        later(
            "I do not understand **{source}**. Type an author such as `mistralai`, a repository such as "
            "`Qwen/Qwen3-8B`, `revisions:Qwen/Qwen3-8B`, a search such as `tag:text-generation lang:fr`, "
            "`papers`, or paste the address of one of these or of a collection on huggingface.co.",
            source=literal(typed, 80),
        )
    )

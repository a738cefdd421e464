"""Lists: which repositories a query asks for, in which order, and which page of them."""

import base64
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sandbox.hub import wire
from sandbox.hub.model import Kind, Repository

SORTS: Final[Mapping[str, str]] = {
    "createdAt": "created_at",
    "lastModified": "last_modified",
    "likes": "likes",
    "downloads": "downloads",
    "trendingScore": "trending_score",
}
LIMIT_MOST: Final = 1_000
_UNITS: Final = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}

Position = tuple[float, str]


class BadQuery(ValueError):
    """The query cannot be answered; its text says why."""


@dataclass(frozen=True)
class ListQuery:
    """One request for a list. `after` is the position of the last item of the page before."""

    kind: Kind
    author: str | None = None
    search: tuple[str, ...] = ()
    filter: tuple[str, ...] = ()
    pipeline_tag: str | None = None
    gated: bool | None = None
    parameters: tuple[float, float] | None = None
    sort: str = "trendingScore"
    limit: int = LIMIT_MOST
    after: Position | None = None
    full: bool = False
    card_data: bool = False
    config: bool = False
    expand: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """The items of one page, and the position after which the next begins."""

    items: list[dict[str, Any]]
    next: Position | None


def run(query: ListQuery, repositories: Iterable[Repository]) -> Page:
    """Answer a query; private repositories are in no list."""
    found = sorted(
        (each for each in repositories if _wanted(query, each)), key=lambda each: _position(query, each)
    )
    found.reverse()
    if query.after is not None:
        found = [each for each in found if _position(query, each) < query.after]
    page = found[: query.limit]
    return Page(
        [_item(query, each) for each in page], _position(query, page[-1]) if len(found) > len(page) else None
    )


def _position(query: ListQuery, repository: Repository) -> Position:
    # The object id breaks ties, so that no item is shown twice or left out between two pages.
    return (float(getattr(repository, SORTS[query.sort])), repository.oid)


def _wanted(query: ListQuery, repository: Repository) -> bool:
    return (
        repository.kind == query.kind
        and not repository.private
        and (query.author is None or repository.author == query.author)
        and (query.gated is None or bool(repository.gated) == query.gated)
        and (query.pipeline_tag is None or repository.pipeline_tag == query.pipeline_tag)
        and all(word.lower() in repository.id.lower() for word in query.search)
        and _filtered(query, repository)
        and _sized(query, repository)
    )


def _filtered(query: ListQuery, repository: Repository) -> bool:
    return not query.filter or set(query.filter) <= set(wire.pick(repository, ["tags"]).get("tags", ()))


def _sized(query: ListQuery, repository: Repository) -> bool:
    if query.parameters is None:
        return True
    least, most = query.parameters
    return least <= sum(repository.parameters.values()) <= most and bool(repository.parameters)


def _item(query: ListQuery, repository: Repository) -> dict[str, Any]:
    if query.expand:
        return wire.expanded(repository, query.expand)
    return wire.item(repository, full=query.full, card_data=query.card_data, config=query.config)


def read(kind: Kind, values: Mapping[str, Sequence[str]]) -> ListQuery:
    """Read the query string of a list request; raises BadQuery on what the Hub does not know."""
    single = {name: found[-1] for name, found in values.items()}
    sort = single.get("sort", "trendingScore")
    if sort not in SORTS or (kind == "space" and sort == "downloads"):
        raise BadQuery(f"sort must be one of {', '.join(SORTS)}")
    return ListQuery(
        kind=kind,
        author=_author(values.get("author", ())),
        search=tuple(word for text in values.get("search", ()) for word in text.split()),
        filter=tuple(values.get("filter", ())),
        pipeline_tag=single.get("pipeline_tag"),
        gated=truth(single["gated"]) if "gated" in single else None,
        parameters=_size_range(single["num_parameters"]) if "num_parameters" in single else None,
        sort=sort,
        limit=limit(single.get("limit"), LIMIT_MOST),
        after=read_cursor(single["cursor"]) if "cursor" in single else None,
        full=truth(single.get("full", "false")),
        card_data=truth(single.get("cardData", "false")),
        config=truth(single.get("config", "false")),
        expand=expand(kind, values.get("expand", ())),
    )


def _author(values: Sequence[str]) -> str | None:
    # What the real Hub answers to several authors is not documented, so nothing here may depend on it.
    if len(values) > 1:
        raise BadQuery("author is a single value")
    return values[0] if values else None


def expand(kind: Kind, values: Sequence[str]) -> tuple[str, ...]:
    """The fields asked for; raises BadQuery on an unknown one."""
    unknown = sorted(set(values) - set(wire.expandable(kind)))
    if unknown:
        raise BadQuery(
            f"expand does not know {', '.join(unknown)}; it knows {', '.join(wire.expandable(kind))}"
        )
    return tuple(values)


def limit(text: str | None, most: int) -> int:
    """How many items a page may have."""
    if text is None:
        return most
    if not text.isdigit() or int(text) == 0:
        raise BadQuery("limit must be a positive number")
    return min(int(text), most)


def page_number(text: str) -> int:
    """The number of a page, the first being 0."""
    if not text.isdigit():
        raise BadQuery("p must be a number")
    return int(text)


def truth(text: str) -> bool:
    """A flag of a query string."""
    if text.lower() not in ("true", "false", "1", "0"):
        raise BadQuery(f"expected true or false, not {text!r}")
    return text.lower() in ("true", "1")


def _size_range(text: str) -> tuple[float, float]:
    bounds = {"min": 0.0, "max": float("inf")}
    for part in text.split(","):
        match = re.fullmatch(r"(min|max):([\d.]+)([KMBT]?)", part)
        if match is None:
            raise BadQuery("num_parameters looks like min:6B,max:128B")
        bounds[match[1]] = float(match[2]) * _UNITS[match[3]]
    return bounds["min"], bounds["max"]


def write_cursor(position: Position) -> str:
    """The position as the opaque text that goes into the next page's address."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def read_cursor(text: str) -> Position:
    """The opposite of `write_cursor`; raises BadQuery."""
    try:
        value, oid = json.loads(base64.urlsafe_b64decode(text.encode()))
        return float(value), str(oid)
    except (ValueError, TypeError):
        raise BadQuery("the cursor cannot be read") from None

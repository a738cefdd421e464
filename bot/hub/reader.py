"""Reading the Hub's lists and infos, always with a time limit and within the budget."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, TypeVar
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.hub import authors
from bot.hub.caller import TIMEOUT_SECONDS, Caller
from bot.hub.errors import HubRubbish, RepositoryGone
from bot.hub.lately import Lately
from bot.hub.models import Author, Collection, Commit, EvalResult, Kind, Page, Paper, Repository
from bot.hub.reading import read_author, read_collection, read_commit, read_paper, read_repository
from bot.hub.turns import Turns

LONGEST_PAGE: Final = 100
# Somebody is typing, and Discord waits three seconds.
TYPING_PATIENCE_SECONDS: Final = 1.0

_COMMON: Final = (
    *("author", "cardData", "createdAt", "gated", "lastModified", "likes", "private", "sha", "tags"),
    "trendingScore",
)
_EXPAND: Final[Mapping[Kind, Sequence[str]]] = {
    "model": (*_COMMON, "downloads", "gguf", "library_name", "pipeline_tag", "safetensors"),
    "dataset": (*_COMMON, "downloads", "description"),
    "space": (*_COMMON, "sdk"),
}

Query = Sequence[tuple[str, str]]
Value = TypeVar("Value")


class HubReader:
    """Lists and infos of one Hub. Raises the errors of `bot.hub.errors`, and what its turns raise."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        endpoint: str,
        token: str | None,
        turns: Turns,
        user_agent: str,
        *,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._turns = turns
        self._caller = Caller(session, endpoint, token, turns, user_agent, timeout=timeout)
        self._suggestions = Lately[list[str]]()

    @property
    def endpoint(self) -> str:
        """The address of the Hub, without a slash at its end."""
        return self._caller.endpoint

    @property
    def rate(self) -> float:
        """Requests per second that the budget allows in the long run."""
        return self._turns.rate

    async def newest(self, kind: Kind, limit: int = LONGEST_PAGE) -> Page:
        """The repositories created last, of everyone."""
        return await self._list(kind, [("sort", "createdAt"), ("limit", str(limit))])

    async def of_author(self, kind: Kind, author: str, limit: int = LONGEST_PAGE) -> Page:
        """The repositories of one author, the last created first."""
        return await self._list(kind, [("author", author), ("sort", "createdAt"), ("limit", str(limit))])

    async def trending(self, kind: Kind, limit: int = LONGEST_PAGE) -> Page:
        """The repositories that are looked at most these days, of everyone."""
        return await self._list(kind, [("sort", "trendingScore"), ("limit", str(limit))])

    async def search(
        self,
        kind: Kind,
        *,
        tags: Sequence[str] = (),
        author: str | None = None,
        words: Sequence[str] = (),
        limit: int = LONGEST_PAGE,
    ) -> Page:
        """The repositories with all of these tags and words in their names, the last created first."""
        query = [("filter", tag) for tag in tags]
        query += [("author", author)] if author else []
        query += [("search", " ".join(words))] if words else []
        return await self._list(kind, [*query, ("sort", "createdAt"), ("limit", str(limit))])

    async def more(self, kind: Kind, next_url: str) -> Page:
        """The page after one of those above; raises HubRubbish for an address that is not the Hub's."""
        url = URL(next_url, encoded=True)
        if not self._caller.is_here(url):
            raise HubRubbish("the next page is somewhere else")
        return await self._page(kind, url)

    async def info(self, kind: Kind, repo_id: str, revision: str | None = None) -> Repository:
        """Everything about one repository, with file sizes; after a rename it has the new id.

        With `revision`, a commit, its files are those of that commit.
        """
        at = "" if revision is None else f"/revision/{quote(revision, safe='')}"
        url = self._caller.url(f"/api/{kind}s/{_quoted(repo_id)}{at}?blobs=true")
        answer = await self._caller.get(url, repo_id)
        return read_repository(kind, answer.json())

    async def eval_results(self, repo_id: str) -> tuple[EvalResult, ...]:
        """The results in a model's `.eval_results/`, which its info does not hold."""
        url = self._caller.url(f"/api/models/{_quoted(repo_id)}?expand=evalResults")
        answer = await self._caller.get(url, repo_id)
        return read_repository("model", answer.json()).eval_results

    async def commits(self, kind: Kind, repo_id: str) -> list[Commit]:
        """The newest commits of the main branch, the last first: one page."""
        url = self._caller.url(f"/api/{kind}s/{_quoted(repo_id)}/commits/main")
        return _readable(read_commit, (await self._caller.get(url, repo_id)).json())

    async def collection(self, slug: str) -> Collection:
        """A collection with all of its items; raises RepositoryGone when it is not there."""
        url = self._caller.url(f"/api/collections/{_quoted(slug)}")
        return read_collection((await self._caller.get(url, slug)).json())

    async def collections_of(self, owner: str, limit: int = 10) -> list[Collection]:
        """The collections of an author that changed last, each with its first items."""
        query = [("owner", owner), ("sort", "lastModified"), ("limit", str(limit))]
        url = self._caller.url("/api/collections").with_query(query)
        answer = await self._caller.get(url, patience=TYPING_PATIENCE_SECONDS)
        return _readable(read_collection, answer.json())

    async def suggest_repositories(self, text: str, limit: int = 10) -> list[str]:
        """The ids of the most liked models whose id holds `text`."""
        query = [("search", text), ("sort", "likes"), ("limit", str(limit)), ("expand", "author")]
        url = self._caller.url("/api/models").with_query(query)
        answer = await self._caller.get(url, patience=TYPING_PATIENCE_SECONDS)
        return [each.id for each in _repositories("model", answer.json())]

    async def author(self, name: str) -> Author | None:
        """The organisation or user of that name, or None."""
        for group in ("organizations", "users"):
            url = self._caller.url(f"/api/{group}/{quote(name, safe='')}/overview")
            try:
                return read_author((await self._caller.get(url, name)).json())
            except RepositoryGone:
                continue
        return None

    async def suggest_authors(self, text: str) -> list[str]:
        """Authors whose name is like `text`, the likeliest first; misspelt ones are found too."""
        known = self._suggestions.get(text, time.monotonic())
        if known is not None:
            return known
        found: list[str] = []
        for words in authors.searches(text):
            seen = await self._authors_of(words)
            found = authors.rank(text, seen)
            if found:
                break
        self._suggestions.keep(text, found, time.monotonic())
        return found

    async def daily_papers(
        self,
        *,
        date: str | None = None,
        page: int = 0,
        limit: int = LONGEST_PAGE,
        sort: Literal["publishedAt", "trending"] = "publishedAt",
    ) -> list[Paper]:
        """One page of the daily papers; `date` is an ISO day. The list has no link to its next page."""
        query = [("p", str(page)), ("limit", str(limit)), ("sort", sort), *([("date", date)] if date else [])]
        answer = await self._caller.get(self._caller.url("/api/daily_papers").with_query(query))
        return _readable(read_paper, answer.json())

    async def paper(self, paper_id: str) -> Paper:
        """One paper, with the repositories that name it. Raises RepositoryGone when the Hub has none such."""
        url = self._caller.url(f"/api/papers/{quote(paper_id, safe='')}")
        return read_paper((await self._caller.get(url, paper_id)).json())

    async def _authors_of(self, words: str) -> list[str]:
        """The authors of the most liked models whose name holds `words`."""
        query = [("search", words), ("sort", "likes"), ("limit", str(LONGEST_PAGE)), ("expand", "author")]
        url = self._caller.url("/api/models").with_query(query)
        answer = await self._caller.get(url, patience=TYPING_PATIENCE_SECONDS)
        return [each.author for each in _repositories("model", answer.json())]

    async def _list(self, kind: Kind, query: Query) -> Page:
        expand = [("expand", name) for name in _EXPAND[kind]]
        return await self._page(kind, self._caller.url(f"/api/{kind}s").with_query([*query, *expand]))

    async def _page(self, kind: Kind, url: URL) -> Page:
        answer = await self._caller.get(url)
        return Page(tuple(_repositories(kind, answer.json())), answer.next_url)


def _quoted(path: str) -> str:
    return "/".join(quote(part, safe="") for part in path.split("/"))


def _repositories(kind: Kind, data: Any) -> list[Repository]:
    return _readable(lambda item: read_repository(kind, item), data)


def _readable(read: Callable[[Any], Value], data: Any) -> list[Value]:
    """The items that can be read: one broken entry does not hide the others."""
    if not isinstance(data, list):
        raise HubRubbish("a list was expected")
    found = []
    for item in data:
        try:
            found.append(read(item))
        except HubRubbish:
            continue
    return found

"""Which watches a release concerns: an index of what they listen to, instead of asking each of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.releases.model import Kind, Release, Source
from bot.releases.searching import hub_tags, read_search
from bot.releases.sources import PAPERS, path_of


@dataclass(frozen=True)
class Listening:
    """A watch as the index needs it."""

    watch_id: int
    source: Source
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Subject:
    """What is asked about; of a paper `repo_id` is the title and `tags` are the keywords."""

    kind: Kind
    repo_id: str
    author: str
    tags: tuple[str, ...] = ()


def subject_of(release: Release) -> Subject:
    """A release as the index sees it."""
    if release.paper is not None:
        return Subject("paper", release.paper.title, release.author, release.paper.keywords)
    return Subject(release.kind, release.repo_id, release.author, release.tags)


class Index:
    """Watches by source; searches under the rarest thing that they ask for, so that few are tried."""

    def __init__(self, listening: Iterable[Listening]) -> None:
        self._watches: defaultdict[Source, list[Listening]] = defaultdict(list)
        for one in listening:
            self._watches[one.source].append(one)
        self._searches = _Searches(
            (source, kind)
            for source, watches in self._watches.items()
            if source.kind == "search"
            for kind in {kind for one in watches for kind in one.kinds}
        )

    def sources(self, subject: Subject) -> list[Source]:
        """Every watched source that it belongs to by itself: its author, its name, searches, or papers."""
        named = [Source("author", subject.author)]
        if subject.kind == "paper":
            named.append(PAPERS)
        else:
            named.append(Source("repository", path_of(subject.kind, subject.repo_id)))
        return [one for one in named if one in self._watches] + self._searches.of(subject)

    def watches(self, release: Release, also: Collection[Source] = ()) -> set[int]:
        """The ids of the watches that a release concerns, and of those on the sources that `also` found it.

        What is not new by itself, a revision or something added to a collection, concerns only the latter.
        """
        sources = list(also)
        if release.revision is None and release.collected is None:
            sources += self.sources(subject_of(release))
        return self.on(sources)

    def on(self, sources: Iterable[Source]) -> set[int]:
        """The ids of the watches on these sources."""
        return {one.watch_id for source in sources for one in self._watches.get(source, ())}

    def has(self, source: Source) -> bool:
        """Whether anybody watches this source."""
        return source in self._watches


@dataclass(frozen=True)
class _Wanted:
    """A search for one kind, in the small letters in which everything is compared."""

    source: Source
    author: str | None
    words: tuple[str, ...]
    tags: frozenset[str]


@lru_cache(maxsize=10_000)
def _wanted(source: Source, kind: Kind) -> _Wanted:
    search = read_search(source.value)
    author = search.author.lower() if search.author else None
    words = tuple(word.lower() for word in search.words)
    return _Wanted(source, author, words, frozenset(tag.lower() for tag in hub_tags(search, kind)))


class _Searches:
    """Searches for one kind each: by author, else by the rarest of their tags; the few others in one list."""

    def __init__(self, wanted: Iterable[tuple[Source, Kind]]) -> None:
        self._by_author: defaultdict[tuple[Kind, str], list[_Wanted]] = defaultdict(list)
        self._by_tag: defaultdict[tuple[Kind, str], list[_Wanted]] = defaultdict(list)
        self._others: defaultdict[Kind, list[_Wanted]] = defaultdict(list)
        entries = [(kind, _wanted(source, kind)) for source, kind in wanted]
        common = Counter(tag for _, one in entries for tag in one.tags)
        for kind, one in entries:
            if one.author is not None:
                self._by_author[kind, one.author].append(one)
            elif one.tags:
                self._by_tag[kind, min(one.tags, key=lambda tag: (common[tag], tag))].append(one)
            else:
                self._others[kind].append(one)

    def of(self, subject: Subject) -> list[Source]:
        """The searches that find it, by the same rule as `searching.matches`."""
        kind, author, name = subject.kind, subject.author.lower(), subject.repo_id.lower()
        tags = {tag.lower() for tag in subject.tags}
        tried = [*self._by_author.get((kind, author), ()), *self._others.get(kind, ())]
        for tag in tags:
            tried += self._by_tag.get((kind, tag), ())
        return [
            one.source
            for one in tried
            if one.tags <= tags and one.author in (None, author) and all(word in name for word in one.words)
        ]

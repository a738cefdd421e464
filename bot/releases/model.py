"""Watches and releases: values and rules, no storage, no Discord, no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from bot.releases.parts import Base, Claim, Collected, Paper, Quantisation, Revision, StatedIn
from bot.releases.timing import USUAL, Timing

RepositoryKind = Literal["model", "dataset", "space"]
Kind = Literal["model", "dataset", "space", "paper"]
SourceKind = Literal["author", "repository", "search", "collection", "papers", "revisions"]
Gate = Literal["open", "automatic", "manual"]
WatchState = Literal["active", "paused"]
Relation = Literal["base", "finetune", "adapter", "quantized", "merge"]
Origin = Literal["any", "own", "community"]
Access = Literal["any", "open", "gated"]
ListKind = Literal["model", "dataset", "space", "any"]

REPOSITORY_KINDS: tuple[RepositoryKind, ...] = get_args(RepositoryKind)
KINDS: tuple[Kind, ...] = get_args(Kind)

# A repository older than this when it is first seen was private before: its date of creation is not news.
BORN_PUBLIC = timedelta(days=2)
# What the Hub allows in the name of a user or organisation, as far as a button's custom id has room for it.
_AUTHOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,66}[A-Za-z0-9])?")
_PASTED = re.compile(r"^(?:https?://)?(?:www\.)?huggingface\.co/", re.IGNORECASE)


@dataclass(frozen=True)
class Release:
    """What is said of something that is new. Unknown facts are None or empty, never guessed.

    It is a repository that became public, unless `paper` tells of a paper, `revision` of what changed in
    a repository that is there for longer, or `collected` of a collection to which it was added. What was made
    some time ago and was found `by_search` only may have become public, or may just have got its tags.

    `parameters` comes from the weights' own headers as the Hub reports them; where they are packed, each
    counted number holds several quantised weights. `active_parameters` are those that a mixture of experts
    uses for one token, `active_stated_in` says where that is written. `size_bytes` is the sum of the files of
    this revision; `seen_at` is when the bot first saw the repository in public. `datasets` are what a model
    was trained on, `models` what a Space uses, `spaces` who uses a model, `papers` numbers of arXiv, `rows`
    the least and the most examples that a dataset may have (None: no end).
    """

    kind: Kind
    key: str
    repo_id: str
    author: str
    url: str
    created_at: datetime | None
    seen_at: datetime
    task: str | None = None
    library: str | None = None
    licence: str | None = None
    licence_name: str | None = None
    languages: tuple[str, ...] = ()
    bases: tuple[Base, ...] = ()
    parameters: int | None = None
    parameters_are_packed: bool = False
    size_bytes: int | None = None
    context_length: int | None = None
    gate: Gate = "open"
    summary: str | None = None
    thumbnail: str | None = None
    tags: tuple[str, ...] = ()
    paper: Paper | None = None
    revision: Revision | None = None
    collected: Collected | None = None
    by_search: bool = False
    likes: int | None = None
    trending_score: int | None = None
    licence_link: str | None = None
    active_parameters: int | None = None
    active_stated_in: StatedIn | None = None
    formats: tuple[str, ...] = ()
    quantisations: tuple[Quantisation, ...] = ()
    datasets: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    papers: tuple[str, ...] = ()
    spaces: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    rows: tuple[int, int | None] | None = None
    sdk: str | None = None
    hardware: str | None = None

    @property
    def name(self) -> str:
        """The repository's name without its author; the title of a paper."""
        return self.repo_id.rpartition("/")[2] if self.paper is None else self.paper.title

    @property
    def hub(self) -> str:
        """Address of the Hub that it was read from."""
        return self.url.removesuffix(self.repo_id).rstrip("/").removesuffix(f"/{self.kind}s")


@dataclass(frozen=True)
class Count:
    """How much a repository is liked; None: the Hub did not say."""

    likes: int | None
    trending_score: int | None


@dataclass(frozen=True)
class Filters:
    """What a watch lets through; an empty tuple, None or "any" asks for nothing. `filters.py` has the rules.

    `smallest` and `largest` are numbers of parameters, both included. `origin` asks who derived a model
    from another: its own author ("own") or somebody else ("community"). `include` and `exclude` are parts
    of names. What has fewer than `least_likes`, or a trending score below `least_trending`, waits for them.
    """

    tasks: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    smallest: int | None = None
    largest: int | None = None
    access: Access = "any"
    relations: tuple[Relation, ...] = ()
    origin: Origin = "any"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    least_likes: int | None = None
    least_trending: int | None = None


@dataclass(frozen=True)
class Mention:
    """The role that a post calls, if the post passes `filters` too; `is_gone`: somebody deleted the role."""

    role_id: int
    filters: Filters = Filters()
    is_gone: bool = False


@dataclass(frozen=True)
class Posting:
    """How a watch posts in its channel.

    In a forum every release is a post of its own with these `tags` (ids); from an announcement channel it
    goes on to the channels that follow when `crosspost` says so.
    """

    is_forum: bool = False
    tags: tuple[int, ...] = ()
    crosspost: bool = False
    mention: Mention | None = None


@dataclass(frozen=True, order=True)
class Source:
    """What a watch listens to; `sources.py` says what each kind's `value` is and how people type it."""

    kind: SourceKind
    value: str


@dataclass(frozen=True)
class Plan:
    """What a moderator wants a channel to hear of: a watch before it is saved.

    Until `paused_until` nothing is announced.
    """

    source: Source
    channel_id: int
    kinds: tuple[Kind, ...]
    filters: Filters = Filters()
    posting: Posting = Posting()
    timing: Timing = USUAL
    paused_until: datetime | None = None


@dataclass(frozen=True)
class Watch:
    """What one channel wants to hear of."""

    id: int
    guild_id: int
    channel_id: int
    source: Source
    kinds: tuple[Kind, ...]
    filters: Filters
    state: WatchState
    pause_reason: str | None
    paused_until: datetime | None
    created_at: datetime
    posting: Posting = Posting()
    timing: Timing = USUAL

    @property
    def plan(self) -> Plan:
        """The same, to be saved again or somewhere else."""
        return Plan(
            self.source,
            self.channel_id,
            self.kinds,
            self.filters,
            self.posting,
            self.timing,
            self.paused_until,
        )


@dataclass(frozen=True)
class ReadList:
    """One list on the Hub that a source needs: "any" is the kind of one that holds several kinds.

    What was created before `horizon_at` counts as known. `memory` is what the last look has to remember.
    """

    source: Source
    kind: ListKind
    horizon_at: datetime | None
    released_at: datetime | None = None
    id: int = 0
    memory: Mapping[str, Any] | None = field(default=None, hash=False)


def was_private(release: Release) -> bool:
    """Whether the repository was made some time before it could be seen."""
    if release.paper or release.revision or release.collected or release.by_search:
        return False
    return release.created_at is not None and release.seen_at - release.created_at > BORN_PUBLIC


def published_at(release: Release) -> datetime:
    """When it became public, as well as anyone outside can know."""
    if release.created_at is None or was_private(release):
        return release.seen_at
    return release.created_at


def is_news(created_at: datetime | None, watched: ReadList) -> bool:
    """Whether an unknown repository of a list is new, or only lies beyond what the first look had read."""
    return watched.horizon_at is None or created_at is None or created_at >= watched.horizon_at


def read_repository(typed: str) -> str | None:
    """The repository that a person meant: `author/name` or a pasted address; None when it can be none."""
    text = _PASTED.sub("", typed.strip()).partition("?")[0].strip("/")
    for prefix in ("models/", "datasets/", "spaces/"):
        text = text.removeprefix(prefix)
    names = text.split("/")[:2]
    return "/".join(names) if len(names) == 2 and all(_AUTHOR.fullmatch(name) for name in names) else None

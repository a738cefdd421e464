"""Watches and releases: values and rules, no storage, no Discord, no clock."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

Kind = Literal["model", "dataset", "space"]
SourceKind = Literal["author", "repository", "search", "collection", "papers", "revisions"]
Gate = Literal["open", "automatic", "manual"]
WatchState = Literal["active", "paused"]
Relation = Literal["base", "finetune", "adapter", "quantized", "merge"]
Origin = Literal["any", "own", "community"]
Access = Literal["any", "open", "gated"]

KINDS: tuple[Kind, ...] = ("model", "dataset", "space")
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)

# A repository older than this when it is first seen was private before: its date of creation is not news.
BORN_PUBLIC = timedelta(days=2)
# What the Hub allows in the name of a user or organisation, as far as a button's custom id has room for it.
_AUTHOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,66}[A-Za-z0-9])?")
_PASTED = re.compile(r"^(?:https?://)?(?:www\.)?huggingface\.co/", re.IGNORECASE)


@dataclass(frozen=True)
class Base:
    """What a repository was made from; `relation` is the Hub's word, such as finetune or quantized."""

    relation: str
    repo_id: str


@dataclass(frozen=True)
class Release:
    """What is said of a repository that became public. Unknown facts are None or empty, never guessed.

    `parameters` comes from the weights' own headers as the Hub reports them; where they are packed, each
    counted number holds several quantised weights. `size_bytes` is the sum of the files of this revision;
    `seen_at` is when the bot first saw the repository in public.
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

    @property
    def name(self) -> str:
        """The repository's name without its author."""
        return self.repo_id.rpartition("/")[2]

    @property
    def hub(self) -> str:
        """Address of the Hub that it was read from."""
        return (
            self.url.removesuffix(self.repo_id).rstrip("/").removesuffix("/datasets").removesuffix("/spaces")
        )


@dataclass(frozen=True)
class Filters:
    """What a watch lets through; an empty tuple, None or "any" asks for nothing. `filters.py` has the rules.

    `smallest` and `largest` are numbers of parameters, both included. `origin` asks who derived a model
    from another: its own author ("own") or somebody else ("community"). `include` and `exclude` are parts
    of names.
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


@dataclass(frozen=True, order=True)
class Source:
    """What a watch listens to; `sources.py` says what each kind's `value` is and how people type it."""

    kind: SourceKind
    value: str


@dataclass(frozen=True)
class Plan:
    """What a moderator wants a channel to hear of: a watch before it is saved."""

    source: Source
    channel_id: int
    kinds: tuple[Kind, ...]
    filters: Filters = Filters()


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

    @property
    def plan(self) -> Plan:
        """The same, to be saved again or somewhere else."""
        return Plan(self.source, self.channel_id, self.kinds, self.filters)


@dataclass(frozen=True)
class ReadList:
    """One list on the Hub: all repositories of one kind by one author."""

    author: str
    kind: Kind
    horizon_at: datetime | None
    released_at: datetime | None = None


def was_private(release: Release) -> bool:
    """Whether the repository was made some time before it could be seen."""
    return release.created_at is not None and release.seen_at - release.created_at > BORN_PUBLIC


def published_at(release: Release) -> datetime:
    """When it became public, as well as anyone outside can know."""
    if release.created_at is None or was_private(release):
        return release.seen_at
    return release.created_at


def is_news(created_at: datetime | None, watched: ReadList) -> bool:
    """Whether an unknown repository of a list is new, or only lies beyond what the first look had read."""
    return watched.horizon_at is None or created_at is None or created_at >= watched.horizon_at


def read_author(typed: str) -> str | None:
    """The author that a person meant: a name, `@name`, or a pasted address; None when it can be none."""
    text = _PASTED.sub("", typed.strip()).lstrip("@").partition("?")[0].strip("/")
    for prefix in ("models/", "datasets/", "spaces/"):
        text = text.removeprefix(prefix)
    name = text.partition("/")[0]
    return name if _AUTHOR.fullmatch(name) else None


def read_repository(typed: str) -> str | None:
    """The repository that a person meant: `author/name` or a pasted address; None when it can be none."""
    text = _PASTED.sub("", typed.strip()).partition("?")[0].strip("/")
    for prefix in ("models/", "datasets/", "spaces/"):
        text = text.removeprefix(prefix)
    names = text.split("/")[:2]
    return "/".join(names) if len(names) == 2 and all(_AUTHOR.fullmatch(name) for name in names) else None

"""What a release is made of besides plain facts: bases, papers, changes, collections, claims."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Part = Literal["weights", "config", "chat_template", "tokenizer", "licence", "access", "card", "other"]
StatedIn = Literal["name", "card"]
ClaimedBy = Literal["authors", "others", "verified"]


@dataclass(frozen=True)
class Base:
    """What a repository was made from; `relation` is the Hub's word, such as finetune or quantized."""

    relation: str
    repo_id: str


@dataclass(frozen=True)
class Paper:
    """What the daily papers say of a paper. `abstract` is by its authors; `short` is the Hub's own summary.

    `published_at` is the paper's own date, `submitted_at` the day on which it came to the daily papers.
    `github` and `project_page` are addresses; `models` and `datasets` are ids of repositories that name it.
    """

    id: str
    title: str
    abstract: str | None = None
    short: str | None = None
    authors: tuple[str, ...] = ()
    organisation: str | None = None
    submitted_by: str | None = None
    published_at: datetime | None = None
    submitted_at: datetime | None = None
    upvotes: int | None = None
    keywords: tuple[str, ...] = ()
    github: str | None = None
    project_page: str | None = None
    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Commit:
    """One commit, by the hash and the title that its author gave it."""

    sha: str
    title: str


@dataclass(frozen=True)
class Revision:
    """What changed in a repository after the commit `before`; `commits` are the newest first."""

    sha: str
    before: str
    changed: tuple[Part, ...] = ()
    commits: tuple[Commit, ...] = ()


@dataclass(frozen=True)
class Collected:
    """The collection to which something was added: its slug on the Hub, its title, and whose it is."""

    slug: str
    title: str
    owner: str


@dataclass(frozen=True)
class Claim:
    """A measurement that somebody states for a model; the Hub checks none but the verified ones.

    `value` is as it was stated, a number or words such as "25.59%". `name` is who states it, where that is
    not the model's authors, and `url` where it is stated.
    """

    benchmark: str
    metric: str | None
    value: float | str
    by: ClaimedBy = "authors"
    name: str | None = None
    url: str | None = None
    notes: str | None = None


@dataclass(frozen=True)
class Quantisation:
    """A model stored smaller, by llama.cpp's name such as Q4_K_M; `size_bytes` is that of its files."""

    name: str
    size_bytes: int | None = None

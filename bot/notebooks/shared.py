"""Notebooks that members share, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.notebooks.answers import Looked
from bot.notebooks.facts import Facts
from bot.notebooks.findings import Decision
from bot.results.model import Posted

State = Literal["public", "withdrawn", "hidden"]


@dataclass(frozen=True)
class Draft:
    """What a member has seen and not shared yet; `address` is where its file can be had again."""

    id: int
    author_id: int
    channel_id: int
    file_name: str
    address: str
    looked: Looked
    decisions: Mapping[int, Decision]
    link: str | None = None


@dataclass(frozen=True)
class Shared:
    """One version of a notebook; `facts` have the title and the summary that its author chose.

    `masked` is how many things were taken out of it, `post` the nonce of its post. `reason` is why
    moderators have hidden it.
    """

    id: int
    author_id: int
    state: State
    reason: str | None
    number: int
    newest: int
    post: str
    channel_id: int
    file_name: str
    sha256: str
    facts: Facts
    masked: int
    created_at: datetime


@dataclass(frozen=True)
class Came:
    """A public result that came out of a notebook; `url` is that of its post, as soon as Discord has it."""

    posted: Posted
    url: str | None = None


@dataclass(frozen=True)
class New:
    """A version that is to be stored. `content` is the file as everyone may have it."""

    channel_id: int
    post: str
    file_name: str
    sha256: str
    content: bytes
    facts: Facts
    masked: int


@dataclass(frozen=True)
class Search:
    """Which notebooks are wanted; None: whatever it is. Parts of names are enough."""

    words: str | None = None
    model: str | None = None
    dataset: str | None = None
    library: str | None = None
    author_id: int | None = None


def named(facts: Facts, title: str | None, summary: str | None) -> Facts:
    """The facts under the title and with the summary that the author chose."""
    facts = replace(facts, title=title or facts.title)
    return facts if summary is None else replace(facts, summary=summary, summarised_by=None)


def key(facts: Facts) -> str:
    """The name under which sharing again makes a version."""
    return " ".join(facts.title.casefold().split())


def words(facts: Facts) -> str:
    """What a search for words looks in."""
    libraries = [one.name for one in facts.libraries]
    settings = [one.name for one in facts.settings] + [one.name for one in facts.metrics]
    told = [facts.title, facts.summary, *facts.models, *facts.datasets, *libraries, *dict.fromkeys(settings)]
    return "\n".join(told).casefold()

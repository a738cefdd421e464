"""The values that the local Hub keeps."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["model", "dataset", "space"]
Gated: TypeAlias = Literal[False, "auto", "manual"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass
class Commit:
    """One commit of the main branch. `at` is in seconds since the epoch, as every time here.

    `files` are its files as an info shows them, kept when another commit comes on top.
    """

    sha: str
    title: str
    author: str
    at: float
    message: str = ""
    files: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Repository:
    """A model, a dataset or a Space.

    `card_data` and `body` make its README.md; `files` are names and sizes in bytes without it, `texts` the
    files whose content can be read, `large` the SHA-256 of those that were uploaded. `raw` holds an info
    captured elsewhere, which is then given as it is.
    """

    kind: Kind
    id: str
    oid: str
    created_at: float
    published_at: float | None = None
    private: bool = False
    gated: Gated = False
    pipeline_tag: str | None = None
    library: str | None = None
    summary: str = ""
    tags: list[str] = field(default_factory=list)
    card_data: dict[str, Any] = field(default_factory=dict)
    body: str | None = None
    config: dict[str, Any] | None = None
    parameters: dict[str, int] = field(default_factory=dict)
    gguf: dict[str, Any] | None = None
    files: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    large: dict[str, str] = field(default_factory=dict)
    downloads: int = 0
    likes: int = 0
    trending_score: int = 0
    sdk: str | None = None
    uses: dict[str, list[str]] = field(default_factory=dict)
    eval_results: list[dict[str, Any]] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    raw: dict[str, Any] | None = None

    @property
    def author(self) -> str:
        """The organisation or user; a few old models have none and are their own."""
        return self.id.split("/")[0]

    @property
    def sha(self) -> str:
        """The newest commit."""
        return self.commits[0].sha

    @property
    def last_modified(self) -> float:
        """When the newest commit was made, which is not when the repository was published."""
        return self.commits[0].at

    def commit(self, at: float, title: str, author: str | None = None) -> Commit:
        """Add a commit on top."""
        sha = digest("commit", self.oid, str(len(self.commits)), title)[:40]
        self.commits.insert(0, Commit(sha, title, author or self.author, at))
        return self.commits[0]


@dataclass
class Owner:
    """An organisation or a user."""

    name: str
    fullname: str
    type: Literal["org", "user"] = "org"
    verified: bool = False
    followers: int = 0
    details: str = ""

    @property
    def oid(self) -> str:
        """The owner's object id."""
        return object_id("owner", self.name)


@dataclass
class Paper:
    """A paper, with the day on which it was submitted to the daily papers."""

    id: str
    title: str
    summary: str
    authors: list[str]
    published_at: float
    submitted_at: float
    submitted_by: str
    upvotes: int = 0
    comments: int = 0
    ai_summary: str | None = None
    ai_keywords: list[str] = field(default_factory=list)
    github_repo: str | None = None
    github_stars: int | None = None
    project_page: str | None = None
    organization: str | None = None


@dataclass
class Collection:
    """A list of repositories and papers that somebody keeps; `items` are (type, id)."""

    slug: str
    title: str
    owner: str
    items: list[tuple[str, str]]
    updated_at: float
    description: str = ""
    upvotes: int = 0


@dataclass
class Webhook:
    """A webhook of the account that the token belongs to; `watched` are {"type", "name"}."""

    id: str
    url: str
    watched: list[dict[str, str]]
    domains: list[str]
    secret: str | None = None
    disabled: bool = False


def digest(*parts: str) -> str:
    """A hex digest of 64 characters that the same parts always give."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def object_id(*parts: str) -> str:
    """24 hex digits, as the Hub numbers its objects."""
    return digest(*parts)[:24]


def instant(seconds: float) -> str:
    """The Hub's way of writing a time: `2025-06-19T14:02:07.000Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def seconds(text: str) -> float:
    """Seconds since the epoch of an ISO date or time; UTC unless it says otherwise."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

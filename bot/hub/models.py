"""What the Hub says of repositories, papers and authors, as values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["model", "dataset", "space"]
Gated: TypeAlias = Literal[False, "auto", "manual"]
Relation: TypeAlias = Literal["finetune", "adapter", "quantized", "merge", "unknown"]

_WEB_PREFIX: dict[Kind, str] = {"model": "", "dataset": "datasets/", "space": "spaces/"}
# Data types that hold several quantised weights in one number, so that counts of numbers are not parameters.
_PACKED_DTYPES = frozenset({"I32", "U32", "U8", "I8"})


@dataclass(frozen=True)
class Licence:
    """`name` and `link` are given where `id` is "other"."""

    id: str
    name: str | None = None
    link: str | None = None


@dataclass(frozen=True)
class File:
    """A file of a repository; `size` in bytes and the hash of its content come where they were asked for."""

    name: str
    size: int | None = None
    digest: str | None = None


@dataclass(frozen=True)
class EvalResult:
    """An entry of a model's `.eval_results/`, which is not its card's older model-index."""

    dataset_id: str | None
    task_id: str | None
    value: float | None
    raw: dict[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Repository:
    """A model, a dataset or a Space, with everything unstated as None or empty.

    `key` stays the same when the repository is renamed. `parameters` is what the Hub counted in the weights,
    never a guess from file sizes; it counts packed numbers where `is_packed`. `size_bytes` is the sum of the
    files of this revision, or, where `size_is_storage`, of all revisions. `spaces` use a model, `models` are
    used by a Space, whose `hardware` is what it runs on; `rows` are the examples that a dataset's card
    counts. `oddities` names the fields whose value was of a kind that nobody expects, and was ignored.
    """

    kind: Kind
    id: str
    key: str
    author: str
    sha: str | None = None
    created_at: datetime | None = None
    last_modified: datetime | None = None
    private: bool = False
    gated: Gated = False
    pipeline_tag: str | None = None
    library: str | None = None
    licence: Licence | None = None
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    base_models: tuple[tuple[Relation, str], ...] = ()
    datasets: tuple[str, ...] = ()
    parameters: int | None = None
    parameters_by_dtype: tuple[tuple[str, int], ...] = ()
    context_length: int | None = None
    chat_template: str | None = None
    size_bytes: int | None = None
    size_is_storage: bool = False
    files: tuple[File, ...] = ()
    spaces: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    hardware: str | None = None
    rows: int | None = None
    downloads: int | None = None
    likes: int | None = None
    trending_score: float | None = None
    description: str | None = None
    sdk: str | None = None
    card_data: dict[str, Any] = field(default_factory=dict, hash=False)
    model_index: Any = field(default=None, hash=False)
    eval_results: tuple[EvalResult, ...] = ()
    oddities: tuple[str, ...] = ()

    @property
    def siblings(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(file.name for file in self.files)

    @property
    def papers(self) -> tuple[str, ...]:
        """The numbers on arXiv of the papers that its card names."""
        return self.tagged("arxiv")

    def tagged(self, name: str) -> tuple[str, ...]:
        """The values of the tags `name:value`."""
        prefix = f"{name}:"
        return tuple(
            tag.removeprefix(prefix) for tag in self.tags if tag.startswith(prefix) and tag != prefix
        )

    @property
    def is_packed(self) -> bool:
        """Whether counted numbers hold several quantised weights each: the sum is no count of weights.

        Layers that are not quantised may be more than half of the numbers, and whole models have a few
        integers too, such as positions: a twentieth tells them apart.
        """
        packed = sum(count for dtype, count in self.parameters_by_dtype if dtype in _PACKED_DTYPES)
        return packed * 20 > sum(count for _, count in self.parameters_by_dtype)

    def url(self, endpoint: str) -> str:
        """The repository's page on the Hub at `endpoint`."""
        return f"{endpoint.rstrip('/')}/{_WEB_PREFIX[self.kind]}{self.id}"


def prefixed(tags: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    """What follows a prefix such as `license:` in those tags that have it."""
    return tuple(tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix) and tag != prefix)


@dataclass(frozen=True)
class Author:
    """An organisation or a user, as the Hub spells the name."""

    name: str
    fullname: str
    type: Literal["org", "user"]
    avatar_url: str | None = None
    models: int | None = None
    datasets: int | None = None
    spaces: int | None = None
    followers: int | None = None


@dataclass(frozen=True)
class Paper:
    """A daily paper: `published_at` is its own date, `submitted_at` the day it came to the Hub."""

    id: str
    title: str
    summary: str | None = None
    ai_summary: str | None = None
    ai_keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    submitted_at: datetime | None = None
    submitted_by: str | None = None
    organization: str | None = None
    upvotes: int | None = None
    comments: int | None = None
    github_repo: str | None = None
    project_page: str | None = None
    thumbnail: str | None = None
    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """Something in a collection; `type` is model, dataset, space, paper, or what the Hub may invent."""

    type: str
    id: str


@dataclass(frozen=True)
class Collection:
    """A list of repositories and papers that somebody keeps."""

    slug: str
    title: str
    owner: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Commit:
    """One commit of a repository."""

    sha: str
    title: str
    made_at: datetime | None = None


@dataclass(frozen=True)
class Page:
    """One page of a list; `next_url` is where the next one is."""

    items: tuple[Repository, ...]
    next_url: str | None = None

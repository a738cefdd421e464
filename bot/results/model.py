"""Results: values, no storage, no Discord, no clock. What a source does not say is None, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from bot.outdated.model import Measured, Outdated
from bot.results.linked.model import OfNotebook
from bot.results.samples.model import SampleScores
from bot.texts import Sentence

Provenance = Literal["claimed", "posted", "reproduced", "verified"]
ErrorOrigin = Literal["given", "recomputed", "repetitions"]
Unit = Literal["share", "points", "number", "tokens/s", "requests/s", "ms", "s", "bytes"]
State = Literal["public", "unlisted", "withdrawn", "hidden"]
# Shown in its post; what is not public stands in a channel that not everybody may read, and in no list.
LIVE: tuple[State, ...] = ("public", "unlisted")
Act = Literal[
    "amended",
    "withdrawn",
    "disputed",
    "settled",
    "hidden",
    "shown",
    "verified",
    "unverified",
    "scored",
    "rescored",
    "unscored",
]
Agreement = Literal["agrees", "differs", "unclear"]
Fact = str | int | float | bool


@dataclass(frozen=True)
class Spread:
    """A standard error, in the value's unit, and how it is known.

    `given` by the source, `recomputed` from the value and the number of samples, or from the `repetitions` of
    a speed.
    """

    standard_error: float
    origin: ErrorOrigin


@dataclass(frozen=True)
class Setup:
    """How a result was measured: what must agree before two results can be compared.

    `limit` is how many samples the person asked for (below 1: a share of them). `conditions` are those of a
    speed, such as prompt tokens, depth and concurrency; `generation` are settings such as the temperature.
    """

    shots: int | None = None
    limit: float | None = None
    chat_template_sha: str | None = None
    generation: Mapping[str, Fact] = field(default_factory=dict)
    conditions: Mapping[str, Fact] = field(default_factory=dict)
    quantisation: str | None = None
    dtype: str | None = None
    engine: str | None = None
    engine_version: str | None = None
    harness: str | None = None
    harness_version: str | None = None
    hardware: str | None = None
    seed: int | None = None


@dataclass(frozen=True)
class Result:
    """One number that somebody measured or claimed.

    `model` is a repository on the Hub and `model_name` what the source calls the model, without folders.
    `benchmark` is the registry's id, or the task's own name where the registry does not know it; `subset` is
    the part of a benchmark that was run, None for all of it. `is_revision_of_posting` says that the source
    does not state the revision, and that it is the repository's newest of the time when it was posted.
    `value` is in `unit`, where a share goes from 0 to 1; `written` is the same number as it stands in the
    source. `deviation` is a standard deviation that the source states. `samples` were used of
    `samples_total`.
    """

    benchmark: str
    task: str
    metric: str
    value: float
    written: float
    unit: Unit
    higher_is_better: bool | None = None
    model: str | None = None
    model_name: str | None = None
    revision: str | None = None
    is_revision_of_posting: bool = False
    subset: str | None = None
    task_version: str | None = None
    filter: str | None = None
    spread: Spread | None = None
    deviation: float | None = None
    samples: int | None = None
    samples_total: int | None = None
    partial: bool = False
    measured_at: datetime | None = None
    setup: Setup = Setup()
    provenance: Provenance = "posted"


@dataclass(frozen=True)
class Posted:
    """A result that a member made public, with its place in the post `post`.

    `is_from_file` says that it was read from a file, so that its value cannot be typed anew.
    """

    id: int
    author_id: int
    post: str
    state: State
    created_at: datetime
    result: Result
    is_disputed: bool = False
    is_from_file: bool = False


@dataclass(frozen=True)
class FieldChange:
    """One fact of a result from → to; the value is in the result's unit."""

    name: str
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True)
class Change:
    """What somebody did to a result after it was posted, with their words."""

    result_id: int
    what: Act
    by_id: int
    at: datetime
    note: str | None = None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Again:
    """Another member's result of the same test and model, whether they agree, and whether it came later.

    `url` is that of its post, as soon as Discord has it.
    """

    other: Posted
    agreement: Agreement
    is_later: bool
    url: str | None = None


@dataclass(frozen=True)
class Told:
    """What a post tells: its results, also those that are not public any more, and what was done to them.

    `again` is what others measured of the same, by result; `wanted` are those that shall be measured again.
    `outdated` are the revisions after which the model changed; `notebooks` are those that each result came
    out of. `channel_id` is where the post is, as far as it is known.
    """

    posted: tuple[Posted, ...]
    changes: Mapping[int, tuple[Change, ...]] = field(default_factory=dict)
    again: Mapping[int, tuple[Again, ...]] = field(default_factory=dict)
    wanted: frozenset[int] = frozenset()
    outdated: Mapping[Measured, Outdated] = field(default_factory=dict)
    notebooks: Mapping[int, tuple[OfNotebook, ...]] = field(default_factory=dict)
    channel_id: int | None = None


@dataclass(frozen=True)
class Scrubbed:
    """Something that was taken out, and where: never the thing itself."""

    kind: str
    place: str


@dataclass(frozen=True)
class Reading:
    """What was read from one file, or why it was not.

    `sha256` is of the file as it came; `raw` is its record without what was scrubbed and without long lists.
    `scores` are those of single samples, for paired tests.
    `columns` are those of a table that was not read, since nobody knows what they mean or, where its `format`
    is known, on which scale its values are; `raw` is its text, and `said` what its poster typed
    about them last.
    """

    file: str
    sha256: str
    format: str | None = None
    results: tuple[Result, ...] = ()
    warnings: tuple[Sentence, ...] = ()
    scrubbed: tuple[Scrubbed, ...] = ()
    raw: object = None
    scores: tuple[SampleScores, ...] = ()
    error: Sentence | None = None
    columns: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)


def with_model(
    readings: Sequence[Reading],
    model: str | None,
    name: str,
    revision: str | None,
    *,
    called: str | None,
    is_revision_of_posting: bool = False,
) -> tuple[Reading, ...]:
    """The readings with this model where theirs is no repository and is `called` so (None: not at all)."""
    return tuple(
        replace(
            reading,
            results=tuple(
                one
                if one.model is not None or one.model_name != called
                else replace(
                    one,
                    model=model,
                    model_name=name,
                    revision=one.revision or revision,
                    is_revision_of_posting=one.revision is None and is_revision_of_posting,
                )
                for one in reading.results
            ),
        )
        for reading in readings
    )


def with_revision(readings: Sequence[Reading], model: str, revision: str | None) -> tuple[Reading, ...]:
    """The readings with this revision where they are of the model and state none."""
    return tuple(
        replace(
            reading,
            results=tuple(
                replace(one, revision=revision) if one.model == model and one.revision is None else one
                for one in reading.results
            ),
        )
        for reading in readings
    )

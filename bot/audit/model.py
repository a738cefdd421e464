"""Who changed what, and when: values and rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias, get_args

ResultAct = Literal[
    "result_hidden",
    "result_shown",
    "result_verified",
    "result_unverified",
    "result_settled",
    "result_unscored",
    "poster_barred",
    "poster_allowed",
    "benchmark_added",
    "benchmark_named",
    "benchmark_removed",
    "notebook_hidden",
    "notebook_shown",
    "notebook_untied",
]
GuideAct = Literal["guide_added", "guide_removed"]
Act = Literal[
    "settings", "added", "copied", "imported", "changed", "paused", "resumed", "removed", ResultAct, GuideAct
]
State: TypeAlias = Mapping[str, Any]
"""What something was at one time, as JSON values."""

KEPT = timedelta(days=180)
# What moderators filter by, and which acts each of these words means.
ACTS: dict[str, tuple[Act, ...]] = {
    "settings": ("settings",),
    "added": ("added", "copied", "imported"),
    "changed": ("changed",),
    "paused": ("paused", "resumed"),
    "removed": ("removed",),
    "results": get_args(ResultAct),
    "guides": get_args(GuideAct),
}


@dataclass(frozen=True)
class Filter:
    """Which changes are wanted: of one member, of one kind (a key of ACTS); None: of all."""

    member_id: int | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Change:
    """One act of a person, or of Essai itself (`by` is None), on one thing: None where it was not there."""

    act: Act
    by: int | None
    before: State | None
    after: State | None


@dataclass(frozen=True)
class Entry:
    """A change that was noted."""

    id: int
    at: datetime
    change: Change

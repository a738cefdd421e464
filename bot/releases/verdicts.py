"""Why a watch did or did not post a repository: one verdict for each watch."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.releases.filters import FilteredBy, esteem, objections
from bot.releases.model import Count, Release, Watch
from bot.releases.timing import Cause, Wait

State = Literal[
    "posted", "folded", "held", "waiting", "failed", "filtered", "paused", "baseline", "gone", "reading",
    "unseen", "duplicate", "growing", "quiet",
]  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """What became of a message; `message_id` once Discord has it, `failure` when it never will.

    `folded_into` is the repository that the message was made for, where that is another one; `edit_failure`
    says why the message cannot be changed any more. `crosspost` is a state of `bot/outbox/crossposting.py`,
    None where it was not asked for;
    `is_discussed` says that people talk about it in a thread below it, which has the message's id.
    """

    message_id: int | None
    failure: str | None
    folded_into: str | None = None
    edit_failure: str | None = None
    thread_id: int | None = None
    crosspost: str | None = None
    is_discussed: bool = False


@dataclass(frozen=True)
class Trace:
    """Everything that is kept of a repository for one guild; the dictionaries are by watch.

    `objections` has None where a watch was paused; `release` and its state are None for what was never one.
    """

    release_state: str | None = None
    first_seen_at: datetime | None = None
    release: Release | None = None
    sent: dict[int, Sent] = field(default_factory=dict)
    objections: dict[int, FilteredBy | None] = field(default_factory=dict)
    held: dict[int, Wait] = field(default_factory=dict)
    awaited: dict[int, tuple[Count, datetime]] = field(default_factory=dict)
    together: dict[int, Cause] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What one watch did with a repository; `together`: why it stands in one message with others."""

    watch: Watch
    state: State
    message_id: int | None = None
    failure: str | None = None
    refused: tuple[FilteredBy, ...] = ()
    folded_into: str | None = None
    wait: Wait | None = None
    until: datetime | None = None
    together: Cause | None = None
    thread_id: int | None = None
    crosspost: str | None = None


def verdict(watch: Watch, trace: Trace, on_hub: Release | None) -> Verdict:
    """Judge from what is kept; from what the Hub says now where the bot has never met the repository."""
    return _kept(watch, trace) or _of_what_is_there(watch, trace, on_hub)


def _of_what_is_there(watch: Watch, trace: Trace, on_hub: Release | None) -> Verdict:
    """What a watch would do that has done nothing with the repository yet."""
    if watch.source.kind in ("revisions", "collection"):
        return Verdict(watch, "paused" if watch.state == "paused" else "quiet")
    if trace.release_state in ("found", "gone"):
        return Verdict(watch, "reading" if trace.release_state == "found" else "gone")
    refused = () if on_hub is None else objections(on_hub, watch.kinds, watch.filters)
    was_known = trace.release_state is not None or trace.first_seen_at is not None
    if was_known and not any(one.reason == "kind" for one in refused):
        return Verdict(watch, "baseline")
    if refused:
        return Verdict(watch, "filtered", refused=refused)
    return Verdict(watch, "paused" if watch.state == "paused" else "unseen")


def _kept(watch: Watch, trace: Trace) -> Verdict | None:
    """What the watch has decided, if it has."""
    if watch.id in trace.sent:
        return _of_message(watch, trace.sent[watch.id])
    if watch.id in trace.held:
        return Verdict(watch, "held", wait=trace.held[watch.id])
    if watch.id in trace.awaited:
        count, until = trace.awaited[watch.id]
        short = esteem(watch.filters, count.likes, count.trending_score)
        return Verdict(watch, "growing", refused=short, until=until)
    if watch.id in trace.objections:
        return _of_objection(watch, trace.objections[watch.id])
    return None


def _of_message(watch: Watch, sent: Sent) -> Verdict:
    if sent.failure:
        return Verdict(watch, "failed", failure=sent.failure)
    if sent.message_id is None:
        return Verdict(watch, "waiting")
    state: State = "posted" if sent.folded_into is None else "folded"
    return Verdict(
        watch,
        state,
        sent.message_id,
        sent.edit_failure,
        folded_into=sent.folded_into,
        thread_id=sent.thread_id,
        crosspost=sent.crosspost,
    )


def _of_objection(watch: Watch, objection: FilteredBy | None) -> Verdict:
    if objection is None:
        return Verdict(watch, "paused")
    if objection.reason == "duplicate":
        return Verdict(watch, "duplicate")
    if objection.reason == "gone":
        return Verdict(watch, "gone")
    return Verdict(watch, "filtered", refused=(objection,))

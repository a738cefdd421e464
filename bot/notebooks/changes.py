"""What changed from one version of a notebook to the next, in what it uses, sets and finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from bot.notebooks.facts import Facts, Metric, Value

What = Literal["parameter", "metric", "model", "dataset", "library"]
MISSING: Final = None


@dataclass(frozen=True)
class Change:
    """Something that is new, gone or different; None: it is not there."""

    what: What
    name: str
    before: Value
    after: Value


def changes(before: Facts, after: Facts) -> tuple[Change, ...]:
    """What differs: models, datasets and libraries, then parameters, then metrics."""
    return (
        *_of_names("model", before.models, after.models),
        *_of_names("dataset", before.datasets, after.datasets),
        *_differences(
            "library",
            {one.name: one.version or "" for one in before.libraries},
            {one.name: one.version or "" for one in after.libraries},
        ),
        *_differences("parameter", _parameters(before), _parameters(after)),
        *_differences("metric", _metrics(before.metrics), _metrics(after.metrics)),
    )


def _of_names(what: What, before: Iterable[str], after: Iterable[str]) -> list[Change]:
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    gone = [Change(what, name, name, MISSING) for name in old if name not in new]
    return gone + [Change(what, name, MISSING, name) for name in new if name not in old]


def _differences(what: What, before: dict[str, Value], after: dict[str, Value]) -> list[Change]:
    return [
        Change(what, name, before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def _parameters(facts: Facts) -> dict[str, Value]:
    """The last value of each, by its name with what it stands in."""
    return {f"{one.group}.{one.name}".lstrip("."): one.value for one in facts.parameters}


def _metrics(metrics: Iterable[Metric]) -> dict[str, Value]:
    return {one.name: one.value for one in metrics}

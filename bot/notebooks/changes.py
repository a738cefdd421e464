"""What changed from one version of a notebook to the next, in what it uses, sets and finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.notebooks.facts import Facts, Metric, Value

What = Literal["parameter", "metric", "model", "dataset", "library"]
MISSING: Final = None


@dataclass(frozen=True)
class Change:
    """Something that is new, gone or different; None: it is not there.

    `are_percents` says of each of the two numbers of a metric whether it is in percent.
    """

    what: What
    name: str
    before: Value
    after: Value
    are_percents: tuple[bool, bool] = (False, False)


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
        *_of_parameters(_parameters(before), _parameters(after)),
        *_of_metrics(_metrics(before.metrics), _metrics(after.metrics)),
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


def _of_parameters(before: dict[str, Value], after: dict[str, Value]) -> Iterator[Change]:
    """A setting of None is told where it takes the place of a value, or a value its place."""
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield Change("parameter", name, _written(name, before), _written(name, after))


def _written(name: str, values: dict[str, Value]) -> Value:
    """None as the code has it, as a text: here it would mean that nothing is there."""
    value = values.get(name, MISSING)
    return str(None) if name in values and value is None else value


def _metrics(metrics: Iterable[Metric]) -> dict[str, Metric]:
    """The last of each name."""
    return {one.name: one for one in metrics}


def _of_metrics(before: dict[str, Metric], after: dict[str, Metric]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if old is not None and new is not None:
            old, new = _alike(old, new), _alike(new, old)
        first, was_percent = _number(old)
        second, is_percent = _number(new)
        if first != second or was_percent != is_percent:
            yield Change("metric", name, first, second, (was_percent, is_percent))


def _number(metric: Metric | None) -> tuple[float | None, bool]:
    return (MISSING, False) if metric is None else (metric.value, metric.is_percent)


def _alike(one: Metric, other: Metric) -> Metric:
    """A share from 0 to 1 in percent, where the other number has a percent sign."""
    if not other.is_percent or one.is_percent or not 0 <= one.value <= 1:
        return one
    # 0.57 * 100 is not quite 57.
    return replace(one, value=round(one.value * 100, 9), is_percent=True)

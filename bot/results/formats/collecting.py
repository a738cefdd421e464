"""Gathers the results of one file and checks each number as it comes in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.results import limits
from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.registry import bare_name, find
from bot.results.errors import Unreadable
from bot.results.keepable import require_keepable
from bot.results.metrics import Metric, metric_of
from bot.results.model import Provenance, Result, Setup, Spread, Unit
from bot.results.naming import ModelName
from bot.results.numbers import as_share, real, settle_error
from bot.texts import Sentence, later

NAMED = 5


class Collector:
    """The results of one file; `model`, `setup` and the date hold for all unless `add` says otherwise."""

    def __init__(
        self,
        model: ModelName,
        setup: Setup,
        measured_at: datetime | None = None,
        provenance: Provenance = "posted",
    ) -> None:
        self.setup = setup
        self.results: list[Result] = []
        self.warnings: list[Sentence] = []
        self.empty: list[str] = []
        self.false_errors: list[str] = []
        self._model = model
        self._measured_at = measured_at
        self._provenance: Provenance = provenance

    def add(
        self,
        task: str,
        metric: str,
        written: Any,
        *,
        error: Any = None,
        percent: bool = False,
        model: ModelName | None = None,
        spread: Spread | None = None,
        benchmark: Benchmark | None = None,
        **facts: Any,
    ) -> None:
        """One quality score; with `percent` the source writes shares from 0 to 100.

        `error` is a standard error as the source writes it, `spread` one that is known already.
        `benchmark` is one that only a server knows; what the registry knows is found by the task.

        A value that is no number is left out and told of. Raises Unreadable for one that cannot be.
        """
        known = find(task) if benchmark is None else (benchmark, None)
        rule = metric_of(metric) if benchmark is None else _rule_of(benchmark, metric)
        number = real(written)
        label = f"{task} {metric}"
        if number is None:
            self.empty.append(label)
            return
        is_share = rule.unit == "share"
        value = as_share(number, percent=percent and is_share)
        _require_range(label, value, rule, percent=percent)
        given = _standard_error(label, error)
        if given is not None:
            given = as_share(given, percent=percent and is_share)
        binary = rule.binary and (known is None or metric not in known[0].graded)
        samples = facts.get("samples")
        settled, false = settle_error(value, given, samples, binary=binary)
        if false:
            self.false_errors.append(label)
        self._keep(
            task, metric, value, number, rule.unit, known, model, spread=spread or settled, rule=rule, **facts
        )

    def add_speed(
        self,
        benchmark_id: str,
        metric: str,
        written: Any,
        *,
        task: str | None = None,
        factor: float = 1,
        model: ModelName | None = None,
        **facts: Any,
    ) -> None:
        """One figure of speed; `factor` brings it to the unit of its benchmark.

        One that is no number is left out and told of.
        """
        known = find(benchmark_id)
        assert known is not None
        number = real(written)
        label = f"{task or benchmark_id} {metric}"
        if number is None:
            self.empty.append(label)
            return
        if number < 0:
            raise Unreadable(later("{name} is {value}: a speed is never below 0.", name=label, value=number))
        rule = Metric(known[0].unit, known[0].higher_is_better)
        self._keep(
            task or benchmark_id, metric, number * factor, number, rule.unit, known, model, rule=rule, **facts
        )

    def join(self, other: "Collector") -> None:
        """Take over what another one gathered. Raises Unreadable for too many results."""
        _require_room(len(self.results) + len(other.results) - 1)
        self.results += other.results
        self.empty += other.empty
        self.false_errors += other.false_errors
        for one in other.warnings:
            self.warn(one)

    def warn(self, msgid: Sentence) -> None:
        """Something odd, said once."""
        if msgid not in self.warnings:
            self.warnings.append(msgid)

    def warn_of_limit(self) -> None:
        """Say that the run was limited, where it was."""
        limit = self.setup.limit
        if limit is not None and limit < 1:
            self.warn(
                later("The run was limited to {share:.0%} of each task: scores are rough.", share=limit)
            )
        elif limit is not None:
            self.warn(
                later("The run was limited to {limit:g} samples of each task: scores are rough.", limit=limit)
            )

    def finish(self) -> tuple[tuple[Result, ...], tuple[Sentence, ...]]:
        """All results and what is odd. Raises Unreadable when there are none."""
        if not self.results:
            if self.empty:
                raise Unreadable(
                    later(
                        "{names}: there is no number (NaN, infinite or empty). Nothing is left to post.",
                        names=some(self.empty),
                    )
                )
            raise Unreadable(later("The file is of a known format, but holds no result."))
        if self.empty:
            self.warn(later("Left out, since there is no number: {names}.", names=some(self.empty)))
        if self.false_errors:
            self.warn(
                later(
                    "The file says a standard error of 0, which no sample has, for {names}. It was "
                    "worked out "
                    "from the number of samples where that is known.",
                    names=some(self.false_errors),
                )
            )
        return tuple(self.results), tuple(self.warnings)

    def _keep(
        self,
        task: str,
        metric: str,
        value: float,
        number: float,
        unit: Unit,
        known: tuple[Benchmark, str | None] | None,
        model: ModelName | None,
        *,
        rule: Metric,
        setup: Setup | None = None,
        spread: Spread | None = None,
        **facts: Any,
    ) -> None:
        _require_room(len(self.results))
        benchmark, subset = (known[0].id, known[1]) if known else (bare_name(task), None)
        named = model or self._model
        if facts.get("higher_is_better") is None:
            facts["higher_is_better"] = rule.higher_is_better
        common: dict[str, Any] = {
            "revision": named.revision,
            "subset": subset,
            "measured_at": self._measured_at,
            "provenance": self._provenance,
        }
        result = Result(
            benchmark=benchmark,
            task=task,
            metric=metric,
            value=value,
            written=number,
            unit=unit,
            model=named.hub_id,
            model_name=named.name,
            is_revision_of_posting=named.is_revision_of_posting,
            spread=spread,
            setup=setup or self.setup,
            **(common | facts),
        )
        require_keepable(result)
        self.results.append(result)


def _rule_of(benchmark: Benchmark, metric: str) -> Metric:
    """The numbers of a server's own benchmark are in its unit, whatever the metric is called."""
    higher = benchmark.higher_is_better
    if benchmark.unit != "share":
        return Metric(benchmark.unit, higher)
    return Metric("share", higher, metric_of(metric).binary, lowest=0, highest=1)


def _require_room(there: int) -> None:
    if there >= limits.MOST_RESULTS:
        raise Unreadable(later("The file holds more than {most} results.", most=limits.MOST_RESULTS))


def _require_range(label: str, value: float, rule: Metric, *, percent: bool) -> None:
    below = rule.lowest is not None and value < rule.lowest
    above = rule.highest is not None and value > rule.highest
    if below or above:
        factor = 100 if percent else 1
        raise Unreadable(
            later(
                "{name} is {value}, outside of what is possible ({low} to {high}). Check the number.",
                name=label,
                value=round(value * factor, 6),
                low=_bound(rule.lowest, factor),
                high=_bound(rule.highest, factor),
            )
        )


def _bound(bound: float | None, factor: int) -> str:
    return "…" if bound is None else f"{bound * factor:g}"


def _standard_error(label: str, written: Any) -> float | None:
    number = real(written)
    if number is not None and number < 0:
        raise Unreadable(
            later(
                "The standard error of {name} is negative ({value}). No harness writes that: check the file.",
                name=label,
                value=number,
            )
        )
    return number


def some(names: Iterable[str]) -> str:
    """At most NAMED names, each once, and how many more."""
    unique = list(dict.fromkeys(names))
    more = f" (+{len(unique) - NAMED})" if len(unique) > NAMED else ""
    return ", ".join(unique[:NAMED]) + more

"""A result that a person types: one number with what they know of how it was measured."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import BadRequest
from bot.results import decimals, units
from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.own import NO_WORDS, OwnBenchmark, Vocabulary
from bot.results.benchmarks.registry import by_id, find
from bot.results.decimals import Written
from bot.results.formats.collecting import Collector
from bot.results.formats.llama_bench import add_test
from bot.results.formats.llama_bench_table import test_named
from bot.results.keepable import plain
from bot.results.metrics import metric_of
from bot.results.model import Reading, Setup, Unit
from bot.results.naming import ModelName
from bot.results.numbers import of_repetitions, sha_of, whole
from bot.results.scales import is_percentage, oddly_small
from bot.texts import later

LONGEST = 200
_COUNT = re.compile(r"(\d{1,3}(?:[\s.,'’]\d{3})+|\d+)(?:\s+\D*)?")


@dataclass(frozen=True)
class Typed:
    """What a person typed; what they left out is None."""

    benchmark: str
    value: str
    metric: str | None = None
    shots: int | None = None
    samples: int | None = None
    quantisation: str | None = None
    hardware: str | None = None
    engine: str | None = None


def read(typed: Typed, model: ModelName, words: Vocabulary = NO_WORDS) -> Reading:
    """The result as a reading without a file. Raises BadRequest with what to type.

    `words` are what the server calls benchmarks; `read_as` gives its own ones their unit.
    """
    texts: dict[str, Any] = {name: plain(text) for name, text in vars(typed).items() if isinstance(text, str)}
    typed = replace(typed, **texts)
    meant = words.id_of(typed.benchmark) or ""
    known = find(typed.benchmark) or _whole(meant)
    own = words.own.get(meant) if known is None else None
    is_share = own.unit == "share" if own else known is not None and known[0].unit == "share"
    written = _number(typed.value, is_share=is_share)
    setup = Setup(
        shots=typed.shots, quantisation=typed.quantisation, hardware=typed.hardware, engine=typed.engine
    )
    found = Collector(model, setup)
    # By its id, so that "GSM8K" is the same test as the gsm8k of a file.
    task = known[0].id if known is not None and known[1] is None else typed.benchmark
    metric = typed.metric or (known[0].metric if known else "score")
    test = None if known or own else test_named(typed.benchmark)
    if test is not None:
        _speed(found, test, written, typed)
    elif known is not None and not is_share:
        factor = _factor(known[0].name, known[0].unit, written.unit)
        deviation = None if written.error is None else written.error * factor
        found.add_speed(
            known[0].id,
            metric,
            written.value,
            task=task,
            factor=factor,
            samples=typed.samples,
            # As llama-bench writes it: how much repeated runs vary, not how sure their mean is.
            deviation=deviation,
            spread=of_repetitions(deviation, typed.samples),
        )
    else:
        _share(found, task, metric, written if own is None else _as_own(written, own), typed)
    results, warnings = found.finish()
    return Reading("", "", "form", results, warnings)


def _speed(found: Collector, test: tuple[int, int, int | None], written: Written, typed: Typed) -> None:
    """A speed by the name of llama-bench's test, such as tg128 or pp512."""
    factor = _factor(typed.benchmark, "tokens/s", written.unit)
    spread = of_repetitions(written.error, typed.samples)
    facts: dict[str, Any] = {"samples": typed.samples, "deviation": written.error, "spread": spread}
    add_test(found, test, written.value, setup=found.setup, factor=factor, **facts)


def _whole(benchmark_id: str) -> tuple[Benchmark, None] | None:
    known = by_id(benchmark_id)
    return None if known is None else (known, None)


def _share(found: Collector, task: str, metric: str, written: Written, typed: Typed) -> None:
    number, is_marked = written.value, written.unit == "%"
    if written.unit not in ("", "%"):
        raise _other_unit(task, "%") if find(task) else _no_speed(task)
    is_share = metric_of(metric).unit == "share" or find(task) is not None
    percent = is_share and is_percentage(task, number, marked=is_marked)
    odd = oddly_small(task, number, marked=is_marked)
    if odd is not None:
        found.warn(odd)
    found.add(task, metric, number, error=written.error, percent=percent, samples=typed.samples)


def _as_own(written: Written, own: OwnBenchmark) -> Written:
    """The number in the unit of a benchmark that only this server knows. Raises BadRequest for another."""
    if own.unit != "share":
        factor = _factor(own.name, own.unit, written.unit)
    elif written.unit == "%" and own.scale != "percent":
        factor = 0.01
    else:
        return written
    error = None if written.error is None else written.error * factor
    return Written(round(written.value * factor, 12), error)


def _factor(benchmark: str, expected: Unit, unit: str) -> float:
    """What brings a typed number to the unit of its benchmark. Raises BadRequest for another unit."""
    found = units.factor(expected, unit)
    if found is None:
        raise _other_unit(benchmark, units.usual(expected))
    return found


def _other_unit(benchmark: str, unit: str) -> BadRequest:
    return BadRequest(
        later(
            "{benchmark} is not given in that unit. Write the number with {unit}.",
            benchmark=benchmark,
            unit=unit,
        )
    )


def _no_speed(name: str) -> BadRequest:
    return BadRequest(
        later(
            "I know no benchmark {name} that is given in that unit. For a speed choose one of the "
            "suggestions for `benchmark`, such as generation speed, or tg128 as llama-bench says it.",
            name=name[:LONGEST],
        )
    )


def from_form(values: Mapping[str, str]) -> Typed:
    """What was typed into a form. Raises BadRequest for a number of samples that is none."""
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    missing = [name for name in ("benchmark", "value") if name not in given]
    if missing:
        raise BadRequest(later("Say at least what was measured and the number. Nothing was posted."))
    samples = given.get("samples")
    count = _samples(samples) if samples else None
    if samples and not count:
        raise BadRequest(later("“{value}” is no number of samples, such as 1319.", value=samples[:LONGEST]))
    return Typed(
        given["benchmark"],
        given["value"],
        samples=count,
        quantisation=given.get("quantisation"),
        hardware=given.get("hardware"),
    )


def _samples(written: str) -> int | None:
    """A whole number, also in groups of three and with words behind it; None for anything else."""
    found = _COUNT.fullmatch(written)
    return None if found is None else whole(re.sub(r"\D", "", found[1]))


def revision_of(typed: str | None) -> str | None:
    """A full commit sha. Raises BadRequest for anything else that is typed."""
    if typed is None or sha_of(typed.strip()) is not None:
        return None if typed is None else typed.strip()
    raise BadRequest(
        later(
            "A revision is the 40 letters and digits of a commit on the Hub. "
            "Leave it out if you do not know it."
        )
    )


def _number(written: str, *, is_share: bool) -> Written:
    found = decimals.read(written, is_share=is_share)
    if found is None and decimals.is_unclear(written):
        raise BadRequest(
            later(
                "The comma in “{value}” may be one of thousands or of decimals. Write 1234 or 1.234.",
                value=written[:LONGEST],
            )
        )
    if found is None or (found.error or 0.0) < 0:
        raise BadRequest(
            later("“{value}” is no number. Write 75.7 %, 42.5 or 81.2 ± 0.6.", value=written[:LONGEST])
        )
    return found

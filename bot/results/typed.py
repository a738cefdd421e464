"""A result that a person types: one number with what they know of how it was measured."""

import re
from dataclasses import dataclass

from bot.errors import BadRequest
from bot.results.benchmarks.registry import find
from bot.results.formats.collecting import Collector
from bot.results.metrics import metric_of
from bot.results.model import Reading, Setup
from bot.results.naming import ModelName
from bot.results.numbers import plus_minus, real, sha_of
from bot.results.scales import is_percentage, oddly_small
from bot.texts import later

LONGEST = 200
_UNIT = re.compile(r"\s*(%|t/s|tok(?:en)?s?/s|jetons/s|ms|s)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """What a person typed; what they left out is None."""

    benchmark: str
    value: str
    metric: str | None = None
    shots: int | None = None
    samples: int | None = None
    error: str | None = None
    quantisation: str | None = None
    hardware: str | None = None
    engine: str | None = None


def read(typed: Typed, model: ModelName) -> Reading:
    """The result as a reading without a file. Raises BadRequest with what to type."""
    known = find(typed.benchmark)
    number, error, marked = _number(typed.value)
    given = error if typed.error is None else _number(typed.error)[0]
    setup = Setup(
        shots=typed.shots, quantisation=typed.quantisation, hardware=typed.hardware, engine=typed.engine
    )
    found = Collector(model, setup)
    metric = typed.metric or (known[0].metric if known else "score")
    if known is not None and known[0].unit != "share":
        found.add_speed(known[0].id, metric, number, task=typed.benchmark, samples=typed.samples)
    else:
        is_share = metric_of(metric).unit == "share" or known is not None
        percent = is_share and is_percentage(typed.benchmark, number, marked=marked)
        odd = oddly_small(typed.benchmark, number, marked=marked)
        if odd is not None:
            found.warn(odd)
        found.add(typed.benchmark, metric, number, error=given, percent=percent, samples=typed.samples)
    results, warnings = found.finish()
    return Reading("", "", "form", results, warnings)


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


def _number(written: str) -> tuple[float, float | None, bool]:
    """The number, its error after a ±, and whether a percent sign follows."""
    unit = _UNIT.search(written)
    bare = _UNIT.sub("", written).replace("\u202f", "").replace("\u00a0", "").strip()
    bare = re.sub(r"(\d),(\d)", r"\1.\2", bare) if bare.count(",") == 1 and "." not in bare else bare
    both = plus_minus(bare)
    number = both[0] if both else real(bare)
    if number is None:
        raise BadRequest(
            later("“{value}” is no number. Write 75.7 %, 42.5 or 81.2 ± 0.6.", value=written[:LONGEST])
        )
    return number, both[1] if both else None, unit is not None and unit[1] == "%"

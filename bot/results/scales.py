"""Whether a number without a unit is a percentage: the registry decides, never a guess from its size."""

from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.registry import find
from bot.texts import Sentence, later


def is_percentage(task: str, value: float, *, marked: bool) -> bool:
    """Whether `value` of a share is one from 0 to 100.

    `marked` says that a percent sign follows. A benchmark that is written in percent always is. Otherwise,
    and for an unknown benchmark, a share above 1 can be nothing else.
    """
    known = find(task)
    if marked or (known is not None and known[0].scale == "percent"):
        return True
    return value > 1


def oddly_small(task: str, value: float, *, marked: bool) -> Sentence | None:
    """A warning for a number below 1 of a benchmark that is written in percent."""
    known = find(task)
    return None if marked or known is None else below_one(known[0], value)


def below_one(known: Benchmark, value: float) -> Sentence | None:
    """The warning for a number without a percent sign, of a benchmark that is known here or everywhere."""
    is_percent = known.scale == "percent" and known.unit == "share"
    return small_percentage(known.name, value) if is_percent and 0 < value < 1 else None


def small_percentage(benchmark: str, value: float) -> Sentence:
    """What is told of a number below 1 that was read as a percentage."""
    return later(
        "{benchmark} is written in percent, so {value:g} was read as {value:g} %. If it is a share "
        "of 1, write it "
        "as a percentage.",
        benchmark=benchmark,
        value=value,
    )

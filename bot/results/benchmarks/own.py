"""A server's own benchmarks and its own names of known ones, and results as these say to read them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.errors import BadRequest
from bot.results.benchmarks import registry
from bot.results.benchmarks.model import Benchmark, Scale
from bot.results.model import Reading, Result, Unit
from bot.results.numbers import as_share
from bot.results.scales import small_percentage
from bot.texts import Sentence, later

# Without a convention of their own: whether 0.7 is a percentage is the benchmark's to say.
_AMBIGUOUS = "form"
# The one format whose reader knows the server's words: only it sees the units that stand in a table.
_READ_WITH_WORDS = "table"


@dataclass(frozen=True)
class OwnBenchmark:
    """A benchmark that moderators of one server added; `chance` is a share, `about` is by language."""

    id: str
    name: str
    unit: Unit
    scale: Scale
    higher_is_better: bool
    chance: float | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """What one server calls benchmarks: its own by id, and what other names (as keys) mean."""

    own: Mapping[str, OwnBenchmark] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def id_of(self, name: str) -> str | None:
        """The id that a name means here; None for one that the server has not named."""
        key = registry.key(registry.bare_name(name))
        return key if key in self.own else self.aliases.get(key)

    def known(self, name: str) -> tuple[str, Benchmark | None]:
        """The name under which the registry knows what is meant, or the server's own benchmark."""
        meant = None if registry.find(name) is not None else self.id_of(name)
        own = self.own.get(meant or "")
        if own is not None:
            return own.name, _benchmark(own)
        return (name if meant is None else meant), None


# What a server calls benchmarks that has named none.
NO_WORDS = Vocabulary()


def as_plain(words: Vocabulary) -> dict[str, Any]:
    """The words for another process."""
    return asdict(words)


def from_plain(data: Mapping[str, Any]) -> Vocabulary:
    """The words back from `as_plain`."""
    own = {key: OwnBenchmark(**one) for key, one in data["own"].items()}
    return Vocabulary(own, data["aliases"])


def _benchmark(own: OwnBenchmark) -> Benchmark:
    return Benchmark(
        own.id,
        own.name,
        "general",
        about="",
        source=own.source or "",
        metric="score",
        unit=own.unit,
        scale=own.scale,
        higher_is_better=own.higher_is_better,
        chance=own.chance,
    )


def read_as(readings: Sequence[Reading], words: Vocabulary) -> list[Reading]:
    """The readings with what this server knows; a file whose number cannot be is told why."""
    return [_reading(one, words) for one in readings] if words.own or words.aliases else list(readings)


def _reading(reading: Reading, words: Vocabulary) -> Reading:
    if reading.format == _READ_WITH_WORDS:
        return reading
    try:
        results = tuple(_result(one, words, reading.format == _AMBIGUOUS) for one in reading.results)
    except BadRequest as error:
        return replace(reading, results=(), error=error.sentence)
    return replace(
        reading, results=results, warnings=(*reading.warnings, *_oddly_small(reading, results, words))
    )


def _oddly_small(reading: Reading, results: Sequence[Result], words: Vocabulary) -> list[Sentence]:
    """What is told of numbers below 1 that were read as percentages, since a benchmark of the server is."""
    if reading.format != _AMBIGUOUS:
        return []
    found = (words.own.get(one.benchmark) for one in results)
    return [
        small_percentage(own.name, one.written)
        for own, one in zip(found, results, strict=True)
        if own is not None and own.unit == "share" and own.scale == "percent" and 0 < one.written < 1
    ]


def _result(result: Result, words: Vocabulary, is_ambiguous: bool) -> Result:
    if registry.by_id(result.benchmark) is not None:
        return result
    meant = words.id_of(result.task)
    own = words.own.get(meant or "")
    if own is not None:
        return _as_known(result, own.id, own.name, own.unit, own.scale, own.higher_is_better, is_ambiguous)
    known = registry.by_id(meant or "")
    if known is None:
        return result
    higher = known.higher_is_better
    return _as_known(result, known.id, known.id, known.unit, known.scale, higher, is_ambiguous)


def _as_known(
    result: Result, name_id: str, name: str, unit: Unit, scale: Scale, higher: bool, is_ambiguous: bool
) -> Result:
    factor = _factor(result, unit, scale, is_ambiguous)
    value = round(result.value * factor, 12)
    if unit == "share" and not 0 <= value <= 1:
        raise BadRequest(_impossible(name, result.written))
    spread, deviation = result.spread, result.deviation
    return replace(
        result,
        benchmark=name_id,
        task=name,
        value=value,
        unit=unit,
        higher_is_better=higher,
        spread=None if spread is None else replace(spread, standard_error=spread.standard_error * factor),
        deviation=None if deviation is None else deviation * factor,
    )


def _factor(result: Result, unit: Unit, scale: Scale, is_ambiguous: bool) -> float:
    """What brings a value that was read without knowing the benchmark to its unit."""
    is_plain = result.value == result.written
    if unit != "share":
        return 1 if is_plain or not result.value else result.written / result.value
    if not is_plain or (result.unit == "share" and not is_ambiguous):
        return 1
    return as_share(1, percent=scale == "percent" or result.value > 1)


def _impossible(name: str, written: float) -> Sentence:
    return later(
        "{name} is {value}, outside of what is possible ({low} to {high}). Check the number.",
        name=name,
        value=written,
        low="0",
        high="100",
    )

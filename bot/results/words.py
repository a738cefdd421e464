"""Results in words: values with their units, how sure they are, and what was measured."""

from collections.abc import Callable

from bot.markdown import literal
from bot.measured.words import amount as amount_in
from bot.measured.words import figure
from bot.results import conditions
from bot.results.benchmarks.model import Benchmark
from bot.results.benchmarks.registry import by_id
from bot.results.metrics import IN_WORDS
from bot.results.model import Posted, Result, Setup, Spread
from bot.results.statistics.differences import Difference
from bot.texts import Language, later

_ORIGINS = {
    "given": later("as the source states it"),
    "recomputed": later("worked out from the number of samples"),
    "repetitions": later("from repeated runs"),
}


def value(result: Result, language: Language) -> str:
    """A value with its unit and standard error: 81.7 % ± 1.1."""
    spread = result.spread
    error = "" if spread is None else f" ± {figure(spread.standard_error, result.unit, language, finer=True)}"
    return f"{amount(result.value, result, language)}{error}"


def amount(number: float, result: Result, language: Language) -> str:
    """A number in the unit of a result."""
    return amount_in(number, result.unit, language)


def difference(number: float, result: Result, language: Language) -> str:
    """The difference of two values, with its sign; that of two percentages is in points."""
    size = abs(number)
    if result.unit == "share":
        return sign(number) + language.say("{value} points", value=figure(size, result.unit, language))
    return sign(number) + amount(size, result, language)


def apart(found: Difference, result: Result) -> tuple[float, float, float]:
    """The first value less the second, and from where to where that may lie.

    A minus is a gain where lower values are better: the verdict says which one is.
    """
    if result.higher_is_better is False:
        return -found.gain, -found.high, -found.low
    return found.gain, found.low, found.high


def sign(number: float) -> str:
    """What stands before the size of a difference."""
    # A minus of its own: for that of numbers Babel writes a hyphen.
    return "+" if number > 0 else "−" if number < 0 else ""


def subject(result: Result, written: Callable[[str], str] = literal, language: Language | None = None) -> str:
    """What was measured: the benchmark, its part, the metric and the filter.

    `written` is how foreign words are shown: `literal` in messages, `str` where nothing is formatted. Speeds
    and memory have names in every `language`, other benchmarks the one that their authors gave them.
    """
    known = by_id(result.benchmark)
    name = name_of(known, language) if known is not None else written(result.task)
    if known is not None and known.area == "speed" and result.task != result.benchmark:
        name = f"{name} ({written(result.task)})"
    part = f" – {written(result.subset)}" if result.subset else ""
    parts = [
        language.tell(IN_WORDS[one]) if language is not None and one in IN_WORDS else written(one)
        for one in (result.metric, result.filter)
        if one and one not in ("mean", "main_score")
    ]
    return name + part + (f" ({', '.join(parts)})" if parts else "")


def marks(posted: Posted, language: Language) -> list[str]:
    """What everyone should know of a result at first sight."""
    told = [claim] if (claim := claim_mark(posted.result, language)) else []
    if posted.is_disputed:
        told.append("⚖️ " + language.say("disputed"))
    if posted.result.provenance == "verified":
        told.append("✅ " + language.say("verified"))
    if posted.result.provenance == "reproduced":
        told.append("🔁 " + language.say("reproduced"))
    return told


def claim_mark(result: Result, language: Language) -> str | None:
    """That a value is only claimed, where it is."""
    return "📄 " + language.say("claimed, not measured here") if result.provenance == "claimed" else None


def origin(spread: Spread, language: Language) -> str:
    """How a standard error is known."""
    return language.tell(_ORIGINS[spread.origin])


def varying(result: Result, language: Language) -> str | None:
    """How much single measurements vary, where that is all that is known of how sure a value is."""
    if result.spread is not None or not result.deviation:
        return None
    return language.say(
        "single measurements vary by ± {amount}; how sure their mean is is not known",
        amount=amount(result.deviation, result, language),
    )


def samples(result: Result, language: Language) -> str | None:
    """How many samples there were, and of how many."""
    if result.samples is None:
        return None
    if result.samples_total is not None and result.samples_total != result.samples:
        return language.say(
            "{count} of {total} samples",
            count=language.number(result.samples),
            total=language.number(result.samples_total),
        )
    return language.say_count("{count} sample", "{count} samples", result.samples)


def name_of(known: Benchmark, language: Language | None) -> str:
    """The name of a benchmark, that of a speed in the reader's language."""
    return language.say(known.name) if language is not None and known.area == "speed" else known.name


def setup_line(setup: Setup, language: Language) -> str | None:
    """With what something was measured, in one line; None when nothing is known."""
    engine = " ".join(part for part in (setup.engine, setup.engine_version) if part)
    harness = " ".join(part for part in (setup.harness, setup.harness_version) if part)
    parts = [
        literal(part, 80)
        for part in (harness, engine, setup.hardware, setup.quantisation, setup.dtype)
        if part
    ]
    return " · ".join([*parts, *conditions.of_speed(setup, language)]) or None


def shots(count: int, language: Language) -> str:
    """How many worked examples the model is shown."""
    return language.say_count("{count} example shown", "{count} examples shown", count)

"""Numbers and directions as a chart says them, in the reader's language."""

from bot.charts.model import Scale, Value
from bot.texts import Language

# With the no-break space that stands before a unit.
_UNITS = {
    "requests/s": "\N{NO-BREAK SPACE}req/s",
    "ms": "\N{NO-BREAK SPACE}ms",
    "s": "\N{NO-BREAK SPACE}s",
    "points": "",
    "number": "",
}


def amount(value: float, scale: Scale, language: Language) -> str:
    """A value with its unit: 71.2%, 71,2 %, 1,250 tokens/s, 14.5 GB."""
    if scale.unit == "bytes":
        return language.size(round(value))
    if scale.unit == "share":
        return language.percent(value)
    if scale.unit == "tokens/s":
        told = language.say("{value} tokens/s", value=language.figure(value))
        return told.replace(" ", "\N{NO-BREAK SPACE}")
    return language.figure(value) + _UNITS[scale.unit]


def with_interval(value: Value, scale: Scale, language: Language) -> str:
    """A value and its interval: 71.2% (68.9% to 73.4%)."""
    shown = amount(value.value, scale, language)
    if value.low is None or value.high is None:
        return shown
    low, high = amount(value.low, scale, language), amount(value.high, scale, language)
    return language.say("{value} ({low} to {high})", value=shown, low=low, high=high)


def direction(scale: Scale, language: Language) -> str:
    """Which direction is better, in words; empty where it is not known."""
    if scale.higher_is_better is None:
        return ""
    if scale.higher_is_better:
        return language.say("higher is better")
    return language.say("lower is better")


def with_arrow(scale: Scale, language: Language) -> str:
    """The direction with an arrow, for those who only look."""
    words = direction(scale, language)
    return f"{'↑' if scale.higher_is_better else '↓'} {words}" if words else ""

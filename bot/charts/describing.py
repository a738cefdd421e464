"""Charts in words, for those who cannot see them; the best known first, since a reader may stop early."""

from itertools import groupby

from bot.charts.model import Chart, Compared, Comparison, Curves, History, Ranking, Scale, Speeds
from bot.charts.wording import amount, direction, with_interval
from bot.texts import Language

_MOST = 12


def described(chart: Chart, language: Language) -> str:
    """What the chart shows, with its figures."""
    return " ".join([_sentence(chart.title), *_lines(chart, language)])


def _lines(chart: Chart, language: Language) -> list[str]:
    match chart:
        case Ranking():
            return _ranking(chart, language)
        case Comparison():
            return _comparison(chart, language)
        case History():
            return _history(chart, language)
        case Speeds():
            return _speeds(chart, language)
        case Curves():
            return _curves(chart, language)


def _ranking(chart: Ranking, language: Language) -> list[str]:
    claimed = language.say("claimed")
    rows = [
        f"{row.place}. {row.label} {with_interval(row.value, chart.scale, language)}".removeprefix(". ")
        + (f", {claimed}" if row.is_claimed else "")
        for row in chart.rows[:_MOST]
    ]
    return [*_direction(chart.scale, language), *map(_sentence, rows), *_rest(len(chart.rows), language)]


def _comparison(chart: Comparison, language: Language) -> list[str]:
    # An alternative text has 1,024 characters in Discord: of many values the names are said once.
    if sum(value is not None for one in chart.benchmarks for value in one.values) > _MOST:
        names = language.say("In this order: {names}.", names=", ".join(chart.models))
        return [names, *(_named(one, _bare(one, language), language) for one in chart.benchmarks)]
    return [_named(one, _with_names(chart, one, language), language) for one in chart.benchmarks]


def _named(benchmark: Compared, values: list[str], language: Language) -> str:
    name = ", ".join(filter(None, (benchmark.name, direction(benchmark.scale, language))))
    return _sentence(language.named(name, ", ".join(values)))


def _with_names(chart: Comparison, benchmark: Compared, language: Language) -> list[str]:
    return [
        f"{model} {with_interval(value, benchmark.scale, language)}"
        for model, value in zip(chart.models, benchmark.values, strict=True)
        if value is not None
    ]


def _bare(benchmark: Compared, language: Language) -> list[str]:
    return ["–" if one is None else amount(one.value, benchmark.scale, language) for one in benchmark.values]


def _history(chart: History, language: Language) -> list[str]:
    points = [
        f"{language.day(point.at)} {point.label} {amount(point.value.value, chart.scale, language)}"
        for point in chart.points[-_MOST:][::-1]
    ]
    return [*_direction(chart.scale, language), *map(_sentence, points), *_rest(len(chart.points), language)]


def _speeds(chart: Speeds, language: Language) -> list[str]:
    lines = []
    for hardware, rows in groupby(chart.rows, key=lambda row: row.hardware):
        values = [f"{row.series} {with_interval(row.value, chart.scale, language)}".strip() for row in rows]
        lines.append(_sentence(language.named(hardware, ", ".join(values))))
    return [*_direction(chart.scale, language), *lines]


def _curves(chart: Curves, language: Language) -> list[str]:
    lines = [
        language.say(
            "{name} goes from {first} to {last}.",
            name=curve.name,
            first=amount(curve.points[0][1], chart.scale, language),
            last=amount(curve.points[-1][1], chart.scale, language),
        )
        for curve in chart.curves
        if curve.points
    ]
    return [*_direction(chart.scale, language), *lines]


def _direction(scale: Scale, language: Language) -> list[str]:
    words = direction(scale, language)
    return [_sentence(words[0].upper() + words[1:])] if words else []


def _rest(count: int, language: Language) -> list[str]:
    more = count - _MOST
    return [] if more <= 0 else [language.say_count("{count} more.", "{count} more.", more)]


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."

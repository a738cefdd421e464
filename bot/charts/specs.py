"""Charts as Vega-Lite, by Altair: the same for the picture in Discord and for the page.

Only the process that draws imports this module, since Altair takes 40 MB.
"""

from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from bot.charts.kinds.comparison import comparison
from bot.charts.kinds.curves import curves
from bot.charts.kinds.history import history
from bot.charts.kinds.ranking import ranking
from bot.charts.kinds.speeds import speeds
from bot.charts.model import MOST_SERIES, Chart, Comparison, Curves, History, Look, Ranking, Speeds
from bot.charts.parts import Drawn, Pen
from bot.charts.theme import PALETTES, configuration
from bot.texts import language


def spec(chart: Chart, look: Look) -> dict[str, Any]:
    """The chart as a Vega-Lite specification that holds all of its data.

    Raises ValueError for a chart without values, and for more series than can be told apart.
    """
    if not _holds_values(chart):
        raise ValueError("there is nothing to draw")
    names = _names(chart)
    if len(names) > MOST_SERIES or len(set(names)) < len(names):
        raise ValueError(f"at most {MOST_SERIES} series, each with a name of its own")
    pen = Pen(PALETTES[look.theme], language(look.language))
    # Checking each part against Vega-Lite's schema takes twice the time; the tests check all of it.
    with debug_mode(arg=False):
        # The charts in it are parts, that do not each bring a configuration.
        found: dict[str, Any] = _drawn(chart, pen).to_dict(validate=False, context={"top_level": False})
    return found | {"$schema": alt.SCHEMA_URL, "config": configuration(pen.palette), "datasets": pen.datasets}


def _drawn(chart: Chart, pen: Pen) -> Drawn:
    match chart:
        case Ranking():
            return ranking(chart, pen)
        case Comparison():
            return comparison(chart, pen)
        case History():
            return history(chart, pen)
        case Speeds():
            return speeds(chart, pen)
        case Curves():
            return curves(chart, pen)


def _holds_values(chart: Chart) -> bool:
    match chart:
        case Ranking(rows=values) | Speeds(rows=values) | History(points=values):
            return bool(values)
        case Comparison():
            return any(value is not None for one in chart.benchmarks for value in one.values)
        case Curves():
            return any(curve.points for curve in chart.curves)


def _names(chart: Chart) -> list[str]:
    """What is told apart by colour and shape."""
    match chart:
        case Comparison():
            return list(chart.models)
        case Speeds():
            return list(dict.fromkeys(row.series for row in chart.rows))
        case Curves():
            return [curve.name for curve in chart.curves]
        case _:
            return []

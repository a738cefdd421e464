"""A benchmark over time: values by date, and a line along the best so far, whose steps are named."""

from datetime import datetime
from functools import partial
from typing import Any

import altair as alt

from bot.charts.crowding import Label, with_room
from bot.charts.model import History
from bot.charts.parts import Layers, Pen, fitting_name, full_width, interval_of, span, title, value_axis
from bot.charts.theme import INNER, SMALL_SIZE

_HEIGHT = 260
_MOST_NAMES = 6
# Pixels between a point and its name.
_BESIDE = 8
_SOME_MONTHS = 100 * 24 * 3600
# Left of this part of the width a name has no room before its point.
_ROOM = 0.4


def history(chart: History, pen: Pen) -> Layers:
    """Points with their intervals by date."""
    rows = _rows(chart)
    seconds = (chart.points[-1].at - chart.points[0].at).total_seconds()
    dates = "%b %Y" if seconds > _SOME_MONTHS else "%-d %b"
    x = alt.X(
        "at:T",
        title=None,
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(tickCount=6, grid=False, format=dates, labelOverlap=True),
    )
    scale = span([point.value for point in chart.points], chart.scale)
    y = partial(alt.Y, scale=scale, axis=value_axis(chart.scale))
    colour = pen.palette.series[0]
    best = pen.of([row for row in rows if row["record"]]).mark_line(
        interpolate="step-after", color=pen.palette.series[1], strokeWidth=2
    )
    uncertain = pen.of([row for row in rows if row["low"] is not None and row["high"] is not None])
    interval = uncertain.mark_rule(color=colour, strokeWidth=2, opacity=0.7)
    point = pen.of(rows).mark_point(filled=True, size=80, opacity=1, color=colour)
    layers = [
        best.encode(x=x, y=y("value:Q")),
        interval.encode(x=x, y=y("low:Q"), y2="high:Q"),
        point.encode(x=x, y=y("value:Q")),
        *(layer for side in ("left", "right") for layer in _names(rows, side, x, y("value:Q"), pen)),
    ]
    heading = title(chart.title, chart.scale, pen, pen.language.say("The line follows the best so far."))
    return full_width(layers, _HEIGHT, heading)


def _names(rows: list[dict[str, Any]], side: str, x: alt.X, y: alt.Y, pen: Pen) -> list[alt.Chart]:
    """The names on one side of their points, on a border of the background's colour."""
    named = pen.of([row for row in rows if row["named"] and row["side"] == side])
    place: dict[str, Any] = {
        "align": "right" if side == "left" else "left",
        "dx": -_BESIDE if side == "left" else _BESIDE,
        "dy": -13,
        "fontSize": SMALL_SIZE,
        "limit": INNER * 0.5,
    }
    border = {"color": pen.palette.background, "stroke": pen.palette.background, "strokeWidth": 3}
    return [
        named.mark_text(**place, **ink).encode(x=x, y=y, text="name:N")
        for ink in (border, {"color": pen.palette.text})
    ]


def _rows(chart: History) -> list[dict[str, Any]]:
    """The points; those that were the best of their day are marked, and the last of these named.

    A name that would lie on that of a later one is left out: the text beside the chart has all of them.
    """
    sign = -1 if chart.scale.higher_is_better is False else 1
    begin, end = chart.points[0].at, chart.points[-1].at
    best, rows = float("-inf"), []
    for point in chart.points:
        is_record = sign * point.value.value > best
        best = max(best, sign * point.value.value)
        is_early = point.at - begin < (end - begin) * _ROOM
        rows.append(
            {
                "at": point.at.isoformat(),
                "name": fitting_name(point.label, 24),
                "record": is_record,
                "named": False,
                "side": "right" if is_early else "left",
                **interval_of(point.value),
            }
        )
    latest = [row for row in rows if row["record"]][: -_MOST_NAMES - 1 : -1]
    for place in with_room([_label(row, chart) for row in latest]):
        latest[place]["named"] = True
    return rows


def _label(row: dict[str, Any], chart: History) -> Label:
    """Where the name of a point lies in the chart."""
    begin, end = chart.points[0].at, chart.points[-1].at
    low, high = span([point.value for point in chart.points], chart.scale)["domain"]
    passed = (datetime.fromisoformat(row["at"]) - begin) / (end - begin) if end > begin else 0.5
    x, is_left = passed * INNER, row["side"] == "left"
    return Label(
        name=row["name"],
        x=x - _BESIDE if is_left else x + _BESIDE,
        y=(row["value"] - low) / (high - low) * _HEIGHT,
        size=SMALL_SIZE,
        ends_here=is_left,
    )

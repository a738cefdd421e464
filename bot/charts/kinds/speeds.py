"""Speed by hardware: one panel a machine, one bar for each of its series, all on one scale."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import altair as alt

from bot.charts.model import Speed, Speeds
from bot.charts.parts import (
    Along,
    Layers,
    Pen,
    Stacked,
    full_width,
    interval_of,
    intervals,
    left_of_values,
    span,
    stacked,
    text,
    title,
    value_axis,
)
from bot.charts.theme import INNER, TEXT_SIZE
from bot.charts.wording import amount

_ROW = 24


def speeds(chart: Speeds, pen: Pen) -> Stacked:
    """The machines in the order in which they come."""
    series = list(dict.fromkeys(row.series for row in chart.rows))
    colours = alt.Scale(domain=series, range=list(pen.palette.series[: len(series)]))
    shown = left_of_values(span([row.value for row in chart.rows], chart.scale))
    machines = [list(rows) for _, rows in groupby(chart.rows, key=lambda row: row.hardware)]
    panels = []
    for index, rows in enumerate(machines):
        legend = alt.Legend() if index == 0 and len(series) > 1 else None
        colour = alt.Color("series:N", sort=series, scale=colours, legend=legend)
        axis = value_axis(chart.scale, labels=index == len(machines) - 1)
        panels.append(_panel(rows, chart, partial(alt.X, scale=shown, axis=axis), colour, pen))
    return stacked(panels, title(chart.title, chart.scale, pen), 10, "color")


def _panel(rows: Sequence[Speed], chart: Speeds, x: Along, colour: alt.Color, pen: Pen) -> Layers:
    drawn = [
        {
            "series": row.series,
            "shown": amount(row.value.value, chart.scale, pen.language),
            **interval_of(row.value),
        }
        for row in rows
    ]
    y = alt.Y("series:O", sort=[row.series for row in rows], axis=None)
    layers = [
        pen.of(drawn).mark_bar(height=15, cornerRadiusEnd=3).encode(x=x("value:Q"), y=y, color=colour),
        *intervals(pen, drawn, x, y, alt.ColorValue(pen.palette.text)),
        text(pen, drawn, "shown", INNER, y, align="right"),
    ]
    heading = alt.TitleParams(
        rows[0].hardware, fontSize=TEXT_SIZE, fontWeight="normal", offset=4, limit=INNER
    )
    return full_width(layers, _ROW * len(rows), heading)

"""Curves by step: one line a run, in its colour and dash."""

import altair as alt

from bot.charts.model import Curves, Value
from bot.charts.parts import WHOLE_NUMBERS, Layers, Pen, full_width, span, title, value_axis
from bot.charts.theme import DASHES

_HEIGHT = 260


def curves(chart: Curves, pen: Pen) -> Layers:
    """All runs on the same axes."""
    names = [curve.name for curve in chart.curves]
    rows = [
        {"run": curve.name, "step": step, "value": value}
        for curve in chart.curves
        for step, value in curve.points
    ]
    legend = alt.Legend(symbolType="stroke", symbolStrokeWidth=3) if len(names) > 1 else None
    colours = alt.Scale(domain=names, range=list(pen.palette.series[: len(names)]))
    dashes = alt.Scale(domain=names, range=[list(dash) for dash in DASHES[: len(names)]])
    shown = span([Value(value) for curve in chart.curves for _, value in curve.points], chart.scale)
    steps = alt.Axis(title=chart.step_name, tickCount=4, format=WHOLE_NUMBERS, grid=False)
    lines = pen.of(rows).mark_line(strokeWidth=2.2)
    layer = lines.encode(
        x=alt.X("step:Q", axis=steps),
        y=alt.Y("value:Q", scale=shown, axis=value_axis(chart.scale)),
        color=alt.Color("run:N", sort=names, scale=colours, legend=legend),
        strokeDash=alt.StrokeDash("run:N", sort=names, scale=dashes, legend=legend),
    )
    return full_width([layer], _HEIGHT, title(chart.title, chart.scale, pen))

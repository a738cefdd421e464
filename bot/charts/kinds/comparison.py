"""A comparison: one panel a benchmark on its own scale, one row a model in its colour and shape."""

from functools import partial
from typing import Any

import altair as alt

from bot.charts.model import Compared, Comparison
from bot.charts.parts import (
    Pen,
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
from bot.charts.theme import INNER, SHAPES, TEXT_SIZE
from bot.charts.wording import amount, with_arrow

_ROW, _ROW_OF_MANY, _MANY = 26, 21, 4


def comparison(chart: Comparison, pen: Pen) -> alt.VConcatChart:
    """The models stand in the same order in each panel."""
    panels = [_panel(chart, index, pen) for index in range(len(chart.benchmarks))]
    return stacked(panels, title(chart.title, None, pen), 20, "color", "shape")


def _panel(chart: Comparison, index: int, pen: Pen) -> alt.LayerChart:
    benchmark, names = chart.benchmarks[index], list(chart.models)
    y = alt.Y("model:O", sort=names, axis=None, scale=alt.Scale(domain=names))
    legend = alt.Legend() if index == 0 else None
    colours, shapes = pen.palette.series[: len(names)], SHAPES[: len(names)]
    colour = alt.Color(
        "model:N", scale=alt.Scale(domain=names, range=list(colours)), sort=names, legend=legend
    )
    shape = alt.Shape("model:N", scale=alt.Scale(domain=names, range=list(shapes)), sort=names, legend=legend)
    rows = _rows(chart, benchmark, pen)
    measured = [row for row in rows if row["value"] is not None]
    shown = span([value for value in benchmark.values if value is not None], benchmark.scale)
    x = partial(alt.X, scale=left_of_values(shown), axis=value_axis(benchmark.scale))
    points = pen.of(measured).mark_point(filled=True, size=110, opacity=1)
    layers = [
        *intervals(pen, measured, x, y, colour),
        points.encode(x=x("value:Q"), y=y, color=colour, shape=shape),
        text(pen, rows, "shown", INNER, y, align="right"),
    ]
    heading = alt.TitleParams(
        benchmark.name, subtitle=with_arrow(benchmark.scale, pen.language),
        fontSize=TEXT_SIZE + 1, offset=6, subtitlePadding=2, limit=INNER,
    )  # fmt: skip
    height = _ROW if len(names) <= _MANY else _ROW_OF_MANY
    return full_width(layers, height * len(names), heading)


def _rows(chart: Comparison, benchmark: Compared, pen: Pen) -> list[dict[str, Any]]:
    nothing = {"value": None, "low": None, "high": None, "shown": "–"}
    return [
        {"model": model, **nothing}
        if value is None
        else {
            "model": model,
            "shown": amount(value.value, benchmark.scale, pen.language),
            **interval_of(value),
        }
        for model, value in zip(chart.models, benchmark.values, strict=True)
    ]

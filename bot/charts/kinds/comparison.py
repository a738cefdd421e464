"""A comparison: one panel a benchmark on its own scale, one row a model in its colour and shape."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt

from bot.charts.model import Compared, Comparison
from bot.charts.parts import (
    Layers,
    Pen,
    Rowed,
    Stacked,
    full_width,
    interval_of,
    intervals,
    left_of_values,
    side_by_side,
    span,
    stacked,
    text,
    title,
    value_axis,
)
from bot.charts.theme import INNER, SHAPES, SMALL_SIZE, TEXT_SIZE
from bot.charts.wording import amount, with_arrow


@dataclass(frozen=True)
class _Layout:
    """In how many columns the panels stand, and their measures in pixels."""

    columns: int
    width: float
    row: int
    figures: int
    ticks: int
    point: int
    subtitle: int


# Discord shows a picture that is much higher than wide as a strip: many panels stand in two columns.
_IN_ONE = _Layout(1, INNER, 26, 88, 4, 110, TEXT_SIZE)
_IN_TWO = _Layout(2, (INNER - 22) / 2, 18, 62, 3, 80, SMALL_SIZE - 1)
_MOST_IN_ONE, _MANY, _GAP = 3, 4, 22


def comparison(chart: Comparison, pen: Pen) -> Stacked:
    """The models stand in the same order in each panel."""
    is_large = len(chart.benchmarks) > _MOST_IN_ONE or (
        len(chart.models) > _MANY and len(chart.benchmarks) > 1
    )
    layout = _IN_TWO if is_large else _IN_ONE
    panels = [_panel(chart, index, layout, pen) for index in range(len(chart.benchmarks))]
    rows: list[Layers | Rowed] = (
        list(panels)
        if layout.columns == 1
        else [
            side_by_side(panels[start : start + layout.columns], _GAP, "color", "shape")
            for start in range(0, len(panels), layout.columns)
        ]
    )
    return stacked(rows, title(chart.title, None, pen), 20, "color", "shape")


def _panel(chart: Comparison, index: int, layout: _Layout, pen: Pen) -> Layers:
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
    left = left_of_values(shown, layout.width, layout.figures)
    x = partial(
        alt.X,
        scale=left,
        axis=value_axis(benchmark.scale, tickCount=layout.ticks, labelOverlap=True, labelSeparation=8),
    )
    points = pen.of(measured).mark_point(filled=True, size=layout.point, opacity=1)
    layers = [
        *intervals(pen, measured, x, y, colour),
        points.encode(x=x("value:Q"), y=y, color=colour, shape=shape),
        text(pen, rows, "shown", layout.width, y, align="right"),
    ]
    heading = alt.TitleParams(
        benchmark.name, subtitle=with_arrow(benchmark.scale, pen.language),
        fontSize=TEXT_SIZE + 1, subtitleFontSize=layout.subtitle, offset=6, subtitlePadding=2,
        limit=layout.width,
    )  # fmt: skip
    return full_width(layers, layout.row * len(names), heading, layout.width)


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

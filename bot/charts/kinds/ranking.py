"""A ranking: one row a model, its name above, below it the value on the scale with its interval."""

from functools import partial
from typing import Any

import altair as alt

from bot.charts.model import Ranking, Row, Scale
from bot.charts.parts import (
    Along,
    Layers,
    Pen,
    fitting_name,
    full_width,
    interval_of,
    intervals,
    is_from_zero,
    span,
    text,
    title,
    value_axis,
)
from bot.charts.theme import INNER, SMALL_SIZE
from bot.charts.wording import amount

_ROW, _EDGE = 50, 8
_UPPER, _LOWER = -10, 11
_CHARACTER = 8


def ranking(chart: Ranking, pen: Pen) -> Layers:
    """Dots on the part of the scale where the values are; bars from 0 for speeds, times and sizes."""
    rows = [_ranked(index, row, chart.scale, pen) for index, row in enumerate(chart.rows)]
    y = alt.Y("index:O", axis=None, scale=alt.Scale(paddingInner=0.12, paddingOuter=0.06))
    shown = span([row.value for row in chart.rows], chart.scale)
    x = partial(alt.X, scale=shown, axis=value_axis(chart.scale))
    places = _EDGE + _CHARACTER * max(len(row.place) for row in chart.rows)
    beside = places + (_EDGE if places > _EDGE else 0)
    marked = pen.of([row for row in rows if row["marked"]])
    muted, name_room = pen.palette.muted, INNER * 0.76 - beside
    layers = [
        marked.mark_rect(color=pen.palette.highlight, cornerRadius=6).encode(y=y),
        *_chance(chart, x, shown, pen),
        text(pen, rows, "place", _EDGE, y, yOffset=_UPPER, color=muted),
        text(pen, rows, "label", beside, y, yOffset=_UPPER, limit=name_room),
        text(pen, rows, "shown", INNER - _EDGE, y, yOffset=_UPPER, align="right", fontWeight="bold"),
        *(_bars(rows, x, y, pen) if is_from_zero(chart.scale) else _dots(rows, x, y, pen)),
    ]
    heading = title(chart.title, chart.scale, pen, *_key(chart, pen))
    return full_width(layers, _ROW * len(rows), heading)


def _ranked(index: int, row: Row, scale: Scale, pen: Pen) -> dict[str, Any]:
    return {
        "index": index,
        "place": row.place,
        "label": fitting_name(row.label),
        "shown": amount(row.value.value, scale, pen.language),
        "claimed": row.is_claimed,
        "marked": row.is_marked,
        **interval_of(row.value),
    }


def _key(chart: Ranking, pen: Pen) -> list[str]:
    """What hollow marks mean, where there are some."""
    if not any(row.is_claimed for row in chart.rows):
        return []
    return [pen.language.say("● measured · ○ claimed by its authors")]


def _dots(rows: list[dict[str, Any]], x: Along, y: alt.Y, pen: Pen) -> list[alt.Chart]:
    colour = pen.palette.series[0]
    layers = intervals(pen, rows, x, y, alt.ColorValue(colour), y_offset=_LOWER)
    for is_claimed in (False, True):
        some = pen.of([row for row in rows if row["claimed"] == is_claimed])
        fill = pen.palette.background if is_claimed else colour
        point = some.mark_point(
            size=110, yOffset=_LOWER, filled=True, opacity=1, strokeWidth=2, fill=fill, stroke=colour
        )
        layers.append(point.encode(x=x("value:Q"), y=y))
    return layers


def _bars(rows: list[dict[str, Any]], x: Along, y: alt.Y, pen: Pen) -> list[alt.Chart]:
    colour = pen.palette.series[0]
    layers = []
    for is_claimed in (False, True):
        some = pen.of([row for row in rows if row["claimed"] == is_claimed])
        bar = some.mark_bar(
            height=10, yOffset=_LOWER, cornerRadiusEnd=3, fillOpacity=0.1 if is_claimed else 1,
            fill=colour, stroke=colour, strokeWidth=1,
        )  # fmt: skip
        layers.append(bar.encode(x=x("value:Q"), y=y))
    return [*layers, *intervals(pen, rows, x, y, alt.ColorValue(pen.palette.text), y_offset=_LOWER)]


def _chance(chart: Ranking, x: Along, shown: alt.Scale, pen: Pen) -> list[alt.Chart]:
    """What guessing reaches, where that lies in the picture."""
    if chart.chance is None or not shown["domain"][0] <= chart.chance <= shown["domain"][1]:
        return []
    rows = pen.of([{"value": chart.chance, "words": pen.language.say("guessing")}])
    line = rows.mark_rule(strokeDash=[4, 4], color=pen.palette.muted, opacity=0.6)
    words = rows.mark_text(fontSize=SMALL_SIZE, color=pen.palette.muted, align="left", dx=5, dy=-6)
    at_the_bottom = alt.YValue(_ROW * len(chart.rows))  # type: ignore[no-untyped-call]  # in Altair
    return [
        line.encode(x=x("value:Q")),
        words.encode(x=x("value:Q"), y=at_the_bottom, text="words:N"),
    ]

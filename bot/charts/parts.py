"""What charts are built of: intervals, marks, texts, axes, titles."""

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from bot.charts.model import Scale, Value
from bot.charts.theme import CHARACTERS_OF_TITLE, INNER, TEXT_SIZE, Palette
from bot.charts.wording import with_arrow
from bot.texts import Language

# Where values are compared by their length they start at 0; elsewhere they would all look the same there.
_FROM_ZERO = ("tokens/s", "requests/s", "ms", "s", "bytes")
WHOLE_NUMBERS = ",~r"
_AXIS_FORMATS = {"share": ".3~%", "bytes": "~s"}
# Room for the figures at the right edge.
_FIGURES = 88
_NAME = 34
_AUTHOR = re.compile(r"\S*/")
Rows = list[dict[str, Any]]
# The parts of the schema, not Altair's charts of several: those copy all of their parts again and again.
Layers = alt.LayerSpec
Rowed = alt.HConcatSpecGenericSpec
Stacked = alt.VConcatSpecGenericSpec
Drawn = Layers | Stacked
# A field on the axis of values.
Along = Callable[[str], alt.X]


@dataclass(frozen=True)
class Pen:
    """What everything is drawn with: colours and a language; and the rows that were drawn, by their names."""

    palette: Palette
    language: Language
    datasets: dict[str, Rows] = field(default_factory=dict)

    def of(self, rows: Rows) -> alt.Chart:
        """A chart of these rows. They stand apart since Altair copies a chart at each step, its rows too."""
        name = f"rows-{len(self.datasets)}"
        self.datasets[name] = rows
        return alt.Chart(alt.NamedData(name))


def is_from_zero(scale: Scale) -> bool:
    """Whether values of this scale are drawn as bars from 0."""
    return scale.unit in _FROM_ZERO


def span(values: Iterable[Value], scale: Scale) -> alt.Scale:
    """The part of the scale that is drawn: all intervals with a margin, and 0 for bars."""
    ends = [end for value in values for end in (value.value, value.low, value.high) if end is not None]
    if not ends:
        return alt.Scale(domain=[0, 1])
    low, high = min(ends), max(ends)
    if is_from_zero(scale):
        return alt.Scale(domain=[0, high * 1.04 or 1], nice=False)
    margin = (high - low) * 0.08 or abs(high) * 0.1 or 1
    low, high = low - margin, high + margin
    if scale.unit == "share":
        low, high = max(low, 0) if low > -0.2 else low, min(high, 1)
    return alt.Scale(domain=[low, high], nice=False, zero=False)


def value_axis(scale: Scale, title: str | None = None, **more: Any) -> alt.Axis:
    """The axis of values, with few and whole numbers."""
    number_format = _AXIS_FORMATS.get(scale.unit, WHOLE_NUMBERS)
    return alt.Axis(format=number_format, title=title, **{"tickCount": 4, **more})


def title(words: str, scale: Scale | None, pen: Pen, *more: str) -> alt.TitleParams:
    """The title in lines of a phone's width; below it which direction is better, and `more` to know."""
    below = [with_arrow(scale, pen.language)] if scale is not None else []
    subtitle = [line for line in (*below, *more) if line]
    return alt.TitleParams(_lines(words), subtitle=subtitle or alt.Undefined)


def _lines(words: str) -> list[str]:
    """As few lines as possible, and those of like length."""
    lines = textwrap.wrap(words, CHARACTERS_OF_TITLE, max_lines=3, placeholder=" …") or [""]
    if len(lines) != 2:
        return lines
    balanced = textwrap.wrap(words, len(words) // len(lines) + max(map(len, words.split())) // 2 + 2)
    return balanced if len(balanced) == len(lines) else lines


def fitting_name(name: str, most: int = _NAME) -> str:
    """A model's name, without its author where both together are too long; what stands before stays."""
    return name if len(name) <= most else _AUTHOR.sub("", name)


def left_of_values(scale: alt.Scale, width: float = INNER, figures: float = _FIGURES) -> alt.Scale:
    """The scale without the right edge, where the values stand in figures."""
    return alt.Scale(domain=scale["domain"], nice=False, zero=False, range=[0, width - figures])


def text(pen: Pen, rows: Rows, name: str, x: float, y: alt.Y, **mark: Any) -> alt.Chart:
    """A text in each row; long ones are cut with an ellipsis at `limit` pixels."""
    properties: dict[str, Any] = {
        "align": "left",
        "baseline": "middle",
        "fontSize": TEXT_SIZE,
        "color": pen.palette.text,
    }
    drawn: alt.Chart = pen.of(rows).mark_text(**(properties | mark))
    at = alt.XValue(x)  # type: ignore[no-untyped-call]  # in Altair
    return drawn.encode(x=at, y=y, text=f"{name}:N")


def intervals(
    pen: Pen, rows: Rows, x: Along, y: alt.Y, colour: Any, *, y_offset: float = 0
) -> list[alt.Chart]:
    """Error bars with their ends, for the rows whose interval is known."""
    known = [row for row in rows if row["low"] is not None and row["high"] is not None]
    if not known:
        return []
    drawn = pen.of(known)
    line = drawn.mark_rule(strokeWidth=2, yOffset=y_offset, y2Offset=y_offset)
    end = drawn.mark_tick(thickness=2, size=11, yOffset=y_offset, opacity=1)
    return [
        line.encode(x=x("low:Q"), x2="high:Q", y=y, color=colour),
        *(end.encode(x=x(f"{name}:Q"), y=y, color=colour) for name in ("low", "high")),
    ]


def interval_of(value: Value) -> dict[str, float | None]:
    """A value as fields of a row."""
    return {"value": value.value, "low": value.low, "high": value.high}


def full_width(
    layers: Sequence[alt.Chart], height: float, heading: alt.TitleParams, width: float = INNER
) -> Layers:
    """The layers as one chart of a phone's width, else of that `width`; `height` in pixels too."""
    return Layers(layer=list(layers), width=width, height=height, title=heading)


def stacked(
    panels: Sequence[Layers | Rowed],
    heading: alt.TitleParams,
    spacing: float,
    *alike: str,
) -> Stacked:
    """Panels below each other, with one legend for what is `alike` in all; `spacing` in pixels."""
    shared: dict[str, Any] = dict.fromkeys(alike, "shared")
    resolve = alt.Resolve(scale=alt.ScaleResolveMap(**shared, x="independent", y="independent"))
    return Stacked(vconcat=list(panels), spacing=spacing, resolve=resolve, title=heading)


def side_by_side(panels: Sequence[Layers], spacing: float, *alike: str) -> Rowed:
    """Panels beside each other, for `stacked`; `spacing` in pixels."""
    shared: dict[str, Any] = dict.fromkeys(alike, "shared")
    resolve = alt.Resolve(scale=alt.ScaleResolveMap(**shared, x="independent", y="independent"))
    return Rowed(hconcat=list(panels), spacing=spacing, resolve=resolve)

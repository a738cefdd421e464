"""Colours, shapes and sizes of charts: legible on a phone, and for those who do not see all colours."""

from dataclasses import dataclass
from typing import Any

from bot.charts.model import Theme

# As wide as a phone shows it, drawn in twice to three times as many pixels.
WIDTH = 400
PADDING = 16
INNER = WIDTH - 2 * PADDING
PIXELS = 2.5
# The one typeface that vl-convert brings along, so that a chart is the same on every machine.
FONT = "Liberation Sans"
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 18, 14, 13
CHARACTERS_OF_TITLE = 38


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; `series` tells up to eight apart."""

    background: str
    text: str
    muted: str
    grid: str
    highlight: str
    series: tuple[str, ...]


# The first four are hues of Okabe and Ito (https://jfly.uni-koeln.de/color/), lighter or darker where they
# would not stand out from the background; the others are those that differ most from these and each other.
# Tests hold each to the contrast of 3:1 that WCAG 2.2 asks for, and all to differ for every kind of eye.
PALETTES: dict[Theme, Palette] = {
    "dark": Palette(
        background="#2B2D31",
        text="#F2F3F5",
        muted="#B5BAC1",
        grid="#45484F",
        highlight="#3A3D44",
        series=("#56B4E9", "#E69F00", "#1DBE8F", "#F0E442", "#9955FF", "#DDFFFF", "#EE1144", "#668899"),
    ),
    "light": Palette(
        background="#FFFFFF",
        text="#1F2328",
        muted="#57606A",
        grid="#D8DDE3",
        highlight="#EEF2F7",
        series=("#0072B2", "#D55E00", "#00875F", "#B4478A", "#9900FF", "#330022", "#000077", "#660000"),
    ),
}
SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
)
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (12, 3), (4, 4), (1, 3), (10, 2, 2, 2, 2, 2))


def configuration(palette: Palette) -> dict[str, Any]:
    """Vega-Lite's `config` for all charts."""
    return {
        "background": palette.background,
        "font": FONT,
        "padding": PADDING,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": palette.text,
            "fontSize": TITLE_SIZE,
            "subtitleColor": palette.muted,
            "subtitleFontSize": TEXT_SIZE,
            "subtitlePadding": 6,
            "offset": 14,
            "lineHeight": 22,
        },
        "axis": {
            "labelColor": palette.muted,
            "labelFontSize": SMALL_SIZE,
            "titleColor": palette.muted,
            "titleFontSize": SMALL_SIZE,
            "titleFontWeight": "normal",
            "gridColor": palette.grid,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
        },
        "legend": {
            "orient": "top",
            "direction": "vertical",
            "title": None,
            "labelColor": palette.text,
            "labelFontSize": SMALL_SIZE,
            "labelLimit": INNER - 40,
            "symbolSize": 90,
            "symbolOpacity": 1,
            "offset": 16,
            "rowPadding": 5,
        },
    }

"""Charts are drawn for real, in a process of their own."""

import math
import struct
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import combinations

import pytest
from altair.vegalite.v6.schema.core import VegaLiteSchema, load_schema

from bot.charts.artist import Artist
from bot.charts.model import Chart, Comparison, Curve, Curves, History, Look, Ranking, Scale, Theme
from bot.charts.specs import spec
from bot.charts.theme import PALETTES, PIXELS, WIDTH
from tests.unit.charts.examples import EXAMPLES, comparison, ranking

Matrix = list[list[float]]
# Machado, Oliveira and Fernandes, IEEE Transactions on Visualization and Computer Graphics 15 (2009):
# complete lack of one kind of cones.
EYES: dict[str, Matrix] = {
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}
XYZ: Matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
WHITE = [0.95047, 1.0, 1.08883]
LOOKS = [Look("dark", "fr"), Look("light", "en")]


@pytest.fixture
async def artist() -> AsyncIterator[Artist]:
    async with Artist(seconds=50) as one:
        yield one


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.theme)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_is_valid_vega_lite_with_its_data_inside(name: str, look: Look) -> None:
    found = spec(EXAMPLES[name], look)
    VegaLiteSchema.validate(found, schema=load_schema())
    assert found["$schema"].endswith("v6.4.1.json")
    assert "url" not in str(found["datasets"])


async def test_every_chart_becomes_a_picture_of_a_phones_width(artist: Artist) -> None:
    for name, chart in EXAMPLES.items():
        for look in LOOKS:
            drawing = await artist.draw(chart, look, f"{name}.png")
            assert drawing is not None, name
            width, height = _size(drawing.content)
            assert WIDTH * PIXELS <= width <= WIDTH * PIXELS * 1.15, name
            assert 200 < height < 3 * width, name
            assert drawing.name == f"{name}.png"
            assert drawing.description


async def test_a_chart_that_takes_too_long_is_left_out_and_the_next_is_drawn() -> None:
    async with Artist(seconds=0.001) as hurried:
        assert await hurried.draw(ranking(), LOOKS[0]) is None
    async with Artist(seconds=50) as patient:
        assert await patient.draw(ranking(), LOOKS[0]) is not None


async def test_a_chart_that_cannot_be_drawn_is_left_out_and_the_next_is_drawn(artist: Artist) -> None:
    nothing = History("nothing", Scale("share", higher_is_better=True), ())
    assert await artist.draw(nothing, LOOKS[0]) is None
    assert await artist.draw(ranking(), LOOKS[0]) is not None


@pytest.mark.parametrize(
    "chart",
    [
        Ranking("nobody yet", Scale("share"), ()),
        Comparison("nothing in common", ("a", "b"), ()),
    ],
)
def test_an_empty_chart_is_an_error_that_says_so(chart: Chart) -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        spec(chart, Look())


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_colour_stands_out_from_its_background(theme: Theme) -> None:
    palette = PALETTES[theme]
    for colour in palette.series:
        assert contrast(colour, palette.background) >= 3, colour
    for colour in (palette.text, palette.muted):
        for behind in (palette.background, palette.highlight):
            assert contrast(colour, behind) >= 4.5, colour


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("eye", EYES)
def test_every_two_series_differ_for_every_kind_of_eye(theme: Theme, eye: str) -> None:
    seen = {colour: _seen(colour, EYES[eye]) for colour in PALETTES[theme].series}
    for first, second in combinations(seen, 2):
        # 2.3 is a difference that one just notices.
        assert math.dist(seen[first], seen[second]) > 9, (first, second)


@pytest.mark.parametrize(
    "chart",
    [
        replace(comparison(8), models=("a", *"abcdefg")),
        Curves("nine", Scale("number"), "step", tuple(Curve(str(n), ((0, 1),)) for n in range(9))),
    ],
)
def test_series_that_cannot_be_told_apart_are_an_error_that_says_so(chart: Chart) -> None:
    with pytest.raises(ValueError, match="a name of its own"):
        spec(chart, Look())


def test_a_long_title_takes_three_lines_and_no_more() -> None:
    lines = spec(replace(ranking(), title="a rather long title " * 20), Look())["title"]["text"]
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    lights = sorted((_light(first), _light(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _seen(colour: str, eye: Matrix) -> list[float]:
    """The colour as an eye sees it, in CIELAB, where distances are those that people notice."""
    seen = [min(1.0, max(0.0, one)) for one in _times(eye, _linear(colour))]
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (one / white for one, white in zip(_times(XYZ, seen), WHITE, strict=True))
    )
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def _times(matrix: Matrix, vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]

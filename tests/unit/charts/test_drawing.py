"""Charts are drawn for real, in a process of their own."""

import struct
from collections.abc import AsyncIterator

import pytest

from bot.charts.artist import Artist
from bot.charts.model import Chart, Comparison, History, Look, Ranking, Scale, Theme
from bot.charts.specs import spec
from bot.charts.theme import PALETTES, PIXELS, WIDTH
from tests.unit.charts.examples import EXAMPLES, ranking

LOOKS = [Look("dark", "fr"), Look("light", "en")]


@pytest.fixture
async def artist() -> AsyncIterator[Artist]:
    async with Artist(seconds=50) as one:
        yield one


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.theme)
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_is_valid_vega_lite_with_its_data_inside(name: str, look: Look) -> None:
    found = spec(EXAMPLES[name], look, is_checked=True)
    assert found == spec(EXAMPLES[name], look)
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
        assert _contrast(colour, palette.background) >= 3, colour
    for colour in (palette.text, palette.muted):
        for behind in (palette.background, palette.highlight):
            assert _contrast(colour, behind) >= 4.5, colour


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    lights = sorted((_light(first), _light(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

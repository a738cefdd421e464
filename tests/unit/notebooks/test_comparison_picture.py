"""The picture of a comparison is readable on a phone, and holds whatever notebooks hold."""

import io
from collections.abc import AsyncIterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.charts.model import Look, Theme
from bot.charts.theme import INNER, PIXELS, TITLE_SIZE, WIDTH
from bot.notebooks.changes import Change
from bot.notebooks.comparison import words
from bot.notebooks.comparison.colours import COLOURS
from bot.notebooks.comparison.drawing import drawn
from bot.notebooks.comparison.model import CellChange, Compared, Kind, Line
from bot.notebooks.comparison.picture import CODE_COLUMNS, TALLEST, picture
from bot.notebooks.comparison.rows import columns, rows
from bot.notebooks.reader import NotebookReader
from bot.texts import language
from tests.unit.charts.test_drawing import contrast

EN, FR = language("en"), language("fr")
CHANGES = (
    Change("library", "peft", None, "0.11"),
    Change("parameter", "SFTConfig.learning_rate", 2e-4, 1e-4),
    Change("metric", "eval_loss", 0.5, 0.25),
    Change("model", "Qwen/Qwen3-8B", "Qwen/Qwen3-8B", None),
)
SEED = CellChange("changed", 3, 4, (Line("-", "    seed = 1"), Line("+", "    seed = 20")))
_LINES = st.lists(
    st.builds(Line, st.sampled_from([" ", "-", "+"]), st.text(max_size=120)), min_size=1, max_size=30
).map(tuple)
_CELLS = st.lists(
    st.builds(
        lambda kind, source, outputs: CellChange(kind, 1, 2, source, outputs),
        st.sampled_from(["added", "removed", "changed"]),
        _LINES,
        _LINES,
    ),
    max_size=6,
)


def _texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_what_came_out_is_told_first_then_the_cells_without_shared_indentation() -> None:
    shown = _texts(picture(Compared("Lions", "Lions", CHANGES, (SEED,)), Look(language="fr")))
    assert shown == [
        "Lions",
        "1 cellule diffère\xa0: 1 modifiée",
        "Métriques",
        "eval_loss\u20020,5 → 0,25\u2002meilleur",
        "Paramètres",
        "SFTConfig.learning_rate\u20020,0002 → 0,0001",
        "Modèles",
        "−\xa0Qwen/Qwen3-8B",
        "Bibliothèques",
        "+\xa0peft\u20020.11",
        "La cellule 4, qui était la 3, a changé",
        *("-", "seed = 1", "+", "seed = 20"),
    ]


@pytest.mark.parametrize(("before", "after"), [("2.4", "2.9"), ("2e-4", "1e-4"), ("adam", "adamw")])
def test_of_two_lines_what_differs_is_marked_as_whole_words_and_numbers(before: str, after: str) -> None:
    lines = Line("-", f"f(x={before}, n=3 - 1)"), Line("+", f"f(x={after}, n=3 - 1)")
    old, new = rows(lines, CODE_COLUMNS)
    assert (old.text[old.start : old.end], new.text[new.start : new.end]) == (before, after)


def test_of_a_very_long_line_the_part_that_differs_is_shown() -> None:
    old, *_ = rows((Line("-", "x" * 500 + " old"), Line("+", "x" * 500 + " new")), CODE_COLUMNS)
    assert old.text.startswith("…xxx")
    assert old.text.endswith(" old")


@given(_LINES)
@settings(max_examples=80, deadline=None)
def test_no_row_is_wider_than_the_picture(lines: tuple[Line, ...]) -> None:
    for row in rows(lines, CODE_COLUMNS):
        assert columns(row.text) <= CODE_COLUMNS
        assert 0 <= row.start <= row.end <= len(row.text)


@given(st.text(max_size=300), st.text(max_size=300), _CELLS)
@settings(max_examples=60, deadline=None)
def test_whatever_it_says_the_picture_is_well_formed_and_of_bounded_height(
    before: str, after: str, cells: list[CellChange]
) -> None:
    changes = (Change("metric", before, 1.0, 2.0), Change("parameter", after, before, after))
    svg = picture(Compared(before, after, changes, tuple(cells)), Look(theme="light"))
    root = ET.fromstring(svg)
    assert root.get("width") == str(WIDTH)
    assert float(root.get("height", "0")) < TALLEST + 400
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {"svg", "rect", "text", "tspan"}


@pytest.mark.parametrize(("kind", "most"), [("changed", 14), ("added", 8)])
def test_of_many_cells_some_are_drawn_and_the_others_counted(kind: Kind, most: int) -> None:
    lines = tuple(Line("+", f"line {number}") for number in range(60))
    cells = tuple(CellChange(kind, number, number, lines) for number in range(1, 101))
    shown = _texts(picture(Compared("a", "b", (), cells), Look()))
    assert shown[-1] == f"and {100 - sum('Cell' in one for one in shown)} more cells that differ"
    assert f"line {most - 2}" in shown
    assert f"line {most - 1}" not in shown


def test_those_who_cannot_see_it_are_told_the_same_in_their_language() -> None:
    told = words.described(Compared("Lions", "Tigers", CHANGES, (SEED,)), FR)
    assert told == (
        "Lions → Tigers. eval_loss\xa0: 0,5 → 0,25 (meilleur). SFTConfig.learning_rate\xa0: 0,0002 → 0,0001. "
        "−\xa0Qwen/Qwen3-8B. +\xa0peft\xa0: 0.11. 1 cellule diffère\xa0: 1 modifiée"
    )


@pytest.fixture
async def reader() -> AsyncIterator[NotebookReader]:
    async with NotebookReader() as one:
        yield one


async def test_it_is_drawn_as_sharp_as_a_phone_shows_it(reader: NotebookReader) -> None:
    hostile = CellChange("added", None, 1, (Line("+", "</text><script>steal()</script>\0\x1b[31m\ufffe"),))
    drawing = await drawn(reader, Compared("a & b", "<c>", CHANGES, (SEED, hostile)), Look())
    assert drawing is not None
    shown = Image.open(io.BytesIO(drawing.content))
    assert shown.format == "PNG"
    assert shown.width == WIDTH * PIXELS


async def test_what_cannot_be_drawn_leaves_the_text_alone() -> None:
    async with NotebookReader(seconds=0.001) as hasty:
        assert await drawn(hasty, Compared("a", "b", CHANGES, ()), Look()) is None


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_word_stands_out_from_what_lies_behind_it(theme: Theme) -> None:
    colours = COLOURS[theme]
    for behind in (colours.background, colours.same, *colours.added, *colours.removed):
        assert contrast(colours.text, behind) >= 4.5, behind
    for colour in (colours.muted, colours.better, colours.worse):
        assert contrast(colour, colours.background) >= 4.5, colour


def test_a_title_in_chinese_stays_on_the_picture() -> None:
    title, *_ = _texts(
        picture(Compared("构建具有工具调用超能力的智能体并比较两个笔记本的结果", "b", (), ()), Look())
    )
    assert columns(title) * TITLE_SIZE / 2 <= INNER

"""A comparison as one picture: what changed in words, then the cells line by line; the text as SVG."""

import textwrap
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

from bot.charts.model import Look, Theme
from bot.charts.theme import FONT, INNER, PADDING, SMALL_SIZE, TEXT_SIZE, TITLE_SIZE, WIDTH
from bot.notebooks.changes import Change
from bot.notebooks.comparison import words
from bot.notebooks.comparison.colours import COLOURS, Colours
from bot.notebooks.comparison.model import CellChange, Compared, Line
from bot.notebooks.comparison.rows import Row, columns, rows, shapely
from bot.texts import Language, language

# Where no typeface of even width is installed, code is set in the one that is always there, drawn out evenly.
CODE_FONT: Final = "Liberation Mono, DejaVu Sans Mono, monospace, Liberation Sans"
LETTER: Final = 7.8
GUTTER: Final = 2.5 * LETTER
CODE_COLUMNS: Final = int((INNER - GUTTER) / LETTER)
CODE_HEIGHT, TEXT_HEIGHT, TITLE_HEIGHT = 18, 20, 24
# Beyond it nobody reads on a phone; the text and the page have the rest.
TALLEST: Final = 1_100
MOST_CHANGES: Final = 14
# Of a cell; less of one that is new or gone, which anyone finds in its notebook.
MOST_ROWS: Final = {"changed": 14, "added": 8, "removed": 8}
LEAST_ROWS: Final = 6
_TITLE_LETTERS, _TEXT_LETTERS, _SMALL_LETTERS = 38, 50, 54


def picture(compared: Compared, look: Look) -> str:
    """The picture as SVG, of one width and not much more than TALLEST high."""
    sheet = _Sheet(look.theme)
    spoken = language(look.language)
    for line in _wrapped(" → ".join(dict.fromkeys([compared.before, compared.after])), _TITLE_LETTERS, 3):
        sheet.title(line)
    for line in _wrapped(words.told_of_cells(compared, spoken), _SMALL_LETTERS, 3):
        sheet.said(line)
    _draw_changes(sheet, compared.changes, spoken)
    for number, cell in enumerate(compared.cells):
        if not sheet.has_room(LEAST_ROWS * CODE_HEIGHT):
            left = len(compared.cells) - number
            sheet.said(
                spoken.say_count(
                    "and {count} more cell that differs", "and {count} more cells that differ", left
                )
            )
            break
        _draw_cell(sheet, cell, spoken)
    return sheet.finished()


def _draw_changes(sheet: "_Sheet", changes: Sequence[Change], spoken: Language) -> None:
    told = words.in_order(changes)
    for title, group in groupby(told[:MOST_CHANGES], lambda one: words.group(one, spoken)):
        sheet.heading(title)
        for are_names, some in groupby(group, lambda one: not words.told(one, spoken)[1]):
            if are_names:
                for line in _wrapped(", ".join(words.told(one, spoken)[0] for one in some), _TEXT_LETTERS, 3):
                    sheet.pair(line, "", "", "")
                continue
            for one in some:
                _draw_change(sheet, one, spoken)
    left = len(told) - MOST_CHANGES
    if left > 0:
        sheet.said(spoken.say_count("and {count} more", "and {count} more", left))


def _draw_change(sheet: "_Sheet", one: Change, spoken: Language) -> None:
    name, values = words.told(one, spoken)
    found = words.judged(one)
    judged = "" if found is None else words.judgement(found, spoken)
    colour = sheet.colours.of_verdict(found)
    if len(f"{name}  {values} {judged}") <= _TEXT_LETTERS:
        sheet.pair(name, values, judged, colour)
        return
    sheet.pair(
        textwrap.shorten(name, _TEXT_LETTERS, placeholder="…") or f"{name[:_TEXT_LETTERS]}…", "", "", colour
    )
    for line in _wrapped(f"{values} {judged}".strip(), _TEXT_LETTERS, 2):
        sheet.pair("", line, "", colour)


def _draw_cell(sheet: "_Sheet", cell: CellChange, spoken: Language) -> None:
    sheet.heading(words.cell(cell, spoken))
    left = MOST_ROWS[cell.kind]
    for title, lines in words.parts(cell, spoken):
        if title:
            sheet.said(title)
        found = rows(_trimmed(lines), CODE_COLUMNS)
        shown = found if len(found) <= left else [*found[: max(1, left - 1)], Row("…", "")]
        left = max(0, left - len(shown))
        for row in shown:
            sheet.code(row)


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without empty ones at both ends."""
    told = [place for place, one in enumerate(lines) if one.text.strip() or one.mark == "…"]
    return lines[told[0] : told[-1] + 1] if told else lines[:1]


def _wrapped(text: str, width: int, most: int) -> list[str]:
    """The text in lines of so many Latin letters; of Chinese and the like, of as many as are as wide."""
    letters = width * len(text) // max(1, columns(text))
    return textwrap.wrap(text, max(8, letters), max_lines=most, placeholder=" …")


class _Sheet:
    """Takes down one line under the other."""

    def __init__(self, theme: Theme) -> None:
        self.colours: Colours = COLOURS[theme]
        self._parts: list[str] = []
        self._bottom = float(PADDING)

    def has_room(self, height: float) -> bool:
        """Whether something of this height still goes on the picture."""
        return self._bottom + height <= TALLEST

    def title(self, text: str) -> None:
        self._text(PADDING, self._down(TITLE_HEIGHT), text, TITLE_SIZE, self.colours.text, weight="bold")

    def heading(self, text: str) -> None:
        self._bottom += 8
        self._text(PADDING, self._down(TEXT_HEIGHT), text, SMALL_SIZE, self.colours.muted, weight="bold")

    def said(self, text: str) -> None:
        self._text(PADDING, self._down(TEXT_HEIGHT), text, SMALL_SIZE, self.colours.muted)

    def pair(self, name: str, values: str, judged: str, colour: str) -> None:
        """A name with its values, and a word on them in its colour."""
        spans = [(name, self.colours.muted, ""), (values, self.colours.text, ""), (judged, colour, "bold")]
        told = "\u2002".join(
            f'<tspan fill="{fill}"{_weight(weight)}>{_safe(text)}</tspan>'
            for text, fill, weight in spans
            if text
        )
        at = self._down(TEXT_HEIGHT)
        self._parts.append(
            f'<text x="{PADDING}" y="{at}" font-family="{FONT}" font-size="{TEXT_SIZE}">{told}</text>'
        )

    def code(self, row: Row) -> None:
        top = self._bottom
        baseline = self._down(CODE_HEIGHT)
        back, strong = self.colours.of_mark(row.mark)
        self._box(PADDING, top, INNER, back)
        if row.end > row.start:
            before = columns(row.text[: row.start])
            width = columns(row.text[row.start : row.end])
            self._box(PADDING + GUTTER + before * LETTER, top, width * LETTER, strong)
        if row.first and row.mark != " ":
            self._letters(PADDING + 0.5 * LETTER, baseline, row.mark, self.colours.muted)
        plain = row.text.lstrip(" ")
        if plain:
            indented = PADDING + GUTTER + (len(row.text) - len(plain)) * LETTER
            self._letters(indented, baseline, plain, self.colours.text)

    def finished(self) -> str:
        height = self._bottom + PADDING
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
            f' viewBox="0 0 {WIDTH} {height}">'
            f'<rect width="{WIDTH}" height="{height}" fill="{self.colours.background}"/>'
            f"{''.join(self._parts)}</svg>"
        )

    def _down(self, height: float) -> float:
        """The line on which the letters of the next row of this height stand."""
        self._bottom += height
        return self._bottom - height * 0.28

    def _box(self, left: float, top: float, width: float, colour: str) -> None:
        self._parts.append(
            f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{CODE_HEIGHT}" fill="{colour}"/>'
        )

    def _letters(self, left: float, at: float, text: str, colour: str) -> None:
        self._parts.append(
            f'<text x="{left:.1f}" y="{at:.1f}" font-family="{CODE_FONT}" font-size="{SMALL_SIZE}"'
            f' fill="{colour}" textLength="{columns(text) * LETTER:.1f}" xml:space="preserve">'
            f"{_safe(text)}</text>"
        )

    def _text(self, left: float, at: float, text: str, size: int, colour: str, *, weight: str = "") -> None:
        self._parts.append(
            f'<text x="{left}" y="{at:.1f}" font-family="{FONT}" font-size="{size}" fill="{colour}"'
            f"{_weight(weight)}>{_safe(text)}</text>"
        )


def _safe(text: str) -> str:
    return escape(shapely(text))


def _weight(weight: str) -> str:
    return f' font-weight="{weight}"' if weight else ""

"""A comparison as one page of HTML that runs nothing."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from bot.notebooks import words as notebooks
from bot.notebooks.changes import Change
from bot.notebooks.comparison import words
from bot.notebooks.comparison.model import CellChange, Compared, Line
from bot.notebooks.pages.page import framed
from bot.texts import Language

_CLASSES = {"+": "add", "-": "cut", " ": "same", "…": "said"}


def page(compared: Compared, language: Language, most: int) -> str:
    """The page, of about `most` characters at most."""
    names = " → ".join(dict.fromkeys([compared.before, compared.after]))
    told = [escape(language.say("Cells: {counts}", counts=words.counted(compared, language)))]
    if compared.is_equal:
        told.append(escape(language.say("Nothing differs between the two.")))
    return framed(names, told, "\n".join(_body(compared, language, most)), language)


def _body(compared: Compared, language: Language, most: int) -> Iterator[str]:
    for title, group in groupby(compared.changes, lambda one: words.group(one, language)):
        items = "".join(f"<li>{_change(one, language)}</li>" for one in group)
        yield f'<section class="prose"><h2>{escape(title)}</h2><ul>{items}</ul></section>'
    for cell in compared.cells:
        written = _cell(cell, language)
        most -= len(written)
        if most < 0:
            yield f'<p class="said">{escape(language.say("Left out here: the page would be too large."))}</p>'
            return
        yield written


def _change(one: Change, language: Language) -> str:
    name = f"<strong>{escape(one.name)}</strong>"
    return language.named(name, _values(one, language))


def _values(one: Change, language: Language) -> str:
    before, after = map(escape, notebooks.both(one, language))
    if one.before is None:
        return f"+ {after}"
    if one.after is None:
        return f"− {before}"
    found = words.judged(one)
    said = (
        "" if found is None else f' <span class="{found}">{escape(words.judgement(found, language))}</span>'
    )
    return f"{before or '?'} → {after or '?'}{said}"


def _cell(one: CellChange, language: Language) -> str:
    shown = "".join(
        (f'<p class="number">{escape(title)}</p>' if title else "")
        + f'<div class="lines">{"".join(map(_line, lines))}</div>'
        for title, lines in words.parts(one, language)
    )
    return f'<section><p class="number">{escape(words.cell(one, language))}</p>{shown}</section>'


def _line(one: Line) -> str:
    return f'<div class="{_CLASSES[one.mark]}">{escape(words.written(one))}</div>'

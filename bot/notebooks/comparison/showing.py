"""A comparison as JSON and as plain text, for the command line."""

import json
from collections.abc import Iterator

from bot.notebooks.changes import Change
from bot.notebooks.comparison import words
from bot.notebooks.comparison.model import COMPARED, Compared
from bot.texts import language


def as_json(compared: Compared) -> str:
    """Everything that differs."""
    return json.dumps(COMPARED.dump_python(compared, mode="json"), ensure_ascii=False)


def as_text(compared: Compared) -> str:
    """What differs as lines for a terminal."""
    return "Nothing differs between the two." if compared.is_equal else "\n".join(_lines(compared))


def _lines(compared: Compared) -> Iterator[str]:
    english = language("en")
    yield from map(_change, compared.changes)
    for cell in compared.cells:
        yield words.cell(cell, english)
        for title, lines in words.parts(cell, english):
            yield from [f"  {title}"] * bool(title)
            yield from (f"  {words.written(line)}" for line in lines)


def _change(one: Change) -> str:
    before, after = (
        f"{found}{' %' if is_percent else ''}"
        for found, is_percent in zip((one.before, one.after), one.are_percents, strict=True)
    )
    if one.before is None:
        return f"{one.what} {one.name}: new, {after}"
    if one.after is None:
        return f"{one.what} {one.name}: no longer there"
    found = words.judged(one)
    return f"{one.what} {one.name}: {before} -> {after}{f' ({found})' if found else ''}"

"""The texts that are written as base64 inside a text: pages, tables, files of settings."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from bot.scrub.rows import BASE64, has_row

# What is looked at where nothing says that it is base64 is so long.
_OF_BARE: Final = 32
# In lines, as most programs write it, also as a comment, or where line ends are written as two characters.
_BREAK: Final = r"(?:\\n|\r?\n[ \t#>]{0,8})"
_ROWS: Final = rf"(?:[A-Za-z0-9+/]{{60,80}}+{_BREAK}(?=[A-Za-z0-9+/]))*+[A-Za-z0-9+/]++={{0,2}}"
# What begins after a sign to a terminal or a line end of two characters begins after its letter.
_BEGINS: Final = r"(?:(?<![\w.+/\\-])(?!\d{1,3}[mK])|(?<=\d[mK])|(?<=\\[nrt]))"
_HELD: Final = re.compile(
    rf"(?i:data:(?P<type>[^,;\"'\s]{{0,80}}+)[^,\"'\s]{{0,200}};base64),(?P<held>{_ROWS})"
    rf"|{_BEGINS}(?P<bare>(?=[A-Za-z0-9+/]{{{_OF_BARE}}}){_ROWS})"
)
_NO_BASE64: Final = re.compile(rf"{_BREAK}|=")
# No picture begins with so many letters of a text, and hardly any row of letters does by chance.
_SHORTEST: Final = 20


def texts_within(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each begins and ends, and what it says."""
    if ";base64," not in text.lower() and not has_row(text, BASE64, _OF_BARE):
        return
    for match in _HELD.finditer(text):
        name = "bare" if match["held"] is None else "held"
        is_text = name == "held" and match["type"].lower().startswith(("text/", "image/svg"))
        if said := _said(match[name], is_text=is_text):
            yield *match.span(name), said


def _said(written: str, *, is_text: bool) -> str:
    """What base64 says, up to where it is no text any more; nothing where that is not far."""
    letters = _NO_BASE64.sub("", written)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        content = base64.b64decode(letters + "==")
    except binascii.Error:
        return ""
    if is_text:
        return content.decode(errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        return content[: error.start].decode() if error.start >= _SHORTEST else ""

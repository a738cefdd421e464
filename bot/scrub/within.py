"""The texts that are written as base64 inside a text: pages, tables, files of settings."""

import base64
import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from bot.scrub.rows import BASE64, BASE64_OF_ADDRESSES, rows

# What is looked at where nothing says that it is base64 is so long.
_OF_BARE: Final = 32
# In lines, as most programs write it, also as a comment, or where line ends are written as two characters, or
# as texts that follow each other in code and in lists. The few signs with which it begins stand first.
_QUOTE: Final = r"(?:[\"']|&(?:quot|\#x27|\#3[49]);)"
_SPACE: Final = r"(?:[\s#>]|\\{1,2}n){0,40}+"
_BREAK: Final = (
    r"[\r\n\\\"'&](?:(?:(?<=\n)|(?<=\r)\n)[ \t#>]{0,8}"
    rf"|(?:(?<=[\"'])|(?<=&)(?:quot|\#x27|\#3[49]);|(?<=\\)\\?(?:n\\{{0,2}})?{_QUOTE})"
    rf"{_SPACE}[,+]?{_SPACE}\\{{0,2}}{_QUOTE}|(?<=\\)n)"
)
# What begins after a sign to a terminal or a line end of two characters begins after its letter.
_BEGINS: Final = r"(?:(?<![\w.+/\\-])(?!\d{1,3}[mK])|(?<=\d[mK])|(?<=\\[nrt]))"


def _lines(letter: str) -> str:
    return rf"(?:{letter}{{60,80}}+{_BREAK}(?={letter}))*+{letter}++={{0,2}}"


@dataclass(frozen=True)
class _Spelling:
    """One of the alphabets of base64: its letters, how a bare row of them begins, and all of such a row."""

    letters: bytes
    begin: re.Pattern[str]
    whole: re.Pattern[str]


def _spelling(letters: bytes, letter: str) -> _Spelling:
    begin = re.compile(rf"{_BEGINS}(?={letter}{{{_OF_BARE}}})")
    return _Spelling(letters, begin, re.compile(_lines(letter)))


_STANDARD: Final = _spelling(BASE64, "[A-Za-z0-9+/]")
# In the letters that may stand in addresses.
_OF_ADDRESSES: Final = _spelling(BASE64_OF_ADDRESSES, "[A-Za-z0-9_-]")
_HELD: Final = re.compile(
    rf"(?i:data:(?P<type>[^,;\"'\s]{{0,80}}+)[^,\"'\s]{{0,200}};base64),(?P<held>{_lines('[A-Za-z0-9+/]')})"
)
_LINE_END: Final = re.compile(_BREAK)
_TO_STANDARD: Final = str.maketrans("-_", "+/")
# Sums of files, which stand in logs by thousands; a text in base64 has other letters too.
_SUM: Final = re.compile(r"[0-9a-f]+|[0-9A-F]+")
# No picture begins with so many letters of a text, and hardly any row of letters does by chance.
_SHORTEST: Final = 20


def texts_within(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each begins and ends, and what it says, in any order; some lie in others."""
    if len(text) < _OF_BARE:
        return
    known: list[tuple[int, int]] = []
    for match in _HELD.finditer(text) if ";base64," in text.lower() else ():
        known.append(match.span("held"))
        is_text = match["type"].lower().startswith(("text/", "image/svg"))
        yield from _said_in(text, *known[-1], is_text=is_text)
    bare = [*_bare(text, _STANDARD, known)]
    known = sorted([*known, *bare])
    of_addresses = [
        span for span in _bare(text, _OF_ADDRESSES, known) if any(text.find(one, *span) >= 0 for one in "-_")
    ]
    for start, end in (*bare, *of_addresses):
        yield from _said_in(text, start, end)


def _bare(text: str, spelling: _Spelling, known: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where there may be base64 of which nothing says that it is, but for what is inside of what is known."""
    end = 0
    for start, stop in rows(text, spelling.letters, _OF_BARE):
        if start < end or _is_inside(known, start, stop) or _SUM.fullmatch(text, start, stop):
            continue
        begin = spelling.begin.search(text, start, stop)
        whole = spelling.whole.match(text, begin.start()) if begin else None
        if whole:
            end = whole.end()
            yield whole.span()


def _is_inside(known: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect.bisect_right(known, start, key=itemgetter(0))
    return place > 0 and end <= known[place - 1][1]


def _said_in(text: str, start: int, end: int, *, is_text: bool = False) -> Iterator[tuple[int, int, str]]:
    """What stands there; also line by line where that is no text to its end.

    Such lines may not belong together.
    """
    breaks = [one.span() for one in _LINE_END.finditer(text, start, end)]
    lines = [
        *zip([start, *(after for _, after in breaks)], [*(before for before, _ in breaks), end], strict=True)
    ]
    said, is_all = _said("".join(text[begin:stop] for begin, stop in lines), is_text=is_text)
    if said:
        yield start, end, said
    for begin, stop in lines if breaks and not is_all else ():
        if stop - begin >= _OF_BARE and (line := _said(text[begin:stop])[0]):
            yield begin, stop, line


def _said(written: str, *, is_text: bool = False) -> tuple[str, bool]:
    """What base64 says up to where it is no text any more, and whether that is all.

    Where that is not far it says nothing.
    """
    letters = written.replace("=", "").translate(_TO_STANDARD)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    content = base64.b64decode(letters + "==")
    if is_text:
        return content.decode(errors="replace"), True
    try:
        return content.decode(), True
    except UnicodeDecodeError as error:
        return content[: error.start].decode() if error.start >= _SHORTEST else "", False

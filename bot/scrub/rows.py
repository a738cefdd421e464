"""Whether a text may hold a long row of letters and digits, as files and tokens are."""

import string
from collections.abc import Iterator
from typing import Final

_YES, _NO = b"a", b" "


def _table(letters: str) -> bytes:
    """For each byte whether it is one of the letters."""
    return b"".join(_YES if chr(byte) in letters else _NO for byte in range(256))


BASE64: Final = _table(string.ascii_letters + string.digits + "+/")
BASE64_OF_ADDRESSES: Final = _table(string.ascii_letters + string.digits + "_-")
# All that may be in a token; a question mark stands for letters and digits of all languages.
OF_TOKENS: Final = _table(string.ascii_letters + string.digits + "_.:-?")


def has_row(text: str, among: bytes, length: int) -> bool:
    """Whether so many letters `among` one of the tables may follow each other.

    Bytes are told apart by a table, and looked through, many times faster than letters by a pattern.
    """
    return _YES * length in _told_apart(text, among)


def rows(text: str, among: bytes, length: int) -> Iterator[tuple[int, int]]:
    """Where each row of so many letters or more begins and ends."""
    apart = _told_apart(text, among)
    end = 0
    while (start := apart.find(_YES * length, end)) >= 0:
        end = apart.find(_NO, start)
        if end < 0:
            end = len(apart)
        yield start, end


def _told_apart(text: str, among: bytes) -> bytes:
    # Each letter is one byte, so that places are the same.
    return text.encode("ascii", errors="replace").translate(among)

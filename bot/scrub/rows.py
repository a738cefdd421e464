"""Whether a text may hold a long row of letters and digits, as files and tokens are."""

import string
from typing import Final

_YES, _NO = b"a", b" "


def _table(letters: str, *, others: bool) -> bytes:
    """For each byte whether it is one of the letters; `others` are those of no English word."""
    return b"".join(_YES if (chr(byte) in letters if byte < 128 else others) else _NO for byte in range(256))


BASE64: Final = _table(string.ascii_letters + string.digits + "+/", others=False)
# All that may be in a token, and letters of all languages.
OF_TOKENS: Final = _table(string.ascii_letters + string.digits + "_.:-", others=True)


def has_row(text: str, among: bytes, length: int) -> bool:
    """Whether so many letters `among` one of the tables may follow each other.

    Bytes are told apart by a table, and looked through, many times faster than letters by a pattern.
    """
    return _YES * length in text.encode(errors="replace").translate(among)

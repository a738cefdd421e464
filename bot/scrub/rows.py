"""Whether a text may hold a long row of letters and digits, as files and tokens are."""

import re


def has_row(text: str, piece: re.Pattern[str], length: int) -> bool:
    """Whether there may be a row of twice the length, of which a `piece` of the length matches each part.

    One of the pieces that begin at multiples of the length would lie in it: to look at these alone is far
    faster than to look for a row at each letter.
    """
    return any(piece.match(text, start) for start in range(0, len(text), length))

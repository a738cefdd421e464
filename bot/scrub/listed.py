"""Lines of base64 in a list, each a value of its own, which together are a text in which something lies."""

import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

from bot.scrub.kinds import Kind
from bot.scrub.spotting import spots
from bot.scrub.within import texts_within

# All lines but the last one are so long; longer values are no lines.
_SHORTEST: Final = 60
_LONGEST: Final = 200


def kinds_of_lines(values: Sequence[Any]) -> dict[int, Kind]:
    """What those lines are, by their places in the list."""
    if str not in set(map(type, values)):
        return {}
    lines = [one if isinstance(one, str) and len(one) <= _LONGEST else "" for one in values]
    if max(map(len, lines)) < _SHORTEST:
        return {}
    lines = [line.removesuffix("\n") + "\n" for line in lines]
    starts = list(accumulate(map(len, lines), initial=0))
    found: dict[int, Kind] = {}
    for start, end, said in texts_within("".join(lines)):
        first, after = bisect.bisect_right(starts, start) - 1, bisect.bisect_left(starts, end)
        if after - first > 1 and (within := spots(said)):
            found |= dict.fromkeys(range(first, after), within[0].kind)
    return found

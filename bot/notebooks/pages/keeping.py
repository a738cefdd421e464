"""Pages that were made lately, so that a reader who comes back does not wait for them again."""

from collections import OrderedDict
from typing import Final, TypeAlias

from bot.notebooks.errors import UnreadableNotebook

Key: TypeAlias = tuple[int, str, str, str]
MOST_BYTES: Final = 64 * 1024 * 1024


class Kept:
    """Pages, and why others cannot be made; the one that was asked for longest ago goes first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._pages: OrderedDict[Key, bytes | UnreadableNotebook] = OrderedDict()

    def find(self, key: Key) -> bytes | None:
        """The page, None when it is not kept. Raises UnreadableNotebook again."""
        found = self._pages.get(key)
        if found is None:
            return None
        self._pages.move_to_end(key)
        if isinstance(found, UnreadableNotebook):
            raise found
        return found

    def keep(self, key: Key, page: bytes | UnreadableNotebook) -> None:
        """Keep a page as long as there is room, or why there is none."""
        self._pages[key] = page
        while len(self._pages) > 1 and sum(map(_size, self._pages.values())) > self._most:
            self._pages.popitem(last=False)


def _size(page: bytes | UnreadableNotebook) -> int:
    # A refusal takes little, but there should not be any number of them.
    return len(page) if isinstance(page, bytes) else 100_000

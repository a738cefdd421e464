"""Pages that were made lately, so that a reader who comes back does not wait for them again."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from bot.notebooks.errors import UnreadableNotebook

Key: TypeAlias = tuple[int, str, str, str]
MOST_BYTES: Final = 64 * 1024 * 1024
# Why a page cannot be made may be that the machine was busy, so after this it is tried again.
TRIED_AGAIN: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class _Refusal:
    error: UnreadableNotebook
    until: datetime


class Kept:
    """Pages, and why others cannot be made; the one that was asked for longest ago goes first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._pages: OrderedDict[Key, bytes | _Refusal] = OrderedDict()

    def find(self, key: Key, now: datetime) -> bytes | None:
        """The page, None when it is not kept. Raises UnreadableNotebook again, for a while."""
        found = self._pages.get(key)
        if found is None:
            return None
        self._pages.move_to_end(key)
        if isinstance(found, bytes):
            return found
        if now < found.until:
            raise found.error
        return None

    def keep(self, key: Key, page: bytes | UnreadableNotebook, now: datetime) -> None:
        """Keep a page as long as there is room, or why there is none."""
        self._pages[key] = page if isinstance(page, bytes) else _Refusal(page, now + TRIED_AGAIN)
        while len(self._pages) > 1 and sum(map(_size, self._pages.values())) > self._most:
            self._pages.popitem(last=False)


def _size(page: bytes | _Refusal) -> int:
    # A refusal takes little, but there should not be any number of them.
    return len(page) if isinstance(page, bytes) else 100_000

"""The record of a file that is kept: without long texts and lists, and not at all when it is large."""

import json
import math
from typing import Any

from bot.results import limits
from bot.results.document import Document


class _TooLarge(Exception):
    """What was shortened so far takes more room than there is."""


class _Shortener:
    """Makes values as PostgreSQL keeps them: without NaN, long lists and long texts.

    Raises _TooLarge as soon as they surely take more than `room` bytes as JSON.
    """

    def __init__(self, room: int) -> None:
        self._room = room

    def short(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value[: limits.RAW_TEXT].replace("\x00", ""))
        if isinstance(value, dict):
            return {self._text(str(key)): self.short(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.short(item) for item in value[: limits.RAW_LIST]]
        if isinstance(value, float) and not math.isfinite(value):
            return None
        return value if isinstance(value, int | float) or value is None else self._text(str(value))

    def _text(self, text: str) -> str:
        self._room -= len(text)
        if self._room < 0:
            raise _TooLarge
        return text


def record_of(document: Document) -> object:
    """The record of a document, None when it is large even so."""
    try:
        record = document.text if document.data is None else _Shortener(limits.RAW_BYTES).short(document.data)
    except _TooLarge:
        return None
    size = len(json.dumps(record, ensure_ascii=False).encode())
    return record if size <= limits.RAW_BYTES else None

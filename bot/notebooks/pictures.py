"""The pictures in a notebook, wherever they stand: in outputs, attachments, widgets, and inside texts."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any, Final

from bot.notebooks.picture_data import without_data
from bot.notebooks.places import slots

_PICTURES: Final = ("image/png", "image/jpeg", "image/gif", "image/webp")
# How they begin in base64 where no media type says it, as in the state of widgets.
_BEGINNINGS: Final = ("iVBORw0KGgo", "/9j/", "R0lGODdh", "R0lGODlh", "UklGR")
_WHOLE: Final = re.compile(r"[A-Za-z0-9+/\s]{64,}={0,2}\s*")
# In lines of 64 or 76 characters, as some programs write it, or in one.
_HELD: Final = re.compile(
    r"(data:image/[\w.+-]+;base64,)((?:[A-Za-z0-9+/]{64,76}\r?\n)*[A-Za-z0-9+/]+={0,2})"
)


def take_out_data(content: dict[str, Any]) -> int:
    """Take out what the files of pictures say besides the picture; of how many that was.

    `content` are the values of a notebook in format 4; they are changed.
    """
    count = 0
    for bundle in _bundles(content):
        for media_type in _PICTURES:
            written = bundle.get(media_type)
            if isinstance(written, str):
                bundle[media_type] = _cleaned(written)
                count += bundle[media_type] != written
    for slot in slots(content):
        text, changed = _in_text(slot.text)
        count += changed
        if changed:
            slot.write(text)
    return count


def _bundles(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for cell in content["cells"]:
        for output in cell.get("outputs", ()):
            if "data" in output:
                yield output["data"]
        yield from cell.get("attachments", {}).values()


def _in_text(text: str) -> tuple[str, int]:
    if text.startswith(_BEGINNINGS) and _WHOLE.fullmatch(text):
        written = _cleaned(text)
        return written, int(written != text)
    if "data:image/" not in text:
        return text, 0
    changed = 0

    def cleaned(match: re.Match[str]) -> str:
        nonlocal changed
        written = _cleaned(match[2])
        changed += written != match[2]
        return match[1] + written

    return _HELD.sub(cleaned, text), changed


def _cleaned(written: str) -> str:
    """The same text where there is nothing to take out; nothing at all where it cannot be looked at."""
    try:
        content = base64.b64decode(written)
    except (binascii.Error, ValueError):
        return ""
    clean = without_data(content)
    return written if clean == content else base64.b64encode(clean).decode()

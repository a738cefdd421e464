"""GIF files without what they say besides the picture. See https://www.w3.org/Graphics/GIF/spec-gif89a.txt."""

from collections.abc import Iterator
from typing import Final

GIF: Final = (b"GIF87a", b"GIF89a")
# How an image is shown, and how often an animation is repeated.
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_REPEATING: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def gif(content: bytes) -> bytes:
    """A GIF with its images and how they move; of one that is broken, what can be followed."""
    return b"".join(_gif(content))


def _gif(content: bytes) -> Iterator[bytes]:
    start = 13 + _colours(content, 10)
    yield content[:start]
    while start < len(content):
        kind = content[start]
        if kind == _IMAGE:
            stop = _after_blocks(content, start + 10 + _colours(content, start + 9) + 1)
            yield content[start:stop]
        elif kind == _EXTENSION:
            stop = _after_blocks(content, start + 2)
            yield _extension(content[start:stop])
        else:
            # The end; what is neither cannot be followed.
            yield bytes([_TRAILER])
            return
        start = stop


def _colours(content: bytes, place: int) -> int:
    """How long the table of colours is that the flags at a place announce."""
    flags = content[place] if place < len(content) else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, start: int) -> int:
    """Where a row of blocks ends; each begins with its length, and one of no length is the last."""
    while start < len(content) and content[start]:
        start += 1 + content[start]
    return start + 1


def _extension(written: bytes) -> bytes:
    label = written[1] if len(written) > 1 else 0
    if label == _CONTROL:
        return written[:8]
    if label == _APPLICATION and written[3:14] in _REPEATING and written[14:16] == b"\3\1":
        return written[:18] + b"\0"
    return b""

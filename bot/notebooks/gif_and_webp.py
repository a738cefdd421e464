"""GIF and WebP files without what they say besides the picture.

See https://www.w3.org/Graphics/GIF/spec-gif89a.txt and
https://developers.google.com/speed/webp/docs/riff_container.
"""

import struct
from collections.abc import Collection, Iterator
from typing import Final

GIF: Final = (b"GIF87a", b"GIF89a")
# Of a GIF: how an image is shown, and how often an animation is repeated.
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_REPEATING: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
# Of a WebP: all else, such as EXIF, XMP and profiles, is dropped.
_OF_FRAME: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_KEPT: Final = _OF_FRAME | {b"VP8X", b"ANIM", b"ANMF"}
_FRAME_HEAD: Final = 16
# Flags of VP8X that say that there are a profile, EXIF and XMP.
_SAYS_MORE: Final = 0x20 | 0x08 | 0x04


def is_webp(content: bytes) -> bool:
    """Whether a file is a WebP by its beginning."""
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def gif(content: bytes) -> bytes:
    """A GIF with its images and how they move; of one that is broken, what can be followed."""
    return b"".join(_gif(content))


def webp(content: bytes) -> bytes:
    """A WebP with its images and how they move; of one that is broken, what can be followed."""
    (length,) = struct.unpack_from("<I", content, 4)
    kept = b"WEBP" + b"".join(_chunks(content[12 : 8 + length], _KEPT))
    return b"RIFF" + struct.pack("<I", len(kept)) + kept


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


def _chunks(content: bytes, kept: Collection[bytes]) -> Iterator[bytes]:
    """The chunks that are kept, one after the other, each filled up to an even length."""
    start = 0
    while start + 8 <= len(content):
        kind = content[start : start + 4]
        (length,) = struct.unpack_from("<I", content, start + 4)
        told = content[start + 8 : start + 8 + length]
        if kind in kept and len(told) == length:
            told = _chunk(kind, told)
            yield kind + struct.pack("<I", len(told)) + told + b"\0" * (len(told) % 2)
        start += 8 + length + length % 2


def _chunk(kind: bytes, told: bytes) -> bytes:
    if kind == b"VP8X" and told:
        return bytes([told[0] & ~_SAYS_MORE]) + told[1:10]
    if kind == b"ANMF":
        return told[:_FRAME_HEAD] + b"".join(_chunks(told[_FRAME_HEAD:], _OF_FRAME))
    return told

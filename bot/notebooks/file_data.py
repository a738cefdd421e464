"""What the file of a picture says besides the picture - where and by whom it was taken - is taken out.

The picture itself stays the same, to the bit, and so does the sound of a WAV. See
https://www.w3.org/TR/png-3/#11Chunks and https://www.w3.org/Graphics/JPEG/itu-t81.pdf (annex B).
"""

import re
import struct
from collections.abc import Iterator
from typing import Final

from bot.notebooks.gif import GIF, gif
from bot.notebooks.riff import is_riff, riff

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
# What a PNG needs to look as it does; all else, such as text, times and profiles, is dropped.
_KEPT_CHUNKS: Final = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"sBIT",
    b"bKGD",
    b"pHYs",
    b"cICP",
    b"acTL",
    b"fcTL",
    b"fdAT",
}
_END: Final = 0xD9
_SCAN: Final = 0xDA
# Markers that stand alone, without a length: TEM, the restarts and the end.
_ALONE: Final = {0x01, *range(0xD0, 0xD8), _END}
_APPLICATIONS: Final = range(0xE0, 0xF0)
_COMMENT: Final = 0xFE
# The next marker after the data of a scan; in it, 0xFF comes with a zero or as a restart.
_NEXT: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_ORIENTATION: Final = 0x0112
_SHORT: Final = 3


def without_data(content: bytes) -> bytes | None:
    """A PNG, JPEG, GIF, WebP or WAV without anything but the picture or the sound; None for any other file.

    Of one that is broken, what can be followed is kept.
    """
    if content.startswith(_PNG):
        return b"".join(_png(content))
    if content.startswith(_JPEG):
        return b"".join(_jpeg(content))
    if content.startswith(GIF):
        return gif(content)
    return riff(content) if is_riff(content) else None


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    start, kind = len(_PNG), b""
    while kind != b"IEND" and start + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, start)
        kind, stop = content[start + 4 : start + 8], start + 12 + length
        if kind in _KEPT_CHUNKS and stop <= len(content):
            yield content[start:stop]
        start = stop


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    start = 2
    while start + 2 <= len(content) and content[start] == 0xFF:
        marker = content[start + 1]
        if marker == 0xFF:
            start += 1
            continue
        stop = _end(content, start, marker)
        if marker in _APPLICATIONS:
            yield _application(marker, content[start + 4 : stop])
        elif marker != _COMMENT:
            yield content[start:stop]
        if marker == _END:
            return
        start = stop


def _end(content: bytes, start: int, marker: int) -> int:
    """Where a segment ends, that of a scan with its data."""
    stop = start + 2
    if marker in _ALONE:
        return stop
    stop += int.from_bytes(content[stop : stop + 2])
    if marker != _SCAN:
        return stop
    following = _NEXT.search(content, stop)
    return following.start() if following else len(content)


def _application(marker: int, told: bytes) -> bytes:
    """What a picture needs of a segment of a program: its density, its colours, and which side is up."""
    if marker == 0xE0 and told.startswith(b"JFIF\0"):
        return _segment(marker, told[:12] + b"\0\0")  # without the small picture
    if marker == 0xEE and told.startswith(b"Adobe"):
        return _segment(marker, told[:12])
    if marker == 0xE1 and told.startswith(b"Exif\0\0"):
        turned = _orientation(told[6:])
        return _segment(marker, _exif(turned)) if turned else b""
    return b""


def _segment(marker: int, told: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(told) + 2) + told


def _orientation(exif: bytes) -> int | None:
    """How a picture is turned, from 2 to 8; None where it is not. See exif.org/Exif2-2.PDF, 4.6."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return None
    try:
        (first,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        for index in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, first + 2 + 12 * index)
            if (tag, kind) == (_ORIENTATION, _SHORT):
                return value if 2 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _exif(orientation: int) -> bytes:
    """One that says nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, orientation, 0)
    return b"Exif\0\0" + b"MM\0\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)

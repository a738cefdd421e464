"""WebP and WAV files without what they say besides the picture or the sound.

See https://developers.google.com/speed/webp/docs/riff_container and
https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html.
"""

import struct
from collections.abc import Collection, Iterator, Mapping
from typing import Final

# Of a WebP: all else, such as EXIF, XMP and profiles, is dropped.
_OF_FRAME: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
# What is kept, by the kind of a file.
_KEPT: Final[Mapping[bytes, Collection[bytes]]] = {
    b"WEBP": _OF_FRAME | {b"VP8X", b"ANIM", b"ANMF"},
    b"WAVE": frozenset({b"fmt ", b"fact", b"data"}),
}
_FRAME_HEAD: Final = 16
# Flags of VP8X that say that there are a profile, EXIF and XMP.
_SAYS_MORE: Final = 0x20 | 0x08 | 0x04


def is_riff(content: bytes) -> bool:
    """Whether a file is a WebP or a WAV by its beginning."""
    return content[:4] == b"RIFF" and content[8:12] in _KEPT


def riff(content: bytes) -> bytes:
    """The images of a WebP and how they move, or the sound of a WAV; of a broken one what can be followed."""
    (length,) = struct.unpack_from("<I", content, 4)
    kind = content[8:12]
    kept = kind + b"".join(_chunks(content[12 : 8 + length], _KEPT[kind]))
    return b"RIFF" + struct.pack("<I", len(kept)) + kept


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

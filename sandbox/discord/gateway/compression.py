"""The two ways to compress a whole connection: one context from the first frame to the last."""

import zlib
from typing import Protocol

import zstandard


class Compression(Protocol):
    """Turns frames into bytes; each frame can be read as soon as it has come."""

    def compress(self, frame: bytes) -> bytes:
        """The bytes of one frame."""


class ZlibStream:
    """`compress=zlib-stream`: frames end with the four bytes of a sync flush."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def compress(self, frame: bytes) -> bytes:
        """The bytes of one frame."""
        return self._stream.compress(frame) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """`compress=zstd-stream`: each frame ends a block."""

    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=3).compressobj()

    def compress(self, frame: bytes) -> bytes:
        """The bytes of one frame."""
        return self._stream.compress(frame) + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


def compression_for(name: str | None) -> Compression | None:
    """What the query's `compress` asks for; None is plain text. KeyError for an unknown name."""
    if name is None:
        return None
    kinds: dict[str, type[Compression]] = {"zlib-stream": ZlibStream, "zstd-stream": ZstdStream}
    return kinds[name]()

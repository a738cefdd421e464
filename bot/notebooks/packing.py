"""Whole files packed, unpacked and told apart in threads: 20 MB take half a second, also of the event loop.

zlib and hashlib let other threads run meanwhile.
"""

import asyncio
import hashlib
import zlib
from typing import Final

# Fast, and a third of the size of JSON.
_COMPRESSION: Final = 1


async def packed(content: bytes) -> bytes:
    """A file as it is kept, compressed with zlib."""
    return await asyncio.to_thread(zlib.compress, content, _COMPRESSION)


async def unpacked(kept: bytes) -> bytes:
    """The file again; an empty one of what was erased."""
    return await asyncio.to_thread(zlib.decompress, kept) if kept else b""


async def digest(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return await asyncio.to_thread(_digest, content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

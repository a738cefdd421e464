"""Zip archives: every entry within limits, whatever it says of its size; zstd too, which Inspect uses.

`zipfile` reads zstd (method 93) only from Python 3.14 on, and trusts the stated size of an entry, so entries
are unpacked here. Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7 and 4.4.5.
"""

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from bot.results import limits
from bot.results.errors import Unreadable
from bot.texts import later

STORED: Final = 0
DEFLATED: Final = 8
ZSTD: Final = 93
_LOCAL_HEADER: Final = struct.Struct("<4s5H3I2H")
_INSPECT_HEADER: Final = "header.json"
# The scores of its samples, those of the first that is there.
_INSPECT_SCORES: Final = ("reductions.json", "summaries.json")


def is_zip(content: bytes) -> bool:
    """Whether a file is a zip archive."""
    return content.startswith(b"PK\x03\x04")


def unpack(path: str, content: bytes) -> list[tuple[str, bytes]]:
    """The files in an archive with their paths; of an Inspect log its header, then its scores.

    Raises Unreadable.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _damaged() from error
    entries = {info.filename: info for info in archive.infolist() if not info.is_dir()}
    if _INSPECT_HEADER in entries:
        scores = next((entries[name] for name in _INSPECT_SCORES if name in entries), None)
        wanted = [entries[_INSPECT_HEADER]]
        if scores is not None and scores.file_size <= limits.LARGEST_BYTES:
            wanted.append(scores)
        names = (path, *(info.filename for info in wanted[1:]))
        return [
            (name, _unpacked(content, info, limits.LARGEST_BYTES))
            for name, info in zip(names, wanted, strict=True)
        ]
    wanted = [info for name, info in entries.items() if not _hidden(name)]
    if len(wanted) > limits.MOST_FILES:
        raise Unreadable(
            later(
                "The archive holds {count} files; at most {most} are read at once.",
                count=len(wanted),
                most=limits.MOST_FILES,
            )
        )
    left = limits.LARGEST_UNPACKED
    files = []
    for info in wanted:
        files.append((info.filename, _unpacked(content, info, min(left, limits.LARGEST_BYTES))))
        left -= len(files[-1][1])
    if not files:
        raise Unreadable(later("The archive is empty."))
    return files


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _unpacked(content: bytes, info: zipfile.ZipInfo, most: int) -> bytes:
    packed = _packed(content, info)
    try:
        data = _decompressed(packed, info.compress_type, most + 1)
    except (zlib.error, ValueError) as error:
        raise _damaged() from error
    if len(data) > most:
        raise Unreadable(
            later(
                "The archive unpacks to more than {size} MB. Post the summary of the run only.",
                size=most // 1024**2,
            )
        )
    if zlib.crc32(data) != info.CRC:
        raise _damaged()
    return data


def _packed(content: bytes, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise Unreadable(later("The archive is protected by a password. Post it without one."))
    try:
        *_, name, extra = _LOCAL_HEADER.unpack_from(content, info.header_offset)
    except struct.error as error:
        raise _damaged() from error
    start = info.header_offset + _LOCAL_HEADER.size + name + extra
    return content[start : start + info.compress_size]


def _decompressed(packed: bytes, method: int, most: int) -> bytes:
    if method == STORED:
        return packed[:most]
    if method == DEFLATED:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    if method == ZSTD:
        import zstandard

        try:
            with zstandard.ZstdDecompressor().stream_reader(packed) as reader:
                return reader.read(most)
        except zstandard.ZstdError as error:
            raise _damaged() from error
    raise Unreadable(
        later("The archive is packed in a way that I cannot read. Pack it as an ordinary zip file.")
    )


def _damaged() -> Unreadable:
    return Unreadable(later("The archive is damaged or cut off. Pack it again."))

"""Scores of samples as bytes: 8 of the key and 8 of the score for each, in the order of the keys."""

import struct
from collections.abc import Mapping

_ONE = struct.Struct("<8sd")
SIZE = _ONE.size


def pack(scores: Mapping[str, float]) -> bytes:
    """16 bytes for each sample."""
    return b"".join(_ONE.pack(bytes.fromhex(key), scores[key]) for key in sorted(scores))


def unpack(packed: bytes) -> dict[str, float]:
    """The scores back from `pack`."""
    return {key.hex(): score for key, score in _ONE.iter_unpack(packed)}

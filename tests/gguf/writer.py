"""Writes GGUF files, version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md)."""

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
import numpy.typing as npt

Value: TypeAlias = bool | int | float | str | Sequence[int] | Sequence[str]
Array: TypeAlias = npt.NDArray[np.generic]
ALIGNMENT = 32
_U32, _I32, _F32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9


class Kind(IntEnum):
    """How the numbers of a tensor are stored, as ggml numbers it."""

    F32 = 0
    F16 = 1
    Q8_0 = 8
    Q4_K = 12
    Q6_K = 14


# (weights in a block, bytes of a block)
BLOCKS = {
    Kind.F32: (1, 4),
    Kind.F16: (1, 2),
    Kind.Q8_0: (32, 34),
    Kind.Q4_K: (256, 144),
    Kind.Q6_K: (256, 210),
}


@dataclass(frozen=True)
class Tensor:
    """One tensor of `shape` (rows, columns); `make` gives its bytes as an array when they are written."""

    name: str
    shape: tuple[int, ...]
    kind: Kind
    make: Callable[[], Array]

    @property
    def size(self) -> int:
        """Its size in bytes."""
        weights, size = BLOCKS[self.kind]
        return int(np.prod(self.shape)) // weights * size


def write(path: Path, stated: Mapping[str, Value], tensors: Sequence[Tensor]) -> None:
    """One file; the tensors are made one after the other, so that large files need little memory."""
    with path.open("wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(stated)))
        for key, value in stated.items():
            file.write(_text(key) + _value(value))
        offset = 0
        for tensor in tensors:
            file.write(_described(tensor, offset))
            offset += _padded(tensor.size)
        _align(file)
        for tensor in tensors:
            file.write(tensor.make().tobytes())
            _align(file)


def _described(tensor: Tensor, offset: int) -> bytes:
    # ggml counts dimensions from the fastest.
    sizes = b"".join(struct.pack("<Q", size) for size in reversed(tensor.shape))
    head = _text(tensor.name) + struct.pack("<I", len(tensor.shape))
    return head + sizes + struct.pack("<IQ", tensor.kind, offset)


def _value(value: Value) -> bytes:
    match value:
        case bool():
            return struct.pack("<I?", _BOOL, value)
        case int():
            return struct.pack("<II", _U32, value)
        case float():
            return struct.pack("<If", _F32, value)
        case str():
            return struct.pack("<I", _STRING) + _text(value)
        case _:
            return struct.pack("<I", _ARRAY) + _items(value)


def _items(values: Sequence[int] | Sequence[str]) -> bytes:
    texts = [value for value in values if isinstance(value, str)]
    if texts:
        return struct.pack("<IQ", _STRING, len(texts)) + b"".join(map(_text, texts))
    return struct.pack("<IQ", _I32, len(values)) + struct.pack(f"<{len(values)}i", *values)


def _text(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _align(file: BinaryIO) -> None:
    file.write(b"\0" * (-file.tell() % ALIGNMENT))

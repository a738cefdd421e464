"""Models of a published shape with random weights: as fast, and as large in memory, as the real file."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.gguf.tiny import Shape, norms
from tests.gguf.tokenizer import trained
from tests.gguf.writer import Kind, Tensor, write

QWEN3_0_6B = Shape("qwen3", 1024, 28, 16, 8, 128, 3072, 40960, 151936)
_Q4_K_M = 15
Bytes = npt.NDArray[np.uint8]


def write_large(path: Path, shape: Shape = QWEN3_0_6B) -> Path:
    """The file, with llama.cpp's mixture of blocks that is called Q4_K_M."""
    tensors = [_blocks("token_embd.weight", (shape.vocabulary, shape.width), Kind.Q6_K), *norms(shape)]
    for layer in range(shape.layers):
        finer = _is_finer(layer, shape.layers)
        for name, size in shape.matrices(layer).items():
            kind = Kind.Q6_K if finer and ("attn_v" in name or "ffn_down" in name) else Kind.Q4_K
            tensors.append(_blocks(name, size, kind))
    stated = shape.stated(path.stem) | {"general.file_type": _Q4_K_M}
    write(path, stated | trained(size=shape.vocabulary).stated(), tensors)
    return path


def _is_finer(layer: int, layers: int) -> bool:
    """Whether llama.cpp gives a layer more bits: the first eighth, the last, and each third one between."""
    eighth = layers // 8
    return layer < eighth or layer >= layers - eighth or (layer - eighth) % 3 == 2


def _blocks(name: str, size: tuple[int, int], kind: Kind) -> Tensor:
    return Tensor(name, size, kind, lambda: _random_blocks(size[0] * size[1] // 256, kind))


def _random_blocks(count: int, kind: Kind) -> Bytes:
    """Blocks of random weights whose scales keep them near what real ones are."""
    chance = np.random.default_rng(0)
    if kind is Kind.Q6_K:
        return np.hstack([_bytes(chance, count, 208), _scale(count, 1.5e-5)])
    return np.hstack([_scale(count, 1.4e-4), _scale(count, 1.0e-3), _bytes(chance, count, 140)])


def _scale(count: int, value: float) -> Bytes:
    return np.full((count, 1), value, np.float16).view(np.uint8)


def _bytes(chance: np.random.Generator, count: int, size: int) -> Bytes:
    return chance.integers(0, 256, (count, size), dtype=np.uint8)

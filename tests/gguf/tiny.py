"""Models of two megabytes: random ones, and such as always say one given text."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.gguf.tokenizer import END_OF_TURN, TEMPLATE, Tokenizer, spelt, trained
from tests.gguf.writer import Kind, Tensor, Value, write

Floats = npt.NDArray[np.float32]
# Logits are this times a cosine: greedy decoding sees only one token, and chance hardly another.
_SURE = 20.0


@dataclass(frozen=True)
class Shape:
    """The sizes of a decoder; `vocabulary` is that of its tokenizer."""

    architecture: str
    width: int
    layers: int
    heads: int
    key_heads: int
    head_width: int
    inner: int
    context: int
    vocabulary: int
    base: float = 1e6

    def stated(self, name: str) -> dict[str, Value]:
        """What a GGUF file says of it."""
        of = self.architecture
        return {
            "general.architecture": of,
            "general.name": name,
            "general.quantization_version": 2,
            f"{of}.context_length": self.context,
            f"{of}.embedding_length": self.width,
            f"{of}.block_count": self.layers,
            f"{of}.feed_forward_length": self.inner,
            f"{of}.attention.head_count": self.heads,
            f"{of}.attention.head_count_kv": self.key_heads,
            f"{of}.attention.key_length": self.head_width,
            f"{of}.attention.value_length": self.head_width,
            f"{of}.attention.layer_norm_rms_epsilon": 1e-6,
            f"{of}.rope.dimension_count": self.head_width,
            f"{of}.rope.freq_base": self.base,
            f"{of}.vocab_size": self.vocabulary,
        }

    def matrices(self, layer: int) -> dict[str, tuple[int, int]]:
        """The matrices of a layer, as (rows, columns)."""
        queries, keys = self.heads * self.head_width, self.key_heads * self.head_width
        sizes = {
            "attn_q": (queries, self.width),
            "attn_k": (keys, self.width),
            "attn_v": (keys, self.width),
            "attn_output": (self.width, queries),
            "ffn_gate": (self.inner, self.width),
            "ffn_up": (self.inner, self.width),
            "ffn_down": (self.width, self.inner),
        }
        return {f"blk.{layer}.{name}.weight": size for name, size in sizes.items()}


def ones(name: str, size: int) -> Tensor:
    """A norm that changes nothing."""
    return Tensor(name, (size,), Kind.F32, lambda: np.ones(size, np.float32))


def norms(shape: Shape) -> list[Tensor]:
    """The norms of all layers."""
    found = [ones("output_norm.weight", shape.width)]
    for layer in range(shape.layers):
        found += [ones(f"blk.{layer}.{name}.weight", shape.width) for name in ("attn_norm", "ffn_norm")]
        if shape.architecture == "qwen3":
            names = ("attn_q_norm", "attn_k_norm")
            found += [ones(f"blk.{layer}.{name}.weight", shape.head_width) for name in names]
    return found


SMALL = Shape("llama", 256, 2, 4, 2, 64, 384, 4096, 0)


def write_random(path: Path, *, template: str = TEMPLATE, shape: Shape = SMALL) -> Path:
    """A model that says anything at all, and obeys a grammar; `template` is its chat template."""
    return _write(path, trained(), shape, template, script=())


def write_scripted(path: Path, text: str, *, again: bool = False) -> Path:
    """A model whose likeliest answer is always this text; with `again` it never stops saying it."""
    pieces = _pieces(text)
    return _write(path, trained(pieces), SMALL, TEMPLATE, script=pieces, again=again)


def _pieces(text: str) -> list[str]:
    """The text in pieces that are all different: what follows a piece depends on nothing else."""
    pieces: list[str] = []
    for word in re.findall(r"\s?\S+", text):
        if word in pieces:
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _write(
    path: Path,
    tokenizer: Tokenizer,
    shape: Shape,
    template: str,
    script: Sequence[str],
    *,
    again: bool = False,
) -> Path:
    chance = np.random.default_rng(0)
    shape = replace(shape, vocabulary=len(tokenizer.tokens))
    seen = chance.standard_normal((shape.vocabulary, shape.width)).astype(np.float32)
    seen /= np.linalg.norm(seen, axis=1, keepdims=True)
    said = _chain(tokenizer, script, seen, again=again) if script else _random(chance, seen.shape)
    tensors = [_half("token_embd.weight", seen), _half("output.weight", said), *norms(shape)]
    for layer in range(shape.layers):
        for name, size in shape.matrices(layer).items():
            # What a scripted model says depends on the last token alone: its layers add nothing to it.
            is_silent = bool(script) and ("attn_output" in name or "ffn_down" in name)
            weights = np.zeros(size, np.float32) if is_silent else _random(chance, size)
            tensors.append(_half(name, weights))
    write(path, shape.stated(path.stem) | tokenizer.stated(template), tensors)
    return path


def _random(chance: np.random.Generator, size: tuple[int, ...]) -> Floats:
    return (chance.standard_normal(size) * 0.05).astype(np.float32)


def _half(name: str, weights: Floats) -> Tensor:
    shape = tuple(int(size) for size in weights.shape)
    return Tensor(name, shape, Kind.F16, lambda: weights.astype(np.float16))


def _chain(tokenizer: Tokenizer, script: Sequence[str], seen: Floats, *, again: bool) -> Floats:
    """Output weights by which each token of the script calls for the next one, and the last for the end."""
    said = np.zeros_like(seen)
    tokens = [spelt("\n"), *map(spelt, script), *([spelt(script[0])] if again else [END_OF_TURN])]
    ids = [tokenizer.token_id(token) for token in tokens]
    for one, following in itertools.pairwise(ids):
        said[following] += _SURE / np.sqrt(seen.shape[1]) * seen[one]
    return said

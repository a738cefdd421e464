"""What changed between two revisions of a repository: pure, from the hashes of its files and its facts."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from bot.releases.parts import Part

PARTS: Final[tuple[Part, ...]] = get_args(Part)
_WEIGHTS: Final = (
    ".safetensors", ".gguf", ".bin", ".pt", ".pth", ".ckpt", ".onnx", ".npz", ".msgpack", ".h5", ".tflite",
    ".safetensors.index.json",
)  # fmt: skip
_TOKENIZER: Final = frozenset(
    {
        "tokenizer.json", "tokenizer_config.json", "tokenizer.model", "spiece.model", "vocab.json",
        "vocab.txt", "merges.txt", "special_tokens_map.json", "added_tokens.json", "tekken.json",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What a repository is at one revision, as far as changes are told; `files` are hashes by name."""

    files: Mapping[str, str]
    chat_template: str | None
    licence: str | None
    gate: str


def part_of(name: str) -> Part:
    """To which part of a repository a file belongs."""
    base = name.rpartition("/")[2].lower()
    if base.endswith(_WEIGHTS):
        return "weights"
    if base in _TOKENIZER:
        return "tokenizer"
    if base.startswith("chat_template"):
        return "chat_template"
    if base.startswith(("license", "licence", "copying", "use_policy")):
        return "licence"
    if base == "readme.md":
        return "card"
    return "config" if base.endswith(("config.json", ".yaml", ".yml")) else "other"


def prints(facts: Facts) -> dict[str, str]:
    """A short hash of each part: all that is kept of a revision."""
    by_part: dict[Part, list[str]] = {part: [] for part in PARTS}
    for name, digest in sorted(facts.files.items()):
        by_part[part_of(name)].append(f"{name} {digest}")
    by_part["chat_template"].append(facts.chat_template or "")
    by_part["licence"].append(facts.licence or "")
    by_part["access"].append(facts.gate)
    return {part: _hash(lines) for part, lines in by_part.items()}


def changed(before: Mapping[str, Any], after: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts whose hashes differ, the weightiest first.

    A template lies in the tokenizer's file, a licence in the card: what is told by the one is not told again
    by the other.
    """
    different = [part for part in PARTS if before.get(part) != after[part]]
    if "chat_template" in different and "tokenizer" in different:
        different.remove("tokenizer")
    if "licence" in different and "card" in different:
        different.remove("card")
    return tuple(different)


def _hash(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

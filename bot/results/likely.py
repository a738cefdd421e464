"""Which repository a file most likely means that names its model by a file or a folder only."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

MOST_LIKELY = 5
# Below this likeness (0 to 100) of what is left of both names, another model is meant.
LEAST_LIKENESS = 75.0
_FILES = re.compile(r"\.(?:gguf|ggml|bin|safetensors|pt|onnx)$")
_SHARD = re.compile(r"-\d{5}-of-\d{5}$")
# How a model is stored, which says nothing of which one it is.
_STORED = re.compile(
    r"(?:^|[-_. ])(?:ud|i1|imat|imatrix|gguf|ggml|awq|gptq|exl[23]|mlx|onnx|bnb|hf|nf4|"
    r"(?:mx|nv)?fp(?:4|8|16|32)|b?f(?:16|32)|int[48]|w\d+a\d+|[234568]\.?0?bpw|[2-8][-_]?bits?|"
    r"i?q[1-8](?:[-_](?:k|[01]|[a-z]{1,3}|\d+))*)(?=$|[-_. ])"
)
_SIZE = re.compile(r"(?<![\w.])(?:\d+x)?a?\d+(?:\.\d+)?[bm](?![a-z0-9])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def plain_name(name: str) -> str:
    """What is left of a name without folders, author, file type and quantisation: qwen3 8b."""
    bare = _SHARD.sub("", _FILES.sub("", re.split(r"[/\\]", name)[-1].lower()))
    while (shorter := _STORED.sub("", bare)) != bare:
        bare = shorter
    return " ".join(part for part in re.split(r"[-_ ]+", bare) if part.strip("."))


def likely(name: str, repositories: Iterable[str]) -> list[str]:
    """Those of the repositories that the name may mean, the likeliest first; among equals the first named.

    Their sizes and versions agree: qwen3-8b never means Qwen3-14B or Qwen2.5-8B.
    """
    wanted = plain_name(name)
    found = [
        (fuzz.ratio(wanted, plain), repository)
        for repository in dict.fromkeys(repositories)
        if _numbers(plain := plain_name(repository)) == _numbers(wanted)
    ]
    # The sort is stable.
    alike = sorted((one for one in found if one[0] >= LEAST_LIKENESS), key=lambda one: -one[0])
    return [repository for _, repository in alike[:MOST_LIKELY]]


def _numbers(plain: str) -> tuple[list[str], list[str]]:
    """Sizes such as 8b or a3b, and all other numbers, such as those of versions."""
    return sorted(_SIZE.findall(plain)), sorted(_NUMBER.findall(_SIZE.sub("", plain)))

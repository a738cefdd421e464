"""What the name of a model tells: its series and version, and its size, variant and format."""

import re
from functools import lru_cache
from typing import Final

SIZES: Final = frozenset({
    "air", "big", "dense", "flash", "giant", "huge", "large", "light", "lite", "max", "medium", "micro",
    "mini", "moe", "nano", "plus", "pro", "small", "tiny", "ultra", "xl", "xxl",
})  # fmt: skip
BASES: Final = frozenset({"base", "pretrain", "pretrained", "pt"})
CHATS: Final = frozenset({
    "chat", "dpo", "instruct", "instruction", "it", "kto", "orpo", "ppo", "rl", "rlhf", "rlvr", "sft",
    "simpo",
})  # fmt: skip
THINKERS: Final = frozenset({"reasoner", "reasoning", "think", "thinking"})
# Said of a variant, without a word of its own in a post.
OTHER_VARIANTS: Final = frozenset({"hf", "nothink", "preview"})
FORMATS: Final[dict[str, str]] = {
    "gguf": "GGUF", "ggml": "GGML", "imatrix": "GGUF", "awq": "AWQ", "gptq": "GPTQ", "mlx": "MLX",
    "exl2": "EXL2", "exl3": "EXL3", "bnb": "bitsandbytes", "bitsandbytes": "bitsandbytes", "hqq": "HQQ",
    "aqlm": "AQLM", "qat": "QAT", "onnx": "ONNX", "openvino": "OpenVINO", "mlc": "MLC", "coreml": "Core ML",
    "litert": "LiteRT", "tflite": "LiteRT", "paddle": "Paddle", "fp8": "FP8", "fp4": "FP4", "nvfp4": "NVFP4",
    "mxfp4": "MXFP4", "int8": "INT8", "int4": "INT4", "4bit": "4-bit", "8bit": "8-bit",
}  # fmt: skip
OTHER_FORMATS: Final = frozenset({"dynamic", "quantised", "quantized", "safetensors", "unquantized"})
# What is known of quantised weights whose format nothing tells.
OTHER: Final = "other"
# Words that make a model one for something else.
PURPOSES: Final = frozenset({
    "agent", "asr", "audio", "code", "coder", "draft", "edit", "embed", "embedding", "embeddings", "guard",
    "image", "math", "med", "medical", "multimodal", "ocr", "omni", "prm", "rerank", "reranker", "reward",
    "rm", "robotics", "safeguard", "safety", "search", "speech", "tool", "translate", "translator", "tts",
    "video", "vision", "vl",
})  # fmt: skip

_VARIANTS: Final = BASES | CHATS | THINKERS | OTHER_VARIANTS
_BREAK: Final = re.compile(r"[\s_\-]+")
# Q4_K_M, IQ3_XXS and q8_0 hold breaks, and so does 4-bit.
_QUANTS: Final = re.compile(r"(?<![a-z0-9.])i?q\d(?:_[a-z0-9]{1,3}){0,2}(?![a-z0-9])")
_BITS: Final = re.compile(r"(?<![a-z0-9.])(\d+(?:\.\d+)?)-bits?(?![a-z0-9])")
_FIRST_WORD: Final = re.compile(r"[^-_ ]+")
_VERSION: Final = re.compile(r"\.?[vV]?\d[\d.]*$")
_VARYING: Final = re.compile(
    r"[ae]?\d+(?:\.\d+)?[bmt]"  # 8b, 0.6b, 135m, 1t; a3b: active; e4b: effective
    r"|\d+x\d+(?:\.\d+)?[bm]|\d+e"  # 8x7b; 16e: experts
    r"|\d+k"  # 128k: context length
    r"|u?int\d+|(?:nv|mx|b)?fp\d+|bf16|w\d+a\d+\w*|\d+(?:\.\d+)?bits?|\d+(?:\.\d+)?bpw|e\dm\d|gs?\d{2,3}"
)


def words_of(repo_id: str) -> tuple[str, ...]:
    """The words of a repository's name, in lower case, without its author's."""
    author, _, name = repo_id.lower().rpartition("/")
    whole = _BITS.sub(r"\1bit", _QUANTS.sub("gguf", name))
    return tuple(word for word in _BREAK.split(whole) if word and word != author) or (name,)


@lru_cache(maxsize=4096)
def family_name(repo_id: str) -> tuple[str, ...]:
    """Series and version, which the names of one family share; all words where nothing else is left."""
    words = words_of(repo_id)
    return tuple(word for word in words if not _varies(word)) or words


def series_of(name: str) -> str:
    """With what the names of a series begin, without its author: the first word without a version.

    Qwen for Qwen3-8B, Mistral for Mistral-Small-3.2-24B, SmolLM for SmolLM3-3B; empty where nothing is left.
    """
    match = _FIRST_WORD.match(name)
    return _VERSION.sub("", match.group()) if match else ""


def format_in(repo_id: str) -> str | None:
    """The format of quantised weights that the name tells of."""
    return next((FORMATS[word] for word in words_of(repo_id) if word in FORMATS), None)


def _varies(word: str) -> bool:
    fixed = word in SIZES or word in _VARIANTS or word in FORMATS or word in OTHER_FORMATS
    return fixed or _VARYING.fullmatch(word) is not None

"""bigcode-evaluation-harness: tasks with their scores, and `config`.

Source: `main.py` of bigcode-project/bigcode-evaluation-harness.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.results.document import Document
from bot.results.formats.collecting import Collector
from bot.results.formats.fields import chosen
from bot.results.formats.format import Format
from bot.results.model import Fact, Setup
from bot.results.naming import name_model
from bot.results.numbers import real, text, whole

_KEYS = frozenset({"model", "tasks", "max_length_generation", "allow_code_execution"})
_SETTINGS = ("temperature", "top_p", "top_k", "do_sample", "n_samples", "max_length_generation", "prompt")
_PRECISIONS = {"fp32": "float32", "fp16": "float16", "bf16": "bfloat16"}


def _fits(document: Document) -> bool:
    config = document.data.get("config") if isinstance(document.data, dict) else None
    return isinstance(config, dict) and config.keys() >= _KEYS


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    config: Mapping[str, Any] = document.data["config"]
    setup = _setup(config)
    model = name_model(config.get("model"), on_hub=True, revision=config.get("revision"))
    found = Collector(model, setup)
    for task, scores in document.data.items():
        if task != "config" and isinstance(scores, dict):
            for metric, value in scores.items():
                found.add(task, metric, value, partial=setup.limit is not None)
    found.warn_of_limit()
    return found


def _setup(config: Mapping[str, Any]) -> Setup:
    limit = real(config.get("limit"))
    generation: dict[str, Fact] = chosen(config, _SETTINGS)
    bits = next((bits for bits in ("4bit", "8bit") if config.get(f"load_in_{bits}") is True), None)
    precision = text(config.get("precision"))
    return Setup(
        limit=limit if limit and limit > 0 else None,
        generation=generation,
        quantisation=f"bitsandbytes {bits}" if bits else None,
        dtype=_PRECISIONS.get(precision or "", precision),
        harness="bigcode-evaluation-harness",
        seed=whole(config.get("seed")),
    )


FORMAT = Format("bigcode", _fits, _read)

"""lm-evaluation-harness, v0.3 to v0.4.13: one JSON with `results` and `versions`.

Source: `lm_eval/result_schema.py` and `lm_eval/loggers/evaluation_tracker.py` of
EleutherAI/lm-evaluation-harness.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.results.document import Document
from bot.results.formats.collecting import Collector
from bot.results.formats.fields import chosen, dtype_of, mapping
from bot.results.formats.format import Format
from bot.results.hardware import from_environment
from bot.results.model import Fact, Setup
from bot.results.naming import ModelName, name_model
from bot.results.numbers import moment_of, real, text, whole

# Keys of a task that are no metrics; " " is the placeholder of a group without a score of its own.
_NO_METRIC = frozenset({"alias", "name", "sample_len", "sample_count", "samples", " ", " ,none"})
# Backends that load a model from the Hub by its id.
_FROM_HUB = frozenset(
    [
        "deepsparse",
        "habana",
        "hf",
        "hf-audiolm-qwen",
        "hf-auto",
        "hf-causal",
        "hf-causal-experimental",
        "hf-multimodal",
        "hf-seq2seq",
        "huggingface",
        "ipex",
        "mamba_ssm",
        "nemo_lm",
        "neuronx",
        "openvino",
        "optimum-lm",
        "sglang",
        "sparseml",
        "vllm",
        "vllm-vlm",
    ]
)
_ENGINES = {"vllm": "vllm", "vllm-vlm": "vllm", "sglang": "sglang"}
_SETTINGS = (
    "temperature",
    "top_p",
    "top_k",
    "do_sample",
    "max_gen_toks",
    "max_tokens",
    "min_p",
    "repetition_penalty",
)


def _fits(document: Document) -> bool:
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("results"), dict):
        return False
    return isinstance(data.get("versions"), dict) and "config_general" not in data


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    data = document.data
    config = mapping(data.get("config"))
    found = Collector(_model(data, config), _setup(data, config), moment_of(data.get("date")))
    for task, scores in data["results"].items():
        if isinstance(scores, dict):
            _task(found, data, str(task), scores)
    found.warn_of_limit()
    return found


def _task(found: Collector, data: Mapping[str, Any], task: str, scores: Mapping[str, Any]) -> None:
    counts = mapping(mapping(data.get("n-samples")).get(task))
    used, total = whole(counts.get("effective")), whole(counts.get("original"))
    version = mapping(data.get("versions")).get(task)
    for key, value in scores.items():
        metric, _, name = key.partition(",")
        if key in _NO_METRIC or metric.endswith("_stderr"):
            continue
        per_metric = whole(mapping(scores.get("sample_count")).get(key))
        samples = used if used is not None else per_metric
        found.add(
            task,
            metric,
            value,
            error=scores.get(f"{metric}_stderr,{name}" if name else f"{metric}_stderr"),
            filter=None if name in ("", "none") else name,
            task_version=None if version is None else str(version),
            samples=samples,
            samples_total=total,
            partial=_is_partial(found.setup, used, total),
            higher_is_better=_direction(data, task, metric),
            setup=_setup_of_task(found.setup, data, task),
        )


def _is_partial(setup: Setup, used: int | None, total: int | None) -> bool:
    return setup.limit is not None or (used is not None and total is not None and used < total)


def _direction(data: Mapping[str, Any], task: str, metric: str) -> bool | None:
    stated = mapping(mapping(data.get("higher_is_better")).get(task)).get(metric)
    if stated is None:
        entries = mapping(mapping(data.get("configs")).get(task)).get("metric_list")
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and entry.get("metric") == metric:
                stated = entry.get("higher_is_better")
    return stated if isinstance(stated, bool) else None


def _setup_of_task(setup: Setup, data: Mapping[str, Any], task: str) -> Setup:
    config = mapping(mapping(data.get("configs")).get(task))
    shots = mapping(data.get("n-shot")).get(task, config.get("num_fewshot"))
    own = {**_settings(config.get("generation_kwargs")), **setup.generation}
    return Setup(
        **{**vars(setup), "shots": setup.shots if whole(shots) is None else whole(shots), "generation": own}
    )


def _model(data: Mapping[str, Any], config: Mapping[str, Any]) -> ModelName:
    arguments = model_arguments(config.get("model_args"))
    written = (
        text(data.get("model_name"))
        or arguments.get("pretrained")
        or arguments.get("model")
        or text(config.get("model_name"))
    )
    backend = text(data.get("model_source")) or text(config.get("model")) or ""
    return name_model(written, on_hub=backend.lower() in _FROM_HUB, revision=config.get("model_sha"))


def _setup(data: Mapping[str, Any], config: Mapping[str, Any]) -> Setup:
    arguments = model_arguments(config.get("model_args"))
    backend = (text(config.get("model")) or "").lower()
    hub_engine = "transformers" if backend.startswith("hf") else None
    limit = real(config.get("limit"))
    return Setup(
        shots=whole(config.get("num_fewshot")),
        limit=limit if limit and limit > 0 else None,
        chat_template_sha=text(data.get("chat_template_sha")),
        generation=_settings(config.get("gen_kwargs")),
        quantisation=_quantisation(arguments),
        dtype=dtype_of(config.get("model_dtype") or arguments.get("dtype")),
        engine=_ENGINES.get(backend, hub_engine),
        engine_version=text(data.get("transformers_version")) if hub_engine else None,
        harness="lm-evaluation-harness",
        harness_version=text(data.get("lm_eval_version")) or text(data.get("git_hash")),
        hardware=from_environment(data.get("pretty_env_info")),
        seed=whole(config.get("random_seed")),
    )


def model_arguments(written: Any) -> dict[str, str]:
    """Arguments of the model, which are a mapping in newer versions and `name=value,…` in older ones."""
    if isinstance(written, dict):
        return {str(key): str(value) for key, value in written.items() if value is not None}
    pairs = re.findall(r"([\w.]+)=([^,]*)", written) if isinstance(written, str) else []
    return dict(pairs)


def _quantisation(arguments: Mapping[str, str]) -> str | None:
    for bits in ("4bit", "8bit"):
        if arguments.get(f"load_in_{bits}", "").lower() == "true":
            return f"bitsandbytes {bits}"
    return text(arguments.get("quantization")) or (
        text(arguments.get("gguf_file")) if "gguf_file" in arguments else None
    )


def _settings(written: Any) -> dict[str, Fact]:
    """The settings of generation that change a score, from a mapping or from `name=value,…`."""
    if isinstance(written, str):
        written = model_arguments(written)
    return chosen(mapping(written), _SETTINGS)


FORMAT = Format("lm-evaluation-harness", _fits, _read, frozenset({"samples", "arguments", "doc", "resps"}))

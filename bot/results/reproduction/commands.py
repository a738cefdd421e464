"""The command that measures the same again, from what a file says of its own run: pure.

What was taken out of a file (a token, a folder) is left out here, since nobody else needs it. Sources of the
options: `lm_eval/_cli/run.py` of lm-evaluation-harness, `tools/llama-bench/README.md` of llama.cpp, and
`vllm/benchmarks/serve.py` of vLLM.
"""

import shlex
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from bot.results.formats.fields import mapping
from bot.results.formats.lm_eval import model_arguments
from bot.results.model import Fact, Result
from bot.results.numbers import text

# A command that is longer is not copied from a message.
LONGEST: Final = 900
# Of the model's arguments those that depend on one's own machine.
_OWN_MACHINE = frozenset(
    {"token", "use_auth_token", "device", "cache_dir", "base_url", "api_key", "parallelize"}
)
_LLAMA_BENCH = {
    "n_batch": "-b",
    "n_ubatch": "-ub",
    "n_threads": "-t",
    "type_k": "-ctk",
    "type_v": "-ctv",
    "n_gpu_layers": "-ngl",
    "split_mode": "-sm",
    "flash_attn": "-fa",
}
_SERVING = {"request_rate": "--request-rate", "max_concurrency": "--max-concurrency"}
_SAFE = frozenset("-_=.,:/+ ")


def command(result: Result, record: object) -> str | None:
    """The command, or None where the source does not say enough; `record` is what is kept of the file."""
    write = _WRITERS.get(result.setup.harness or "")
    words = None if write is None else write(result, mapping(record))
    if not words or not all(_is_plain(word) for word in words):
        return None
    written = shlex.join(words)
    return written if len(written) <= LONGEST else None


def _lm_eval(result: Result, record: Mapping[str, Any]) -> list[str]:
    config = mapping(record.get("config"))
    backend = text(config.get("model"))
    if backend is None or result.model is None:
        return []
    arguments = {
        name: value
        for name, value in model_arguments(config.get("model_args")).items()
        if name not in _OWN_MACHINE and _is_plain(value)
    }
    named = "model" if "model" in arguments and "pretrained" not in arguments else "pretrained"
    arguments[named] = result.model
    if result.revision is not None:
        arguments["revision"] = result.revision
    setup = result.setup
    words = ["lm_eval", "--model", backend, "--model_args", _pairs(arguments.items()), "--tasks", result.task]
    words += [] if setup.shots is None else ["--num_fewshot", str(setup.shots)]
    words += [] if setup.limit is None else ["--limit", f"{setup.limit:g}"]
    words += ["--gen_kwargs", _pairs(setup.generation.items())] if config.get("gen_kwargs") else []
    words += [] if setup.seed is None else ["--seed", str(setup.seed)]
    words += ["--apply_chat_template"] if setup.chat_template_sha else []
    return [*words, "--log_samples", "--output_path", "results"]


def _llama_bench(result: Result, _record: Mapping[str, Any]) -> list[str]:
    conditions = result.setup.conditions
    prompt, generated = conditions.get("prompt_tokens"), conditions.get("generated_tokens")
    if prompt is None or generated is None:
        return []
    file = result.model_name if (result.model_name or "").endswith(".gguf") else "model.gguf"
    words = ["llama-bench", "-m", str(file)]
    if prompt and generated:
        words += ["-p", "0", "-n", "0", "-pg", f"{prompt},{generated}"]
    else:
        words += ["-p", str(prompt), "-n", str(generated)]
    words += ["-d", str(conditions["depth"])] if conditions.get("depth") else []
    words += _options(conditions, _LLAMA_BENCH)
    words += [] if result.samples is None else ["-r", str(result.samples)]
    return [*words, "-o", "json"]


def _serve(result: Result, record: Mapping[str, Any]) -> list[str]:
    if result.model is None or text(record.get("model_id")) is None:
        return []
    words = ["vllm", "bench", "serve", "--model", result.model]
    words += [] if result.samples_total is None else ["--num-prompts", str(result.samples_total)]
    return [*words, *_options(result.setup.conditions, _SERVING), "--save-result"]


_WRITERS: Mapping[str, Callable[[Result, Mapping[str, Any]], list[str]]] = {
    "lm-evaluation-harness": _lm_eval,
    "llama-bench": _llama_bench,
    "vllm bench serve": _serve,
}


def _options(stated: Mapping[str, Fact], names: Mapping[str, str]) -> list[str]:
    return [
        word for name, option in names.items() if name in stated for word in (option, _plain(stated[name]))
    ]


def _plain(fact: Fact) -> str:
    """A setting as it is typed."""
    return str(int(fact)) if isinstance(fact, bool) else f"{fact:g}" if isinstance(fact, float) else str(fact)


def _pairs(arguments: Iterable[tuple[str, Fact]]) -> str:
    return ",".join(f"{name}={value}" for name, value in arguments)


def _is_plain(word: str) -> bool:
    """Whether a word is no more than a name, a number or a path: nothing a shell or Discord would act on."""
    return bool(word) and all((one.isascii() and one.isalnum()) or one in _SAFE for one in word)

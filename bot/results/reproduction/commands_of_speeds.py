"""Commands that measure speeds again.

Sources of the options: `tools/llama-bench/README.md` of llama.cpp; `benchmarks/benchmark_serving.py` and
`vllm/benchmarks/serve.py`, `throughput.py` and `latency.py` of vLLM.
"""

from collections.abc import Mapping
from typing import Any

from bot.results.model import Fact, Result
from bot.results.numbers import text
from bot.results.reproduction.writing import REPOSITORY, Command, option, options
from bot.texts import Sentence, later

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
_SERVING = {
    "request_rate": "--request-rate",
    "burstiness": "--burstiness",
    "max_concurrency": "--max-concurrency",
}


def llama_bench(result: Result, _record: Mapping[str, Any]) -> Command:
    """`llama-bench` with the file of the model and the conditions of the speed."""
    conditions = result.setup.conditions
    prompt, generated = conditions.get("prompt_tokens"), conditions.get("generated_tokens")
    if prompt is None or generated is None:
        return Command(missing=(later("how long the prompt and the answer were"),))
    file = result.model_name if (result.model_name or "").endswith(".gguf") else "model.gguf"
    words = ["llama-bench", "-m", str(file)]
    if prompt and generated:
        words += ["-p", "0", "-n", "0", "-pg", f"{prompt},{generated}"]
    else:
        words += ["-p", str(prompt), "-n", str(generated)]
    words += ["-d", str(conditions["depth"])] if conditions.get("depth") else []
    # The file tells "auto" as -1, which the option does not take.
    is_auto = conditions.get("flash_attn") in (-1, "-1")
    words += options({**conditions, **({"flash_attn": "auto"} if is_auto else {})}, _LLAMA_BENCH) + option(
        "-r", result.samples
    )
    return Command((*words, "-o", "json"))


def serving(result: Result, record: Mapping[str, Any]) -> Command:
    """The benchmark of a server; files from before `vllm bench serve` have neither of its own keys."""
    if text(record.get("model_id")) is None:
        return Command(missing=(later("with which program, back-end and prompts the server was measured"),))
    if result.model is None:
        return Command(missing=(REPOSITORY,))
    is_of_cli = "endpoint_type" in record or "label" in record
    words = ["vllm", "bench", "serve"] if is_of_cli else ["python", "benchmarks/benchmark_serving.py"]
    # In `vllm bench serve` the option was called --endpoint-type before it was called --backend again.
    kind = "backend" if text(record.get("backend")) else "endpoint_type"
    words += option(f"--{kind.replace('_', '-')}", text(record.get(kind)))
    words += ["--model", result.model, *option("--num-prompts", result.samples_total)]
    words += options(result.setup.conditions, _SERVING)
    return Command((*words, "--save-result"), (_prompts(result.setup.conditions),))


def throughput(result: Result, _record: Mapping[str, Any]) -> Command:
    """`vllm bench throughput`, whose file holds nothing but the figures."""
    if result.model is None:
        return Command(missing=(REPOSITORY,))
    words = ["vllm", "bench", "throughput", "--model", result.model]
    words += option("--num-prompts", result.samples)
    tokens = result.setup.conditions.get("tokens_per_request")
    lengths = (
        later("how long the prompts and answers were")
        if tokens is None
        else later(
            "how long the prompts and answers were: {count} tokens together on average",
            count=round(float(tokens)),
        )
    )
    return Command((*words, "--output-json", "throughput.json"), (lengths,))


def latency(result: Result, _record: Mapping[str, Any]) -> Command:
    """`vllm bench latency`, whose file holds nothing but the figures."""
    if result.model is None:
        return Command(missing=(REPOSITORY,))
    words = ["vllm", "bench", "latency", "--model", result.model, *option("--num-iters", result.samples)]
    missing = later("how many prompts were answered at once, and how long prompts and answers were")
    return Command((*words, "--output-json", "latency.json"), (missing,))


def _prompts(conditions: Mapping[str, Fact]) -> Sentence:
    asked, answered = conditions.get("mean_input_tokens"), conditions.get("mean_output_tokens")
    if asked is None or answered is None:
        return later("which prompts were sent")
    return later(
        "which prompts were sent: on average {asked} tokens, with answers of {answered}",
        asked=round(float(asked)),
        answered=round(float(answered)),
    )

"""Speed and memory: what a model takes to run."""

from bot.results.benchmarks.model import Benchmark
from bot.results.model import Unit
from bot.texts import mark

_LLAMA = "https://github.com/ggml-org/llama.cpp/tree/master/tools/llama-bench"
_VLLM = "https://docs.vllm.ai/en/latest/contributing/benchmarks.html"


def _speed(
    benchmark_id: str,
    name: str,
    about: str,
    unit: Unit,
    *aliases: str,
    metric: str = "mean",
    source: str = _VLLM,
    faster_is_less: bool = False,
) -> Benchmark:
    return Benchmark(
        benchmark_id,
        name,
        "speed",
        about,
        source,
        metric,
        aliases,
        unit=unit,
        scale="plain",
        higher_is_better=not faster_is_less,
    )


BENCHMARKS = (
    _speed(
        "prompt_speed",
        mark("Prompt speed"),
        mark(
            "How many tokens of a prompt are read in a second; decides how long one waits for the first word."
        ),
        "tokens/s",
        "prompt_processing",
        "prefill",
        "prompt t/s",
        "pp t/s",
        "vitesse du prompt",
        source=_LLAMA,
    ),
    _speed(
        "generation_speed",
        mark("Generation speed"),
        mark("How many tokens are written in a second for one person."),
        "tokens/s",
        "text_generation",
        "decode",
        "generation t/s",
        "tg t/s",
        "vitesse de génération",
        source=_LLAMA,
    ),
    _speed(
        "mixed_speed",
        mark("Prompt and generation speed"),
        mark("How many tokens are read and written in a second, one after the other."),
        "tokens/s",
        source=_LLAMA,
    ),
    _speed(
        "ttft",
        mark("Time to first token"),
        mark("How long a person waits for the first word."),
        "ms",
        "time to first token",
        "délai du premier token",
        "délai jusqu’au premier jeton",
        faster_is_less=True,
    ),
    _speed(
        "tpot",
        mark("Time per output token"),
        mark("How long each further token takes, counted over whole answers."),
        "ms",
        "time per output token",
        faster_is_less=True,
    ),
    _speed(
        "itl",
        mark("Inter-token latency"),
        mark("How long a person waits between two pieces of an answer."),
        "ms",
        "inter-token latency",
        faster_is_less=True,
    ),
    _speed(
        "e2el",
        mark("End-to-end latency"),
        mark("How long a whole answer takes."),
        "ms",
        "end-to-end latency",
        "latency",
        faster_is_less=True,
    ),
    _speed(
        "output_throughput",
        mark("Output throughput"),
        mark("How many tokens a server writes in a second for all its users together."),
        "tokens/s",
        "throughput",
    ),
    _speed(
        "total_throughput",
        mark("Total throughput"),
        mark("How many tokens a server reads and writes in a second for all its users together."),
        "tokens/s",
    ),
    _speed(
        "request_throughput",
        mark("Request throughput"),
        mark("How many requests a server answers in a second."),
        "requests/s",
    ),
    _speed(
        "memory",
        mark("Memory"),
        mark("How much memory the model takes while it runs."),
        "bytes",
        "vram",
        "peak memory",
        "mémoire",
        faster_is_less=True,
    ),
)

"""The engine called directly, in a process of its own and without anything of ours: the model's yardstick.

It reads one line of JSON (path, threads, context, slots, batch and the bodies of requests), and writes the
seconds to load and, for each answer, the tokens read and written in a second.
"""

import json
import sys
import time
from typing import Any

import xllamacpp


def main() -> None:
    """Answer all requests, one after the other."""
    told = json.loads(sys.stdin.readline())
    params = xllamacpp.CommonParams()
    params.model.path = told["path"]
    params.n_parallel = told["slots"]
    params.n_ctx = told["context"] * told["slots"]
    params.n_batch = params.n_ubatch = told["batch"]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = told["threads"]
    params.cache_ram_mib = 0
    params.endpoint_slots = params.endpoint_props = params.ui = params.warmup = False
    params.verbosity = 0
    begun = time.perf_counter()
    server = xllamacpp.Server(params)
    loaded = time.perf_counter() - begun
    print(json.dumps({"loaded": loaded, "answers": [_asked(server, body) for body in told["bodies"]]}))


def _asked(server: Any, body: dict[str, Any]) -> dict[str, float]:
    times: list[float] = []
    use: dict[str, Any] = {}

    def heard(event: str) -> None:
        told = json.loads(event)
        chosen = told["choices"] or [{}]
        if chosen[0].get("delta", {}).get("content"):
            times.append(time.perf_counter())
        use.update(told.get("usage") or {})

    begun = time.perf_counter()
    server.handle_chat_completions(json.dumps(body), heard)
    first = times[0] - begun
    cached = (use.get("prompt_tokens_details") or {}).get("cached_tokens", 0)
    return {
        "read": (use["prompt_tokens"] - cached) / first,
        "written": (use["completion_tokens"] - 1) / (times[-1] - times[0]),
    }


if __name__ == "__main__":
    main()

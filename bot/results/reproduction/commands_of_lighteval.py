"""The command that measures scores of lighteval again.

Sources of the options: `src/lighteval/main_*.py`, `models/` and `tasks/registry.py` of lighteval from 0.9 on.
"""

from collections.abc import Mapping
from typing import Any

from bot.results.formats.fields import mapping
from bot.results.model import Result
from bot.results.numbers import text
from bot.results.reproduction.writing import REPOSITORY, Command, is_plain, option, pairs, plain
from bot.texts import Sentence, later

# By a setting that only this back-end has, its command and those of its settings that do not depend on the
# machine.
_BACKENDS = (
    ("concurrent_requests", ("endpoint", "litellm"), ("provider", "max_model_length")),
    ("parallel_calls_count", ("endpoint", "inference-providers"), ("provider",)),
    ("gpu_memory_utilization", ("vllm",), ("dtype", "max_model_length", "quantization", "seed")),
    ("mem_fraction_static", ("sglang",), ("dtype", "context_length", "random_seed", "kv_cache_dtype")),
    ("model_parallel", ("accelerate",), ("dtype", "max_length", "subfolder", "generation_size")),
)
# Settings that are off unless they are stated.
_SWITCHES = ("trust_remote_code", "use_chat_template", "override_chat_template")
_GENERATION = ("temperature", "top_p", "top_k", "min_p", "max_new_tokens", "repetition_penalty", "seed")
_OWN_TASKS = ("community", "custom")


def lighteval(result: Result, record: Mapping[str, Any]) -> Command:
    """`lighteval` with the back-end whose settings the file holds."""
    general = mapping(record.get("config_general"))
    config = mapping(general.get("model_config"))
    found = next((one for one in _BACKENDS if one[0] in config), None)
    if found is None or text(config.get("model_name")) is None:
        return Command(missing=(later("with which back-end and settings the model was run"),))
    _, command, names = found
    is_served = command[0] == "endpoint"
    model = text(config["model_name"]) if is_served else result.model
    if model is None:
        return Command(missing=(REPOSITORY,))
    arguments = {"model_name": model}
    if result.revision is not None and not is_served:
        arguments["revision"] = result.revision
    arguments |= {name: plain(config[name]) for name in names if _is_stated(config.get(name))}
    arguments |= {name: "true" for name in _SWITCHES if config.get(name) is True}
    written = mapping(config.get("generation_parameters"))
    settings = {name: plain(written[name]) for name in _GENERATION if _is_stated(written.get(name))}
    if settings:
        arguments["generation_parameters"] = f"{{{pairs(settings.items(), ':')}}}"
    task = mapping(mapping(record.get("config_tasks")).get(result.task))
    words = ["lighteval", *command, pairs(arguments.items()), _task(result, task)]
    words += option("--max-samples", result.setup.limit)
    return Command((*words, "--save-details"), tuple(_missing(result, config)))


def _missing(result: Result, config: Mapping[str, Any]) -> list[Sentence]:
    missing = []
    if result.task.partition("|")[0] in _OWN_TASKS:
        missing.append(later("where the task is defined: add its file with --custom-tasks"))
    if config.get("system_prompt"):
        missing.append(later("the instruction to the system"))
    return missing


def _task(result: Result, config: Mapping[str, Any]) -> str:
    """The task as its version reads it: before 0.11 it wanted to know whether examples may be left out."""
    return result.task if "num_fewshots" in config else f"{result.task}|0"


def _is_stated(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool) and is_plain(str(value))

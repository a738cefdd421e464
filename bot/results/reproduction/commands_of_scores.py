"""Commands that measure scores again.

Sources of the options: `lm_eval/_cli/run.py` of lm-evaluation-harness; `main.py` and
`bigcode_eval/arguments.py` of bigcode-evaluation-harness; `src/inspect_ai/_cli/eval.py` of Inspect;
`mteb/cli` of MTEB; `evalplus/evaluate.py` of EvalPlus; `src/helm/benchmark/run.py` of HELM.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.results.formats.fields import listed, mapping
from bot.results.formats.lm_eval import model_arguments
from bot.results.model import Result
from bot.results.numbers import text
from bot.results.reproduction.writing import REPOSITORY, Command, is_plain, option, options, pairs, plain
from bot.texts import Sentence, later

# Of the model's arguments those that depend on one's own machine.
OWN_MACHINE = frozenset(
    {"token", "use_auth_token", "device", "cache_dir", "base_url", "api_key", "parallelize"}
)
# In the order of `--seed`, which gives all of them one number when it has but one.
_SEEDS = ("random_seed", "numpy_seed", "torch_seed", "fewshot_seed")
_BIGCODE = {
    "revision": "--revision",
    "peft_model": "--peft_model",
    "modeltype": "--modeltype",
    "max_length_generation": "--max_length_generation",
    "precision": "--precision",
    "prompt": "--prompt",
    "temperature": "--temperature",
    "top_p": "--top_p",
    "top_k": "--top_k",
    "n_samples": "--n_samples",
    "batch_size": "--batch_size",
    "seed": "--seed",
    "limit": "--limit",
}
_BIGCODE_FLAGS = ("load_in_8bit", "load_in_4bit", "left_padding", "trust_remote_code", "allow_code_execution")
_INSPECT = {
    "temperature": "--temperature",
    "top_p": "--top-p",
    "top_k": "--top-k",
    "max_tokens": "--max-tokens",
    "seed": "--seed",
    "reasoning_effort": "--reasoning-effort",
    "reasoning_tokens": "--reasoning-tokens",
    "num_choices": "--num-choices",
}
_HELM_MODEL = re.compile(r"\bmodel=[^,]+")


def lm_eval(result: Result, record: Mapping[str, Any]) -> Command:
    """`lm_eval` with the repository in place of a folder, and with its revision."""
    config = mapping(record.get("config"))
    backend = text(config.get("model"))
    if backend is None:
        return Command(missing=(later("with which back-end and settings the model was run"),))
    arguments = {
        name: value
        for name, value in model_arguments(config.get("model_args")).items()
        if name not in OWN_MACHINE and is_plain(str(value))
    }
    # A model that a service runs has no repository, but the name that the service gave it.
    is_served = "model" in arguments and "pretrained" not in arguments
    if result.model is None and not is_served:
        return Command(missing=(REPOSITORY,))
    if result.model is not None:
        arguments["model" if is_served else "pretrained"] = result.model
    if result.revision is not None:
        arguments["revision"] = result.revision
    setup = result.setup
    words = ["lm_eval", "--model", backend, "--model_args", pairs(arguments.items()), "--tasks", result.task]
    words += option("--num_fewshot", setup.shots) + option("--limit", setup.limit)
    asked = {name: value for name, value in _given(config.get("gen_kwargs")).items() if is_plain(str(value))}
    words += ["--gen_kwargs", pairs(asked.items())] if asked else []
    words += option("--seed", ",".join(str(config[name]) for name in _SEEDS if name in config) or setup.seed)
    words += ["--apply_chat_template"] if setup.chat_template_sha else []
    words += ["--fewshot_as_multiturn"] if record.get("fewshot_as_multiturn") is True else []
    unsaid = (later("the instruction to the system"),) if record.get("system_instruction_sha") else ()
    return Command((*words, "--log_samples", "--output_path", "results"), unsaid)


def _given(written: Any) -> Mapping[str, Any]:
    """Settings as a mapping or as `name=value,…`."""
    if not isinstance(written, str):
        return mapping(written)
    return dict(one.split("=", 1) for one in written.split(",") if "=" in one)


def bigcode(result: Result, record: Mapping[str, Any]) -> Command:
    """`main.py` of the harness; files of other programs built on it have settings that it does not have."""
    config = mapping(record.get("config"))
    if result.model is None:
        return Command(missing=(REPOSITORY,))
    words = ["accelerate", "launch", "main.py", "--model", result.model, "--tasks", result.task]
    stated = {name: value for name, value in config.items() if not isinstance(value, bool) and value != ""}
    words += options({**stated, "revision": result.revision}, _BIGCODE)
    if isinstance(config.get("do_sample"), bool):
        words += ["--do_sample", str(config["do_sample"])]
    words += [f"--{name}" for name in _BIGCODE_FLAGS if config.get(name) is True]
    missing: list[Sentence] = []
    if "temperature" not in config:
        missing.append(
            later("with which temperature, and how many answers to each problem, code was written")
        )
    if text(config.get("codegen_url")):
        missing.append(later("how the server was started that wrote the code"))
    return Command((*words, "--save_generations"), tuple(missing))


def inspect(result: Result, record: Mapping[str, Any]) -> Command:
    """`inspect eval` with the task's registered name, else with its author's file."""
    run = mapping(record.get("eval"))
    model, name = text(run.get("model")), text(run.get("task_registry_name")) or ""
    file = text(run.get("task_file"))
    task = name if "/" in name else f"{file}@{result.task}" if file else None
    if model is None or task is None:
        return Command(missing=(later("where the task is defined"),))
    provider, _, rest = model.partition("/")
    is_of_hub = result.model is not None and rest.lower() == result.model.lower()
    words = ["inspect", "eval", task, "--model", f"{provider}/{result.model}" if is_of_hub else model]
    for flag, given in (("-M", "model_args"), ("-T", "task_args")):
        settings = mapping(run.get(given))
        words += [
            word
            for key, value in settings.items()
            if key not in OWN_MACHINE and isinstance(value, str | int | float) and is_plain(str(value))
            for word in (flag, f"{key}={str(value).lower() if isinstance(value, bool) else value}")
        ]
    config = mapping(run.get("config"))
    words += option("--limit", _limit(config.get("limit")))
    if config.get("epochs") != 1:
        reducers = ",".join(map(str, listed(config.get("epochs_reducer"))))
        words += options(config, {"epochs": "--epochs"}) + option("--epochs-reducer", reducers or None)
    words += options({**result.setup.generation, "seed": result.setup.seed}, _INSPECT)
    commit = text(mapping(run.get("revision")).get("commit"))
    missing = []
    if "/" not in name:
        missing.append(
            later("what the task’s own file holds")
            if commit is None or not is_plain(commit)
            else later("what the task’s own file holds (commit {commit} of its repository)", commit=commit)
        )
    return Command(tuple(words), tuple(missing))


def mteb(result: Result, record: Mapping[str, Any]) -> Command:
    """`mteb run`; files of the oldest shape come from before it had this name."""
    if result.model is None:
        return Command(missing=(REPOSITORY,))
    words = ["mteb"] if "mteb_dataset_name" in record else ["mteb", "run"]
    words += ["-m", result.model, "-t", result.task]
    words += option("--model_revision", result.revision)
    words += option("--eval_splits", result.setup.conditions.get("split"))
    return Command((*words, "--output_folder", "results"))


def evalplus(result: Result, record: Mapping[str, Any]) -> Command:
    """`evalplus.evaluate` of answers that are there: how they were written is in no file of it."""
    missing = later("with which back-end and settings the answers were written")
    if "eval" not in record:
        return Command(missing=(missing,))
    words = ("evalplus.evaluate", "--dataset", result.task.removesuffix("+"), "--samples", "samples.jsonl")
    return Command(words, (missing,))


def helm(_result: Result, record: Mapping[str, Any]) -> Command:
    """`helm-run` with the entry that the run's own name is made of."""
    spec = mapping(record.get("run_spec"))
    adapter, name = mapping(spec.get("adapter_spec")), text(spec.get("name"))
    model = text(adapter.get("model"))
    if name is None or model is None:
        return Command(missing=(later("how the scenario was set up: its run_spec.json does"),))
    entry = _HELM_MODEL.sub(f"model={model}", name)
    # Runs that name a deployment are from after the option was renamed.
    given = "--run-entries" if "model_deployment" in adapter else "--run-specs"
    limit = adapter.get("max_eval_instances")
    words = ["helm-run", given, entry, "--suite", "again", *options({"most": limit}, {"most": "-m"})]
    trials = adapter.get("num_train_trials")
    words += ["--num-train-trials", plain(trials)] if isinstance(trials, int) and trials > 1 else []
    return Command(tuple(words))


def opencompass(_result: Result, _record: Mapping[str, Any]) -> Command:
    """No command: a summary names neither the configuration of the model nor those of the datasets."""
    return Command(missing=(later("with which configurations of the model and of the datasets it ran"),))


def _limit(written: Any) -> str | None:
    """A number of samples, or a range of them."""
    if isinstance(written, list) and len(listed(written)) == 2:
        return "-".join(map(str, written))
    return plain(written) if isinstance(written, int | float) and written > 0 else None

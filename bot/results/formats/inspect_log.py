"""Inspect's logs, as `.json` and as the header of an `.eval` archive.

Sources: https://inspect.aisi.org.uk/eval-logs.html and `src/inspect_ai/log/_log.py` of
UKGovernmentBEIS/inspect_ai.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.fields import chosen, mapping
from bot.results.formats.format import Format
from bot.results.formats.inspect_samples import of_log
from bot.results.model import Fact, Setup
from bot.results.naming import ModelName, hub_id, name_model
from bot.results.numbers import moment_from, real, text, whole
from bot.texts import later

# A metric beside the score that says how sure it is.
_ERRORS = frozenset({"stderr", "bootstrap_stderr"})
_NO_SCORE = _ERRORS | {"std", "var"}
# The means that the error beside them belongs to.
_MEANS = frozenset({"accuracy", "mean"})
_FROM_HUB = frozenset({"hf", "vllm", "sglang", "transformer_lens", "nnterp"})
_SETTINGS = (
    "temperature",
    "top_p",
    "top_k",
    "max_tokens",
    "reasoning_effort",
    "reasoning_tokens",
    "num_choices",
)


def _fits(document: Document) -> bool:
    data = document.data
    return (
        isinstance(data, dict) and isinstance(data.get("eval"), dict) and {"version", "status"} <= data.keys()
    )


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    data = document.data
    run, results = data["eval"], mapping(data.get("results"))
    if not results:
        raise Unreadable(
            later(
                "This run of Inspect ended without results (its status is {status}).",
                status=str(data["status"]),
            )
        )
    stats = mapping(data.get("stats"))
    date = moment_from(stats.get("completed_at")) or moment_from(run.get("created"))
    found = Collector(_model(run), _setup(data, run), date)
    completed, total = (
        _each_once(whole(results.get("completed_samples")), run),
        whole(mapping(run.get("dataset")).get("samples")),
    )
    partial = data["status"] != "success" or (
        completed is not None and total is not None and completed < total
    )
    _warn(found, data, completed, total)
    version = run.get("task_version")
    for scorer, metric, value, error, scored in _scores(results):
        found.add(
            str(run.get("task")),
            metric,
            value,
            error=error,
            filter=scorer,
            samples=scored if scored is not None else completed,
            samples_total=total,
            partial=partial,
            task_version=None if version is None else str(version),
        )
    return found


def _warn(found: Collector, data: Mapping[str, Any], completed: int | None, total: int | None) -> None:
    if data["status"] != "success":
        found.warn(later("The run did not finish: its status is {status}.", status=str(data["status"])))
    if data.get("invalidated") is True:
        found.warn(later("The log is marked as invalid by whoever made it."))
    if completed is not None and total is not None and completed < total:
        found.warn(
            later("Only {used} of {total} samples were run: scores are rough.", used=completed, total=total)
        )


def _scores(results: Mapping[str, Any]) -> Iterator[tuple[str | None, str, Any, Any, int | None]]:
    """Scorer, metric, value, standard error and number of samples; logs of version 1 have one scorer only."""
    entries = results.get("scores")
    for entry in map(mapping, entries if isinstance(entries, list) else [results]):
        metrics = mapping(entry.get("metrics"))
        values = {name: metric.get("value") for name, metric in metrics.items() if isinstance(metric, dict)}
        error = next((values[name] for name in _ERRORS if name in values), None)
        scored = whole(entry.get("scored_samples"))
        scorer = text(entry.get("name")) or text(entry.get("scorer"))
        for name, value in values.items():
            if name not in _NO_SCORE:
                yield scorer, name, value, error if name in _MEANS else None, scored


def _model(run: Mapping[str, Any]) -> ModelName:
    """`provider/name`; the providers that load from the Hub are followed by a repository's id."""
    written = text(run.get("model"))
    provider, _, rest = (written or "").partition("/")
    if provider in _FROM_HUB and hub_id(rest) is not None:
        return name_model(rest, on_hub=True, revision=mapping(run.get("model_args")).get("revision"))
    return name_model(written, on_hub=False)


def _setup(data: Mapping[str, Any], run: Mapping[str, Any]) -> Setup:
    config = mapping(run.get("config"))
    settings = {
        **mapping(mapping(data.get("plan")).get("config")),
        **mapping(run.get("model_generate_config")),
    }
    generation: dict[str, Fact] = chosen(settings, _SETTINGS)
    conditions: dict[str, Fact] = {}
    if _epochs(run) > 1:
        conditions = {
            "epochs": int(config["epochs"]),
            "epochs_reducer": ",".join(map(str, config.get("epochs_reducer") or [])),
        }
    arguments = mapping(run.get("task_args"))
    engine = (text(run.get("model")) or "").partition("/")[0]
    return Setup(
        shots=whole(arguments.get("fewshot", arguments.get("num_fewshot"))),
        limit=_limit(config.get("limit")),
        generation=generation,
        conditions=conditions,
        engine=engine or None,
        harness="inspect_ai",
        harness_version=text(mapping(run.get("packages")).get("inspect_ai")),
        seed=whole(settings.get("seed")),
    )


def _epochs(run: Mapping[str, Any]) -> int:
    return whole(mapping(run.get("config")).get("epochs")) or 1


def _each_once(completed: int | None, run: Mapping[str, Any]) -> int | None:
    """How many samples were run: Inspect counts each once for every epoch."""
    return None if completed is None else completed // _epochs(run)


def _limit(written: Any) -> float | None:
    """A number of samples, or a range of them."""
    if isinstance(written, list) and len(written) == 2:
        first, last = (whole(bound) for bound in written)
        return None if first is None or last is None else float(last - first)
    number = real(written)
    return number if number and number > 0 else None


FORMAT = Format(
    "Inspect",
    _fits,
    _read,
    frozenset({"samples", "template", "sample_reductions", "reductions", "error_retries"}),
    of_log,
)

"""MTEB: one JSON for each task, in its newer shape (`scores`) and in those before 1.11 (splits at the top).

The model and its revision stand in `model_meta.json` beside it, or in the names of the folders.
Source: `mteb/results/task_result.py` of embeddings-benchmark/mteb.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from statistics import fmean
from typing import Any

from bot.results.document import Document
from bot.results.formats.collecting import Collector
from bot.results.formats.fields import listed
from bot.results.formats.format import Format
from bot.results.model import Setup
from bot.results.naming import ModelName, name_model
from bot.results.numbers import moment_of, real, text
from bot.texts import later

_META = "model_meta.json"
_SPLITS = ("test", "validation", "dev", "train")
_WHOLE = frozenset({"default", "en-en"})
_REVISION = re.compile(r"[0-9a-f]{40}")


def _fits(document: Document) -> bool:
    data = document.data
    if not isinstance(data, dict):
        return False
    return {"task_name", "scores"} <= data.keys() or ("mteb_dataset_name" in data and _old_splits(data) != [])


def is_meta(document: Document) -> bool:
    """Whether it is MTEB's description of a model."""
    data = document.data
    return isinstance(data, dict) and {"name", "revision", "embed_dim", "max_tokens"} <= data.keys()


def _read(document: Document, beside: Sequence[Document]) -> Collector:
    data = document.data
    found = Collector(
        _model(document, beside),
        Setup(harness="mteb", harness_version=text(data.get("mteb_version"))),
        moment_of(data.get("date")),
    )
    task = str(data.get("task_name") or data.get("mteb_dataset_name"))
    version = text(data.get("dataset_revision"))
    for split, scores in _splits(data):
        setup = Setup(**{**vars(found.setup), "conditions": {"split": split}})
        facts: dict[str, Any] = {"setup": setup, "task_version": version, "higher_is_better": True}
        for subset, metric, value in scores:
            found.add(task, metric, value, subset=subset, **facts)
        _average(found, task, scores, facts)
    return found


Scores = list[tuple[str | None, str, Any]]


def _average(found: Collector, task: str, scores: Scores, facts: Mapping[str, Any]) -> None:
    """The mean over the parts, which MTEB's own leaderboard shows for the task."""
    values = [real(value) for _, _, value in scores]
    if len(scores) < 2 or None in values or len({metric for _, metric, _ in scores}) > 1:
        return
    found.add(task, scores[0][1], fmean(value for value in values if value is not None), **facts)
    found.warn(later("The score of the whole task is the mean of its parts, as on MTEB’s leaderboard."))


def _splits(data: Mapping[str, Any]) -> Iterator[tuple[str, Scores]]:
    scores = data.get("scores")
    if isinstance(scores, dict):
        for split, entries in scores.items():
            task = str(data.get("task_name"))
            yield split, [_entry(entry, task) for entry in listed(entries) if isinstance(entry, dict)]
    else:
        for split in _old_splits(data):
            yield split, list(_old_scores(data[split]))


def _entry(entry: Mapping[str, Any], task: str) -> tuple[str | None, str, Any]:
    subset = text(entry.get("hf_subset"))
    return None if subset in _WHOLE or subset == task else subset, "main_score", entry.get("main_score")


def _old_splits(data: Mapping[str, Any]) -> list[str]:
    return [split for split in _SPLITS if isinstance(data.get(split), dict)]


def _old_scores(scores: Mapping[str, Any]) -> Iterator[tuple[str | None, str, Any]]:
    """The main score of a split, or of each of its languages."""
    main = _main_score(scores)
    if main is not None:
        yield None, *main
        return
    for subset, inner in scores.items():
        inner_main = _main_score(inner) if isinstance(inner, dict) else None
        if inner_main is not None:
            yield None if subset in _WHOLE else subset, *inner_main


def _main_score(scores: Mapping[str, Any]) -> tuple[str, Any] | None:
    """The metric that MTEB ranks a task by: told by which metrics there are, as older files do not say it."""
    similarity = scores.get("cos_sim")
    if isinstance(similarity, dict):
        for name in ("spearman", "ap"):
            if name in similarity:
                return f"cos_sim_{name}", similarity[name]
    if "precision" in scores and "recall" in scores and "f1" in scores:
        return "f1", scores["f1"]
    for name in ("v_measure", "ndcg_at_10", "map", "accuracy"):
        if name in scores:
            return name, scores[name]
    return None


def _model(document: Document, beside: Sequence[Document]) -> ModelName:
    for other in beside:
        if other.name == _META and is_meta(other):
            return name_model(other.data.get("name"), on_hub=True, revision=other.data.get("revision"))
    # MTEB's own folders: <author>__<name>/<revision>/<Task>.json
    *_, model, revision = ("", "", *PurePosixPath(document.folder).parts)
    if "__" in model and (_REVISION.fullmatch(revision) or revision in ("no_revision_available", "external")):
        return name_model(model.replace("__", "/", 1), on_hub=True, revision=revision)
    return ModelName()


FORMAT = Format("MTEB", _fits, _read)

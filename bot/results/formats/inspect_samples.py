"""Scores of single samples in a log of Inspect: `reductions`, which hold one score for each over all epochs.

Source: `EvalSampleReductions` in `src/inspect_ai/log/_log.py` and `_eval/task/results.py` of
UKGovernmentBEIS/inspect_ai. In an `.eval` archive they are the file `reductions.json`; versions of 2024 wrote
them among the results. A log without them has the scores of each epoch with its samples, and an archive in
`summaries.json`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from bot.results.document import Document
from bot.results.formats.fields import listed, mapping
from bot.results.numbers import text
from bot.results.samples.model import SampleScores, keyed

# Metrics that are the mean of the samples' scores.
_MEANS = ("accuracy", "mean")
# `value_to_float` of Inspect: correct, incorrect, partially correct, no answer.
_LETTERS = {"C": 1.0, "I": 0.0, "P": 0.5, "N": 0.0}


@dataclass(frozen=True)
class _Scored:
    """What a scorer said of samples: the id of each with its values, one for each epoch.

    `reducer` is how several epochs became one, where that is stated.
    """

    scorer: str | None
    reducer: str | None
    values: Sequence[tuple[str, Sequence[Any]]]


def of_log(document: Document, beside: Sequence[Document]) -> Iterator[SampleScores]:
    """The scores of each scorer, for each of its metrics that is their mean."""
    data = document.data
    results = mapping(data.get("results"))
    task = str(data["eval"].get("task"))
    scored = [*_reductions(data, results, beside)] or [*_samples(data, beside)]
    for entry in map(mapping, listed(results.get("scores"))):
        name, scorer = text(entry.get("name")), text(entry.get("scorer"))
        for one in scored:
            reducers = {one.reducer, text(entry.get("reducer"))} - {None}
            scores = _scores(one, name) if one.scorer in (scorer, name) and len(reducers) < 2 else []
            for metric in _MEANS:
                if scores and metric in mapping(entry.get("metrics")):
                    yield SampleScores(task, metric, name or scorer, keyed(scores))


def _reductions(
    data: Mapping[str, Any], results: Mapping[str, Any], beside: Sequence[Document]
) -> Iterator[_Scored]:
    found = listed(data.get("reductions")) or listed(results.get("sample_reductions"))
    for one in map(mapping, found or _beside(beside, "reductions.json")):
        samples = map(mapping, listed(one.get("samples")))
        values = [(str(sample.get("sample_id")), [sample.get("value")]) for sample in samples]
        yield _Scored(text(one.get("scorer")), text(one.get("reducer")), values)


def _samples(data: Mapping[str, Any], beside: Sequence[Document]) -> Iterator[_Scored]:
    """Of a log without reductions; several epochs are brought together as Inspect does unless told to."""
    if mapping(data["eval"].get("config")).get("epochs_reducer") not in (None, [], ["mean"]):
        return
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for sample in map(mapping, listed(data.get("samples")) or _beside(beside, "summaries.json")):
        for scorer, score in mapping(sample.get("scores")).items():
            found[scorer][str(sample.get("id"))].append(mapping(score).get("value"))
    for scorer, values in found.items():
        yield _Scored(scorer, None, list(values.items()))


def _beside(documents: Sequence[Document], name: str) -> Sequence[Any]:
    return next((listed(one.data) for one in documents if one.name == name), [])


def _scores(scored: _Scored, name: str | None) -> list[tuple[str, float]]:
    """The score of each sample; of a scorer that gives several at once, the one of this name."""
    found = []
    for sample, values in scored.values:
        scores = [_score(value.get(name) if isinstance(value, dict) else value) for value in values]
        known = [score for score in scores if score is not None]
        if known:
            found.append((sample, fmean(known)))
    return found


def _score(value: Any) -> float | None:
    if isinstance(value, str):
        return _LETTERS.get(value)
    return float(value) if isinstance(value, bool | int | float) else None

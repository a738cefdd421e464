"""Scores of single samples in a log of Inspect: `reductions`, which hold one score for each over all epochs.

Source: `EvalSampleReductions` in `src/inspect_ai/log/_log.py` of UKGovernmentBEIS/inspect_ai. In an `.eval`
archive they are the file `reductions.json`; versions of 2024 wrote them among the results.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.results.document import Document
from bot.results.formats.fields import listed, mapping
from bot.results.numbers import text
from bot.results.samples.model import SampleScores, keyed

# Metrics that are the mean of the samples' scores.
_MEANS = ("accuracy", "mean")
# `value_to_float` of Inspect: correct, incorrect, partially correct, no answer.
_LETTERS = {"C": 1.0, "I": 0.0, "P": 0.5, "N": 0.0}


def of_log(document: Document, beside: Sequence[Document]) -> Iterator[SampleScores]:
    """The scores of each scorer, for each of its metrics that is their mean."""
    data = document.data
    results = mapping(data.get("results"))
    names = {
        text(entry.get("name")) or text(entry.get("scorer")): mapping(entry.get("metrics"))
        for entry in map(mapping, listed(results.get("scores")))
    }
    task = str(data["eval"].get("task"))
    for reduction in _reductions(data, results, beside):
        scorer = text(reduction.get("scorer"))
        scores = [
            (str(sample.get("sample_id")), score)
            for sample in map(mapping, listed(reduction.get("samples")))
            if (score := _score(sample.get("value"))) is not None
        ]
        for metric in _MEANS:
            if scores and metric in names.get(scorer, ()):
                yield SampleScores(task, metric, scorer, keyed(scores))


def _reductions(
    data: Mapping[str, Any], results: Mapping[str, Any], beside: Sequence[Document]
) -> list[Mapping[str, Any]]:
    apart = next((one.data for one in beside if one.name == "reductions.json"), None)
    found = listed(data.get("reductions")) or listed(results.get("sample_reductions")) or listed(apart)
    return [mapping(one) for one in found]


def _score(value: Any) -> float | None:
    if isinstance(value, str):
        return _LETTERS.get(value)
    return float(value) if isinstance(value, bool | int | float) else None

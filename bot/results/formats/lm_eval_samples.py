"""lm-evaluation-harness, `samples_<task>_<time>.jsonl`: one line for each sample and filter.

Source: `lm_eval/loggers/evaluation_tracker.py` (`save_results_samples`) of EleutherAI/lm-evaluation-harness.
The lines name neither the model nor the task; the task stands in the file's name only.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.results.document import Document
from bot.results.formats.collecting import Collector
from bot.results.formats.format import Format
from bot.results.model import Setup
from bot.results.naming import ModelName
from bot.results.samples.model import SampleScores, keyed

_KEYS = frozenset({"doc_id", "resps", "target"})
_NAME = re.compile(r"samples_(?P<task>.+?)_\d{4}-\d\d-\d\dT[\d.:-]+\.jsonl?")


def _fits(document: Document) -> bool:
    data = document.data
    first = data[0] if isinstance(data, list) and data else data
    return isinstance(first, dict) and first.keys() >= _KEYS


def _read(_document: Document, _beside: Sequence[Document]) -> Collector:
    return Collector(ModelName(), Setup(harness="lm-evaluation-harness"))


def _samples(document: Document, _beside: Sequence[Document]) -> Iterator[SampleScores]:
    rows = document.data if isinstance(document.data, list) else [document.data]
    named = _NAME.fullmatch(document.name)
    task = None if named is None else named["task"]
    groups: dict[tuple[str, str | None], list[tuple[str, float]]] = defaultdict(list)
    for row in rows:
        name = row.get("filter")
        for metric, score in _scores(row):
            groups[metric, None if name in (None, "", "none") else str(name)].append((_name(row), score))
    for (metric, name), scores in groups.items():
        yield SampleScores(task, metric, name, keyed(scores))


def _scores(row: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """The metrics of a line that are a number; others, such as perplexities, are no mean of their samples."""
    for metric in row.get("metrics") or ():
        score = row.get(metric)
        if isinstance(score, bool | int | float):
            yield str(metric), float(score)


def _name(row: Mapping[str, Any]) -> str:
    """What tells a sample apart: the hash of its document, which older versions do not write."""
    written = row.get("doc_hash")
    return str(row["doc_id"]) if written is None else str(written)


FORMAT = Format(
    "lm-evaluation-harness, sample by sample",
    _fits,
    _read,
    frozenset({"doc", "target", "arguments", "resps", "filtered_resps"}),
    _samples,
)

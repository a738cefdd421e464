"""Which dataset on the Hub a benchmark is."""

import re
from dataclasses import dataclass
from typing import Final

from bot.results.benchmarks.model import Benchmark

_REPOSITORY: Final = re.compile(r"[\w-]+/[\w.-]+")


@dataclass(frozen=True)
class Dataset:
    """A dataset, and the task in it."""

    id: str
    task: str = "default"


# Benchmarks that are one task of a larger dataset.
_TASKS: Final = {"gpqa_diamond": Dataset("Idavidrein/gpqa", "gpqa_diamond")}


def dataset_of(benchmark: Benchmark) -> Dataset | None:
    """The dataset, where one of the benchmark's names is that of a repository."""
    if benchmark.id in _TASKS:
        return _TASKS[benchmark.id]
    return next((Dataset(name) for name in benchmark.aliases if _REPOSITORY.fullmatch(name)), None)

"""All benchmarks that are built in, found by any of their names."""

import re
from functools import cache

from bot.results.benchmarks import french, general, maths_and_code, retrieval, speed
from bot.results.benchmarks.model import Benchmark

BENCHMARKS: tuple[Benchmark, ...] = (
    *general.BENCHMARKS,
    *maths_and_code.MATHS,
    *maths_and_code.CODE,
    *french.BENCHMARKS,
    *retrieval.BENCHMARKS,
    *speed.BENCHMARKS,
)
# Words in a task's name that make it another test than a part of the benchmark whose name it begins with.
_OTHER_TEST = re.compile(r"shot|flan|llama|generative|continuation|prox|cloze|perturbed|idk|arabic|turkish")
# What harnesses put before and after the name of a task.
_SUITE = re.compile(
    r"^(?:community|harness|helm|leaderboard|lighteval|extended|original|custom|multilingual)\|"
)
_SHOTS = re.compile(r"\|\d+(?:\|\d+)?$")


def find(task: str) -> tuple[Benchmark, str | None] | None:
    """The benchmark that a task belongs to, and which part of it (None: the whole); None when unknown."""
    named = _by_name()
    keys = [key(name) for name in dict.fromkeys((task, bare_name(task)))]
    for one in keys:
        if (found := named.get(one)) is not None:
            return found, None
    return _part(keys[-1])


def by_id(benchmark_id: str) -> Benchmark | None:
    """The benchmark of that id."""
    return _by_id().get(benchmark_id)


def bare_name(task: str) -> str:
    """A task's name without the suite and the number of shots that lighteval writes around it."""
    return _SHOTS.sub("", _SUITE.sub("", task))


def _part(key: str) -> tuple[Benchmark, str] | None:
    """The longest family that the key begins with, unless the rest names another test."""
    for start, benchmark in _families():
        if key.startswith(start) and len(key) > len(start):
            rest = key.removeprefix(start)
            return None if _OTHER_TEST.search(rest) else (benchmark, rest)
    return None


def key(name: str) -> str:
    """A name in small letters, with one underscore for everything else."""
    return re.sub(r"[^a-z0-9+]+", "_", name.lower()).strip("_")


@cache
def _by_id() -> dict[str, Benchmark]:
    return {benchmark.id: benchmark for benchmark in BENCHMARKS}


@cache
def _by_name() -> dict[str, Benchmark]:
    return {
        key(name): benchmark
        for benchmark in BENCHMARKS
        for name in (benchmark.id, benchmark.name, *benchmark.aliases)
    }


@cache
def _families() -> tuple[tuple[str, Benchmark], ...]:
    """Beginnings of names, the longest first."""
    found = [(key(start) + "_", benchmark) for benchmark in BENCHMARKS for start in benchmark.families]
    return tuple(sorted(found, key=lambda one: -len(one[0])))

"""EvalPlus: the results of one model problem by problem (two shapes), and the file of its leaderboard.

Source: `evalplus/evaluate.py` of evalplus/evalplus, where a problem of the "plus" set is solved when its base
tests pass too.
"""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.results.document import Document
from bot.results.errors import Unreadable
from bot.results.formats.collecting import Collector
from bot.results.formats.format import Format
from bot.results.model import Setup, Spread
from bot.results.naming import ModelName, is_name, name_model
from bot.results.numbers import moment_from
from bot.results.samples.model import SampleScores, keyed
from bot.results.statistics.spreads import repetition_error
from bot.texts import later

_PASSED = frozenset({"success", "pass"})
_SETS = {"HumanEval": ("humaneval", 164), "Mbpp": ("mbpp", 378)}


def _fits(document: Document) -> bool:
    data = document.data
    if not isinstance(data, dict) or not data:
        return False
    if isinstance(data.get("eval"), dict) and "hash" in data:
        return True
    return all(isinstance(entry, dict) and isinstance(entry.get("pass@1"), dict) for entry in data.values())


def _read(document: Document, _beside: Sequence[Document]) -> Collector:
    data = document.data
    if "hash" not in data:
        return _leaderboard(data)
    found = Collector(ModelName(), Setup(harness="evalplus"), moment_from(data.get("date")))
    problems: Mapping[str, Any] = data["eval"]
    kind = next(iter(problems), "").partition("/")[0]
    if kind not in _SETS:
        raise Unreadable(later("The problems in this file are neither those of HumanEval nor of MBPP."))
    task, total = _SETS[kind]
    solved = [_solved(name, problem) for name, problem in problems.items()]
    if len(solved) < total:
        found.warn(
            later("Only {used} of {total} samples were run: scores are rough.", used=len(solved), total=total)
        )
    _add(found, task, [base for base, _ in solved], total)
    plus = [both for _, both in solved if both is not None]
    if len(plus) == len(solved):
        _add(found, f"{task}+", plus, total)
    return found


def _add(found: Collector, task: str, rates: list[float], total: int) -> None:
    value = statistics.fmean(rates)
    found.add(
        task,
        "pass@1",
        value,
        samples=len(rates),
        samples_total=total,
        partial=len(rates) < total,
        spread=None if _is_binary(rates) else _spread(rates),
    )


def _is_binary(rates: list[float]) -> bool:
    return all(rate in (0.0, 1.0) for rate in rates)


def _spread(rates: list[float]) -> Spread | None:
    """Standard error of a mean of rates, one for each problem, from their standard deviation."""
    error = repetition_error(rates)
    return Spread(error, "recomputed") if error else None


def _solved(name: str, problem: Any) -> tuple[float, float | None]:
    """The share of the answers to a problem that pass its base tests, and that pass the further ones too."""
    if isinstance(problem, dict):
        base, plus = _statuses(problem.get("base")), _statuses(problem.get("plus"))
    elif isinstance(problem, list):
        base = [str(answer.get("base_status")) in _PASSED for answer in problem if isinstance(answer, dict)]
        plus = [
            str(answer["plus_status"]) in _PASSED
            for answer in problem
            if isinstance(answer, dict) and answer.get("plus_status")
        ]
    else:
        base, plus = [], []
    if not base:
        raise Unreadable(later("The problem {name} has no answers in this file.", name=name))
    both = (
        statistics.fmean(one and other for one, other in zip(base, plus, strict=False))
        if len(plus) == len(base)
        else None
    )
    return statistics.fmean(base), both


def _statuses(answers: Any) -> list[bool]:
    """The older shape: for each answer its status and the tests that it passed."""
    return (
        [bool(answer) and str(answer[0]) in _PASSED for answer in answers if isinstance(answer, list)]
        if isinstance(answers, list)
        else []
    )


def _leaderboard(data: Mapping[str, Any]) -> Collector:
    found = Collector(ModelName(), Setup(harness="evalplus"))
    for name, entry in data.items():
        linked = name_model(entry.get("link"), on_hub=False).hub_id
        model = ModelName(linked, linked or (name if is_name(name) else None))
        for task, value in entry["pass@1"].items():
            if value is not None:
                found.add(task, "pass@1", value, percent=True, model=model)
    return found


def _samples(document: Document, _beside: Sequence[Document]) -> Iterator[SampleScores]:
    data = document.data
    problems: Mapping[str, Any] = data["eval"] if "hash" in data else {}
    task = _SETS.get(next(iter(problems), "").partition("/")[0])
    if task is None:
        return
    solved = {name: _solved(name, problem) for name, problem in problems.items()}
    yield SampleScores(task[0], "pass@1", None, keyed((name, base) for name, (base, _) in solved.items()))
    plus = [(name, both) for name, (_, both) in solved.items() if both is not None]
    if len(plus) == len(solved):
        yield SampleScores(f"{task[0]}+", "pass@1", None, keyed(plus))


FORMAT = Format("EvalPlus", _fits, _read, frozenset({"solution", "code"}), _samples)

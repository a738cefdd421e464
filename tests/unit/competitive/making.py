"""Lines and answers for these tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.boards.model import Standing
from bot.competitive.model import Counted as Others
from bot.competitive.model import Crowd, Line, Own
from bot.results.facts import test
from bot.results.model import Posted, Result, Setup

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GSM8K = Result(
    "gsm8k", "gsm8k", "exact_match", 0.8, 0.8, "share", higher_is_better=True, samples=1319,
    setup=Setup(shots=5, harness="lm-evaluation-harness"),
)  # fmt: skip
SPEED = Result(
    "generation_speed", "tg128", "mean", 40.0, 40.0, "tokens/s", higher_is_better=True,
    setup=Setup(hardware="NVIDIA GeForce RTX 4090"),
)  # fmt: skip
_ids = count(1)


def of(model: str, value: float, like: Result = GSM8K, **facts: Any) -> Result:
    """A result of a model."""
    return replace(like, model=model, model_name=model, value=value, written=value, **facts)


def own(result: Result, members: int = 1, runs: int = 1) -> Own:
    """A line of a model by this middle run."""
    number = next(_ids)
    posted = Posted(number, 1, f"{number:024x}", "public", NOW, result)
    return Own(test(result), Standing(posted, runs, members, result.value, result.value))


def line(model: str, value: float, *, days: int = 0, is_of_size: bool = False, **facts: Any) -> Line:
    """Another model of GSM8K, measured so many days after ours."""
    number = next(_ids)
    at = NOW + timedelta(days=days)
    return Line(number, of(model, value, **facts), f"{number:024x}", at, is_of_size)


def crowd(*lines: Line, ours: float = 0.8, more_better: int = 0, more: int = 0) -> Crowd:
    """These lines, best first, and others that were not looked at."""
    of_size = [one for one in lines if one.is_of_size]
    return Crowd(
        tuple(sorted(lines, key=lambda one: -one.result.value)),
        Others(len(lines) + more_better + more, sum(one.result.value > ours for one in lines) + more_better),
        Others(len(of_size), sum(one.result.value > ours for one in of_size)),
    )

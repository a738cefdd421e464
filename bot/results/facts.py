"""Whether two results say the same of the same run, and whether they may stand in one ranking."""

import hashlib
import json
from collections.abc import Sequence

from bot.results.comparability import identity
from bot.results.model import Reading, Result
from bot.results.numbers import exact


def key(result: Result, author_id: int) -> str:
    """Equal for two results with the same facts.

    A run that states its time is the same whoever posts it; without one, two members who find the same number
    have each measured it, and one who measured in another way has measured twice.
    """
    at = result.measured_at
    facts: list[object] = [
        result.model or result.model_name,
        None if result.is_revision_of_posting else result.revision,
        result.task,
        result.subset,
        result.metric,
        result.filter,
        exact(result.value),
        result.samples,
        at.isoformat() if at else author_id,
        result.setup.shots,
        result.setup.quantisation,
        result.setup.hardware,
        sorted(result.setup.conditions.items(), key=str),
    ]
    way = _way(result)
    # What is kept of results that state none of it stays as it was.
    if at is None and way:
        facts.append(list(way.items()))
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


def doubles(readings: Sequence[Reading]) -> int:
    """How many of the results repeat another one of the same member."""
    keys = [key(one, 0) for reading in readings for one in reading.results]
    return len(keys) - len(set(keys))


def _way(result: Result) -> dict[str, object]:
    """How it was measured, as far as that is stated and tells two runs apart."""
    setup = result.setup
    stated = {
        "task_version": result.task_version,
        "limit": setup.limit,
        "chat_template": setup.chat_template_sha,
        "generation": sorted(setup.generation.items(), key=str),
        "dtype": setup.dtype,
        "engine": setup.engine,
        "engine_version": setup.engine_version,
        "harness": setup.harness,
        "harness_version": setup.harness_version,
        "seed": setup.seed,
    }
    return {name: value for name, value in stated.items() if value not in (None, [])}


def test(result: Result) -> str:
    """Equal for results of one ranking: the same benchmark, measured so that models can be compared."""
    stated = sorted(identity(result).items())
    return hashlib.sha256(json.dumps(stated).encode()).hexdigest()[:16]

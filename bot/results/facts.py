"""Whether two results say the same of the same run, and whether they may stand in one ranking."""

import hashlib
import json

from bot.results.comparability import identity
from bot.results.model import Result
from bot.results.numbers import exact


def key(result: Result, author_id: int) -> str:
    """Equal for two results with the same facts.

    A run that states its time is the same whoever posts it; without one, two members who find the same number
    have each measured it.
    """
    at = result.measured_at
    facts = [
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
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


def test(result: Result) -> str:
    """Equal for results of one ranking: the same benchmark, measured so that models can be compared."""
    stated = sorted(identity(result).items())
    return hashlib.sha256(json.dumps(stated).encode()).hexdigest()[:16]

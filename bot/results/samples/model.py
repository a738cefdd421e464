"""Scores of single samples: of each a hash and a number, never a prompt or an answer."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

# Of one file; beyond it no paired test is kept from it.
MOST_SCORES: Final = 100_000
# Hexadecimal digits of a key: among a million samples two share one once in about 40 million files.
KEY_DIGITS: Final = 16


@dataclass(frozen=True)
class SampleScores:
    """What one run scored on each sample, by the sample's key.

    `task`, `metric` and `filter` are those of the result that the scores belong to. A file that does not say
    which task it is of has None.
    """

    task: str | None
    metric: str
    filter: str | None
    scores: Mapping[str, float]


def keyed(samples: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Scores by the hash of what names each sample; a name that comes again is told apart by its place.

    A score that is no number is left out.
    """
    seen: Counter[str] = Counter()
    found = {}
    for name, score in samples:
        if not math.isfinite(score):
            continue
        found[key(name, seen[name])] = score
        seen[name] += 1
    return found


def key(name: str, before: int = 0) -> str:
    """The key of a sample, of whose name there were `before` already."""
    written = name if not before else f"{name}\0{before}"
    return hashlib.sha256(written.encode()).hexdigest()[:KEY_DIGITS]

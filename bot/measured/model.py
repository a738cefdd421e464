"""What a server's members measured of a model, in short: written by results, read by posts about releases."""

from dataclasses import dataclass

# The job that brings the posts about a model up to date: `{"guild": id, "model": repository}`.
JOB = "measured"


@dataclass(frozen=True)
class Measured:
    """One test: the median of what `members` found, each with their newest value, from `low` to `high`.

    `names` are what a claim of the same test may call it; values are in `unit` (`bot/results/model.py`).
    """

    title: str
    names: tuple[str, ...]
    unit: str
    median: float
    low: float
    high: float
    members: int

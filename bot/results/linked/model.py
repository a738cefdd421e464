"""Results and the notebooks that they came out of: what a result shows of its notebook."""

from dataclasses import dataclass
from typing import Final

# The job that brings a notebook's post up to date: `{"guild": id, "notebook": id}`.
JOB: Final = "notebook_follows"
# Results that are tied to one notebook: as many as a list of Discord holds.
MOST: Final = 25


@dataclass(frozen=True)
class OfNotebook:
    """A notebook that everyone may see; `url` is that of its newest post, as soon as Discord has it.

    Who reads in another channel than `channel_id` may not be allowed to read its title.
    """

    id: int
    title: str
    author_id: int
    channel_id: int
    url: str | None = None

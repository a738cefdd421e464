"""The whole evaluation, on a database of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.answers.evaluation.citations import CAUGHT, COPIED, INVENTED, KEPT, copied_marks, said_marks
from bot.answers.evaluation.figures import READ, figured_marks
from bot.answers.evaluation.passages import ANSWERED, FOUND, REFUSED, refused_marks, sought_marks
from bot.answers.evaluation.questions import figured, said, sought, unanswerable
from bot.answers.evaluation.sample.community import community, load, small
from bot.answers.evaluation.scores import Mark, Score, scores
from bot.db.engine import Database

GOALS: Final = {
    FOUND: 0.95,
    ANSWERED: 0.95,
    REFUSED: 0.95,
    READ: 0.95,
    KEPT: 0.95,
    CAUGHT: 0.95,
    COPIED: 0.95,
    INVENTED: 1.0,
}
# In a quick evaluation one of so many of the things that no question asks for is there.
_STEP: Final = 20


@dataclass(frozen=True)
class Evaluation:
    """The scores, over a community of so many things."""

    things: int
    scores: list[Score]

    @property
    def ok(self) -> bool:
        """Whether every goal is reached."""
        return all(one.is_reached for one in self.scores)


async def evaluate(database: Database, *, quick: bool, told: Callable[[str, float], None]) -> Evaluation:
    """Fill an empty database with the community, or a small part of it, and ask it everything.

    `told` hears what is done, and which share of everything was done before.
    """
    items = tuple(small(_STEP)) if quick else community()
    told("filling the community", 0)
    async with database.transaction() as session:
        await load(session, items)
    marks: list[Mark] = []
    asked = [*sought(), *unanswerable()]
    async with database.transaction() as session:
        for place, one in enumerate(sought()):
            told("asking", 0.5 + 0.5 * place / len(asked))
            marks += await sought_marks(session, one)
        for place, other in enumerate(unanswerable(), start=len(sought())):
            told("asking", 0.5 + 0.5 * place / len(asked))
            marks += await refused_marks(session, other)
    marks += [mark for one in figured() for mark in figured_marks(one)]
    marks += [mark for one in said() for mark in said_marks(one, {item.key: item for item in items})]
    marks += copied_marks(items)
    return Evaluation(len(items), scores(marks, GOALS))

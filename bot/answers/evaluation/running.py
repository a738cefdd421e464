"""The whole evaluation, on a database of its own."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answers.evaluation.citations import CAUGHT, COPIED, INVENTED, KEPT, TURNED, copied_marks, said_marks
from bot.answers.evaluation.figures import LEFT, READ, figured_marks, left_mark
from bot.answers.evaluation.meaning import meaning
from bot.answers.evaluation.passages import (
    ANSWERED,
    FOUND,
    HEARD,
    REFUSED,
    heard_mark,
    refused_marks,
    sought_marks,
)
from bot.answers.evaluation.questions import fielded, figured, said, sought, unanswerable
from bot.answers.evaluation.sample.community import community, load, small
from bot.answers.evaluation.sample.item import Item
from bot.answers.evaluation.scores import Mark, Score, scores
from bot.answers.searching import Near
from bot.db.engine import Database, Session
from bot.embeddings.opening import Chosen

GOALS: Final = {
    FOUND: 0.95,
    ANSWERED: 0.95,
    REFUSED: 0.95,
    HEARD: 0.95,
    READ: 0.95,
    LEFT: 0.95,
    KEPT: 0.95,
    CAUGHT: 0.95,
    COPIED: 0.95,
    INVENTED: 1.0,
    TURNED: 0.95,
}
# In a quick evaluation one of so many of the things that no question asks for is there, and one of so many
# questions is asked: of each language and of each half as many.
_STEP: Final = 20
_EACH: Final = 3


@dataclass(frozen=True)
class Evaluation:
    """The scores, over a community of so many things."""

    things: int
    scores: list[Score]

    @property
    def ok(self) -> bool:
        """Whether every goal is reached."""
        return all(one.is_reached for one in self.scores)


async def evaluate(
    database: Database,
    *,
    quick: bool,
    told: Callable[[str, float], None],
    encoder: Chosen | None = None,
) -> Evaluation:
    """Fill an empty database with the community, and ask it everything; a part of both where it is `quick`.

    `told` hears what is done, and which share of everything was done before. With an `encoder` it is searched
    by what is meant too. Raises OperatorError where that does not work.
    """
    items = tuple(small(_STEP)) if quick else community()
    each = _EACH if quick else 1
    told("filling the community", 0)
    async with database.transaction() as session:
        await load(session, items)
    told("embedding", 0.2)
    async with meaning(database, encoder) as near, database.transaction() as session:
        marks = [mark async for mark in _asked(session, each, near, told)]
    told("checking citations", 1)
    return Evaluation(len(items), scores([*marks, *_read(each), *_checked(items, each)], GOALS))


async def _asked(
    session: Session, each: int, near: Near, told: Callable[[str, float], None]
) -> AsyncIterator[Mark]:
    """What is searched for each `each`th question."""
    known, others = sought()[::each], unanswerable()[::each]
    number = len(known) + len(others)
    for place, one in enumerate(known):
        told("asking", 0.5 + 0.5 * place / number)
        for mark in await sought_marks(session, one, near):
            yield mark
    for place, other in enumerate(others, start=len(known)):
        told("asking", 0.5 + 0.5 * place / number)
        for mark in await refused_marks(session, other, near):
            yield mark


def _read(each: int) -> Iterator[Mark]:
    yield from map(heard_mark, fielded()[::each])
    for one in figured()[::each]:
        yield from figured_marks(one)
    yield from map(left_mark, sought()[::each])
    yield from map(left_mark, unanswerable()[::each])


def _checked(items: Sequence[Item], each: int) -> Iterator[Mark]:
    by_key = {item.key: item for item in items}
    for one in said():
        yield from said_marks(one, by_key)
    yield from copied_marks(items[::each])

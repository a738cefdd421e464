"""The whole invented community, which is the same on every machine, in a database for searches."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from bot.answers import store
from bot.answers.evaluation.sample.item import TODAY, Item
from bot.answers.evaluation.sample.members import notebooks, reports, results
from bot.answers.evaluation.sample.models import published
from bot.answers.evaluation.sample.written import written
from bot.answers.glossary import terms
from bot.answers.model import Source
from bot.db.engine import Session
from bot.guilds import store as guilds
from bot.guilds.model import Guild

GUILD_ID: Final = 1
# Results, reports, and notebooks that were run again with another model have it in their titles.
_BESIDE: Final = " · "


@cache
def community() -> tuple[Item, ...]:
    """All that its members know, each thing once."""
    every = *written(), *published(), *notebooks(), *reports(), *results()
    return tuple({item.key: item for item in every}.values())


def small(step: int) -> Iterator[Item]:
    """Everything that questions ask for, and of what only stands beside it each `step`th."""
    for place, item in enumerate(community()):
        if place % step == 0 or _BESIDE not in item.pieces[0].title:
            yield item


async def load(session: Session, items: Iterable[Item]) -> None:
    """Put these and the shipped glossary where searches of `GUILD_ID` find them."""
    await guilds.save(session, Guild(GUILD_ID, "Les Essayeurs", "fr"), TODAY)
    await terms.keep(session)
    every = list(items)
    for source in Source:
        pieces = {item.name: item.kept for item in every if item.source is source}
        await store.put_all(session, GUILD_ID, source, pieces)

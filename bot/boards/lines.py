"""Lines with their middle runs."""

from collections.abc import Sequence
from dataclasses import replace

from bot.boards import line_store
from bot.boards.model import Group, Standing
from bot.boards.ranking import standing
from bot.db.engine import Session
from bot.outdated import store as outdated
from bot.outdated.model import measured_of
from bot.results import store as results


async def with_middles(session: Session, guild_id: int, groups: Sequence[Group]) -> list[Standing]:
    """These lines with their middle runs, those excepted that were hidden meanwhile."""
    if not groups:
        return []
    middles = await results.by_ids(session, guild_id, [one.middle for one in groups])
    return [standing(one, middles[one.middle]) for one in groups if one.middle in middles]


async def aged(session: Session, lines: Sequence[Standing]) -> list[Standing]:
    """These lines with what has changed on the Hub since their middle runs."""
    found = await outdated.of(session, measured_of([one.result for one in lines]))
    return [
        replace(one, outdated=found.get((one.result.model or "", one.result.revision or ""))) for one in lines
    ]


async def lines_of(
    session: Session,
    guild_id: int,
    name: str,
    *,
    of_speeds: bool,
    benchmark: str | None = None,
    most: int | None = None,
) -> tuple[tuple[Standing, ...], int]:
    """Scores or speeds of a model as `line_store.of_model` orders them; and how many there are."""
    groups, total = await line_store.of_model(
        session, guild_id, name, of_speeds=of_speeds, benchmark=benchmark, most=most
    )
    return tuple(await aged(session, await with_middles(session, guild_id, groups))), total

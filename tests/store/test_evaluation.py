"""The evaluation on a small part of the community reaches its goals."""

from bot.answers.evaluation.running import GOALS, evaluate
from bot.db.engine import Database


async def test_what_is_known_is_found_what_is_not_is_refused_and_figures_are_read(database: Database) -> None:
    heard: list[float] = []
    found = await evaluate(database, quick=True, told=lambda _, done: heard.append(done))
    missed = {one.name: one.both for one in found.scores if not one.is_reached}
    assert missed == {}
    assert found.ok
    assert {one.name for one in found.scores} >= GOALS.keys()
    assert heard == sorted(heard)

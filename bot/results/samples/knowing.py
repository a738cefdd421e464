"""The scores of single samples of results, where they still are what the results are the means of."""

from collections.abc import Mapping

from bot.db.engine import Session
from bot.results.model import Result
from bot.results.samples import store
from bot.results.samples.fitting import agree


async def scores_of(
    session: Session, guild_id: int, results: Mapping[int, Result]
) -> dict[int, Mapping[str, float]]:
    """The scores of those of these results, by id, that have any; none of a result that was corrected."""
    known = await store.of_results(session, guild_id, results)
    return {one: scores for one, scores in known.items() if agree(scores, results[one])}

"""Two results on the same samples, tested off the event loop where that takes long."""

from pydantic import TypeAdapter

from bot.aside.helped import Helped
from bot.results.statistics.differences import Difference
from bot.results.statistics.paired import Pairs, Resampling, right_or_wrong

# The same figures for everybody who asks, however often.
SEED = 20_260_101
QUESTIONS: TypeAdapter[Resampling] = TypeAdapter(Resampling)
ANSWERS: TypeAdapter[Difference] = TypeAdapter(Difference)


class Resampler(Helped):
    """Tests pairs of scores: `async with Resampler() as resampler`."""

    MODULE = "bot.results.statistics.drawing_again"
    SECONDS = 30.0
    IDLE_SECONDS = 60.0

    async def difference(self, pairs: Pairs, *, higher_is_better: bool) -> Difference:
        """The paired test that fits: McNemar's where each score is 0 or 1, else a bootstrap.

        Raises NoAnswer when the bootstrap cannot be made in time.
        """
        if pairs.are_right_or_wrong:
            return right_or_wrong(pairs, higher_is_better=higher_is_better)
        question = QUESTIONS.dump_json(Resampling(pairs, SEED, higher_is_better))
        return ANSWERS.validate_json(await self._helper.ask(question))

"""Questions of one member at the same time, on the real PostgreSQL."""

import asyncio
from collections.abc import Collection, Mapping

from bot.answers.asking import MOST_A_MINUTE, Answer, AskService
from bot.answers.figures.service import FigureService
from bot.answers.model import Asked, Question
from bot.answers.writing import Writer
from bot.charts.artist import Artist
from bot.db.engine import Database
from bot.errors import TryLater
from bot.llm.remote import Remote
from bot.results.compare_service import CompareService
from bot.results.samples.testing import PairTester
from bot.results.statistics.resampling import Resampler
from tests.store.measuring import ALEX, CHANNEL, GUILD, HUB, NOOR, NOW, open_guilds
from tests.store.test_figures import Reads


async def nowhere(_guild: int, _text: str, _channels: Collection[int]) -> Mapping[int, float]:
    return {}


async def test_who_asks_many_questions_at_once_gets_no_more_answers_than_one_after_the_other(
    database: Database,
) -> None:
    await open_guilds(database)
    comparisons = CompareService(database, Artist(), PairTester(Resampler()))
    figures = FigureService(database, comparisons, HUB, lambda: NOW)
    asking = AskService(database, Writer(Remote("http://127.0.0.1:9")), figures, nowhere, lambda: NOW)

    async def ask(member: int) -> Answer:
        asked = Asked(member, CHANNEL, Question("Where do okapis sleep?", "en"), is_public=False)
        return await asking.ask(GUILD, asked, Reads())

    told = await asyncio.gather(*(ask(ALEX) for _ in range(MOST_A_MINUTE + 5)), return_exceptions=True)
    assert sum(isinstance(one, Answer) for one in told) == MOST_A_MINUTE
    assert sum(isinstance(one, TryLater) for one in told) == 5
    assert (await ask(NOOR)).question_id is not None

"""Those that were the best when they were measured, by the database."""

import random
from dataclasses import replace
from datetime import timedelta

from bot.boards import line_store
from bot.boards.model import Choice
from bot.db.engine import Database
from bot.results import facts
from bot.results.model import Setup
from tests.store.test_result_lines import GSM8K, START, TTFT, Community


async def test_all_that_were_the_best_once_are_records_however_many_are_better_today(
    database: Database,
) -> None:
    community, first = Community(database, random.Random(7)), START - timedelta(days=400)
    await community.settle()
    for base, step in ((GSM8K, 0.004), (TTFT, -1.0)):
        runs = [
            replace(
                base, model_name=f"m{day}", value=base.value + day * step, measured_at=first + timedelta(day)
            )
            for day in range(100)
        ]
        never = replace(runs[50], model_name="never", value=runs[49].value - step)
        beside = replace(runs[0], model_name="beside", value=runs[0].value - step)
        undated = replace(base, model_name="undated", value=runs[-1].value + step)
        other_way = replace(runs[7], model_name="other", setup=Setup(shots=99))
        await community.post(1, 11, [*runs, never, beside, undated, other_way])
        async with database.transaction() as session:
            choice = Choice(base.benchmark, test=facts.test(base))
            higher = base.higher_is_better is True
            found, total = await line_store.records(session, 1, choice, higher_is_better=higher, most=200)
            assert [one.model for one in found] == ["undated", *[f"m{day}" for day in reversed(range(100))]]
            assert total == 101
            newest = await line_store.records(session, 1, choice, higher_is_better=higher, most=2)
            assert ([one.model for one in newest[0]], newest[1]) == (["undated", "m99"], 101)
            assert await line_store.records(session, 2, choice, higher_is_better=higher, most=2) == ([], 0)

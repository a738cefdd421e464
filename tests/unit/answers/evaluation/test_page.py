"""The page of scores has every score that has a goal, and says that it was reached."""

from pathlib import Path

import pytest

from bot.answers.evaluation.questions import figured, sought, unanswerable
from bot.answers.evaluation.running import GOALS
from bot.answers.evaluation.sample.community import community
from bot.answers.evaluation.sample.models import models

PAGE = (Path(__file__).parents[4] / "docs" / "answers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOALS)
def test_each_goal_stands_in_the_table_as_it_is_and_reached(name: str) -> None:
    (row,) = (line.split("|") for line in PAGE.splitlines() if line.startswith(f"| {name} |"))
    assert float(row[6]) == GOALS[name]
    assert float(row[5]) >= GOALS[name]


def test_it_counts_the_community_and_the_questions_as_they_are() -> None:
    counts = len(sought()), len(figured()), len(unanswerable())
    assert f"{len(community()):,} things" in PAGE
    assert f"{len(models())} models" in PAGE
    assert f"{sum(counts)} questions" in PAGE
    assert all(str(count) in PAGE for count in counts)

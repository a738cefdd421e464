"""What is told of a model."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.boards import runs
from bot.boards.knowledge import Known
from bot.boards.knowledge_cards import MOST_LINES, about
from bot.boards.model import Standing
from bot.message import Text
from bot.results.model import Posted, Result
from bot.texts import language
from tests.unit.releases.test_folding import release

GSM8K = Result("gsm8k", "gsm8k", "exact_match", 0.5, 0.5, "share", higher_is_better=True, model_name="ours")
LINE = Standing(Posted(1, 2, "n", "public", datetime(2026, 11, 22, tzinfo=UTC), GSM8K), 1, 1, 0.5, 0.5)


@pytest.mark.parametrize(("in_all", "told"), [(MOST_LINES, []), (MOST_LINES + 1200, ["… and 1,200 more."])])
def test_lines_that_are_not_shown_are_counted(in_all: int, told: list[str]) -> None:
    known = Known("ours", None, (LINE,) * MOST_LINES, (), None, (), in_all, 0)
    shown = about(known, language("en"))
    text = "\n".join(block.markdown for block in shown.blocks if isinstance(block, Text))
    assert text.count("GSM8K") == MOST_LINES
    assert [line for line in text.split("\n") if "more." in line] == told


def test_the_facts_of_a_model_are_named_for_who_does_not_know_them() -> None:
    found = replace(
        release("a/b-14B", 14_700_000_000), licence="mit", created_at=datetime(2024, 12, 11, tzinfo=UTC)
    )
    shown = about(Known("a/b-14B", found, (), (), None, (), 0, 0), language("fr"))
    text = "\n".join(block.markdown for block in shown.blocks if isinstance(block, Text))
    named = "-# Paramètres\u00a0: 14,7 milliards · Licence\u00a0: mit · Créé\u00a0: 11 déc. 2024"
    assert named in text.split("\n")


def test_runs_that_say_the_same_number_are_counted_without_a_range() -> None:
    two = replace(LINE, runs=2, members=2)
    assert runs.told(two, language("en")) == "2 runs by 2 members"
    assert runs.told(replace(two, low=0.4), language("en")) == "2 runs by 2 members, 40% to 50%"

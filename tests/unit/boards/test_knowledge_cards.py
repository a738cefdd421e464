"""What is told of a model."""

from datetime import UTC, datetime

import pytest

from bot.boards.knowledge import Known
from bot.boards.knowledge_cards import MOST_LINES, about
from bot.boards.model import Standing
from bot.message import Text
from bot.results.model import Posted, Result
from bot.texts import language

GSM8K = Result("gsm8k", "gsm8k", "exact_match", 0.5, 0.5, "share", higher_is_better=True, model_name="ours")
LINE = Standing(Posted(1, 2, "n", "public", datetime(2026, 11, 22, tzinfo=UTC), GSM8K), 1, 1, 0.5, 0.5)


@pytest.mark.parametrize(("in_all", "told"), [(MOST_LINES, []), (MOST_LINES + 1200, ["… and 1,200 more."])])
def test_lines_that_are_not_shown_are_counted(in_all: int, told: list[str]) -> None:
    known = Known("ours", None, (LINE,) * MOST_LINES, (), None, (), in_all, 0)
    shown = about(known, language("en"))
    text = "\n".join(block.markdown for block in shown.blocks if isinstance(block, Text))
    assert text.count("GSM8K") == MOST_LINES
    assert [line for line in text.split("\n") if "more." in line] == told

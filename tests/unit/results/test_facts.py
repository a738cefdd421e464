"""Which results say the same of the same run."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.message import Text
from bot.results import preview_cards
from bot.results.facts import doubles, key
from bot.results.model import Reading, Result, Setup
from bot.texts import language

RESULT = Result("gsm8k", "gsm8k", "acc", 0.5, 0.5, "share", model="A/b", model_name="A/b")


@pytest.mark.parametrize(
    "way",
    [
        {"engine": "vllm"},
        {"dtype": "float16"},
        {"seed": 0},
        {"generation": {"temperature": 0.6}},
        {"chat_template_sha": "1" * 64},
        {"harness": "lighteval"},
        {"limit": 100.0},
    ],
)
def test_the_same_number_measured_in_another_way_is_another_result(way: dict[str, Any]) -> None:
    other = replace(RESULT, setup=Setup(**way))
    assert key(other, 1) != key(RESULT, 1)
    assert key(replace(other, setup=Setup(**way)), 1) == key(other, 1)
    assert doubles([Reading("a", "1", results=(RESULT, other))]) == 0


def test_another_version_of_the_test_is_another_result() -> None:
    assert key(replace(RESULT, task_version="2"), 1) != key(RESULT, 1)


def test_a_run_that_states_its_time_is_the_same_whoever_posts_it() -> None:
    dated = replace(RESULT, measured_at=datetime(2026, 11, 23, tzinfo=UTC), setup=Setup(engine="vllm"))
    assert key(dated, 1) == key(dated, 2)


def test_what_was_kept_of_typed_results_is_found_again() -> None:
    assert key(RESULT, 1).startswith("2ba6493b3cdb")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("en", "1 result repeats another one of these files and is left out."),
        ("fr", "1 résultat en répète un autre de ces fichiers et sera laissé de côté."),
    ],
)
def test_a_preview_tells_of_results_that_stand_there_twice(name: str, told: str) -> None:
    twice = [Reading("a.json", "1", "lm-eval", (RESULT,)), Reading("b.json", "2", "lm-eval", (RESULT,))]
    shown = preview_cards.preview(1, twice, 0, language(name))
    assert told in "\n".join(block.markdown for block in shown.blocks if isinstance(block, Text))
    once = preview_cards.preview(1, twice[:1], 0, language(name))
    assert told not in str(once)

"""What differs among the lines of a ranking is told, and only what is alike is called so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.boards import cards
from bot.boards.model import Board, Choice, Ranked, SetUp, Standing
from bot.message import Text
from bot.results.model import Posted, Result, Setup
from bot.texts import language

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WARM = Result(
    "gsm8k", "gsm8k", "exact_match", 0.8, 0.8, "share", higher_is_better=True,
    model="org/a", model_name="org/a",
    setup=Setup(shots=5, generation={"temperature": 1.0}, engine="vllm", dtype="float16"),
)  # fmt: skip
COLD = replace(
    WARM,
    model="org/b",
    model_name="org/b",
    setup=Setup(shots=5, generation={"temperature": 0.0}, engine="transformers", dtype="bfloat16"),
)
SMALLER = replace(WARM, setup=replace(WARM.setup, quantisation="AWQ"))


def _head(results: Sequence[Result], name: str) -> str:
    lines = tuple(
        Ranked(Standing(Posted(1, 1, "p", "public", NOW, one), 1, 1, one.value, one.value), None)
        for one in results
    )
    set_up = SetUp("t", len(results), results[0])
    shown = Board(Choice("gsm8k", "t"), set_up, (), 0, lines, 0, len(results), 0)
    block = cards.board(shown, 1, None, language(name)).blocks[0]
    assert isinstance(block, Text)
    return block.markdown


@pytest.mark.parametrize(
    ("name", "common", "mixed"),
    [
        (
            "en",
            "2 results of the same test: 5 examples shown",
            "Differs among these, or is not stated: data type, `temperature`, engine",
        ),
        (
            "fr",
            "2 résultats du même test\u00a0: 5 exemples montrés",
            "Ce qui diffère entre eux, ou n’est pas précisé\u00a0: type de données, `temperature`, moteur",
        ),
    ],
)
def test_a_ranking_names_what_differs_and_does_not_call_it_alike(name: str, common: str, mixed: str) -> None:
    head = _head([WARM, COLD], name)
    assert common in head
    assert mixed in head
    assert "alike" not in head


def test_one_result_alone_is_like_no_other() -> None:
    assert "-# 1 result: 5 examples shown" in _head([WARM], "en")
    assert "-# 1 résultat\u00a0: 5 exemples montrés" in _head([WARM], "fr")


def test_a_picture_of_members_tells_its_lines_apart() -> None:
    lines = tuple(
        Ranked(Standing(Posted(1, member, "p", "public", NOW, WARM), 1, 1, 0.8, 0.8), None)
        for member in (1, 2)
    )
    shown = Board(Choice("gsm8k", "t", members=True), SetUp("t", 2, WARM), (), 0, lines, 0, 2, 0)
    assert [row.label for row in cards.chart_of(shown, language("fr")).rows] == [
        "ligne 1 · org/a",
        "ligne 2 · org/a",
    ]


def test_what_stands_on_each_line_is_not_told_again() -> None:
    head = _head([WARM, SMALLER, replace(COLD, setup=WARM.setup)], "en")
    assert "3 results, all measured alike: 5 examples shown" in head
    assert "Differs" not in head


def test_what_two_state_and_another_does_not_still_weighs() -> None:
    silent = replace(COLD, setup=replace(COLD.setup, generation={}, dtype=None, engine=None))
    assert "of the same test" in _head([silent, WARM, COLD], "en")
    assert "all measured alike" in _head([silent, WARM], "en")

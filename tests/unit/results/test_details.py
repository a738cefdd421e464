"""Details of a post tell all of its results, a page at a time."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.message import Button, Buttons, Message, Text
from bot.results import post_cards
from bot.results.model import Posted, Result, Setup, Told
from bot.texts import language

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NONCE = "0" * 24
ONE = Result(
    "mmlu", "mmlu", "acc", 0.9, 0.9, "share", model="org/a", model_name="org/a", samples=1319,
    setup=Setup(shots=5, harness="lm-evaluation-harness", engine="vllm", hardware="RTX 4090"),
)  # fmt: skip
TOLD = Told(
    tuple(
        Posted(number, 7, "p", "public", NOW, replace(ONE, subset=f"part {number:02}"))
        for number in range(57)
    )
)


def _text(message: Message) -> str:
    return "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))


def _buttons(message: Message) -> dict[str, str]:
    found = (one for block in message.blocks if isinstance(block, Buttons) for one in block.items)
    return {one.label: one.control for one in found if isinstance(one, Button)}


@pytest.mark.parametrize(("name", "onward"), [("en", "Next ones"), ("fr", "Suivants")])
def test_every_result_of_a_post_stands_on_one_of_the_pages(name: str, onward: str) -> None:
    reader, found, page = language(name), "", 0
    while True:
        message = post_cards.details(TOLD, NONCE, reader, page)
        assert len(_text(message)) <= 4_000
        found += _text(message)
        if onward not in (buttons := _buttons(message)):
            break
        page += 1
        assert buttons[onward] == f"result:details:{NONCE}:{page}"
    assert page > 0
    assert [found.count(f"part {number:02}") for number in range(57)] == [1] * 57


def test_few_results_need_no_pages() -> None:
    message = post_cards.details(replace(TOLD, posted=TOLD.posted[:3]), NONCE, language("en"))
    assert _buttons(message) == {}
    assert "Page" not in _text(message)

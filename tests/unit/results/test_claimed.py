"""Whoever sees a value sees whether it is only claimed, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.message import Message, Text
from bot.results import post_cards, preview_cards
from bot.results.model import Posted, Reading, Result, Told
from bot.texts import language

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MEASURED = Result("gsm8k", "gsm8k", "exact_match", 0.9, 0.9, "share", model="org/a", model_name="org/a")
CLAIMED = replace(MEASURED, provenance="claimed")


def _text(message: Message) -> str:
    return "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))


def _everywhere(result: Result, name: str) -> list[str]:
    told, reader = Told((Posted(1, 7, "p", "public", NOW, result),)), language(name)
    shown = [
        post_cards.post(told, "0" * 24, "https://hub.example", reader),
        post_cards.details(told, "0" * 24, reader),
        preview_cards.preview(1, [Reading("card.md", "sha", results=(result,))], 0, reader),
    ]
    return [_text(one) for one in shown]


@pytest.mark.parametrize(
    ("name", "mark"), [("en", "claimed, not measured here"), ("fr", "annoncé, non mesuré ici")]
)
def test_a_claim_is_marked_in_the_post_the_details_and_the_preview(name: str, mark: str) -> None:
    assert all(mark in text for text in _everywhere(CLAIMED, name))
    assert not any(mark in text for text in _everywhere(MEASURED, name))

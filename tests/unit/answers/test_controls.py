"""What the controls below an answer hold."""

import re

import pytest

from bot.answers import controls
from bot.answers.figures import corrections
from bot.answers.model import Level


@pytest.mark.parametrize("changes", [(), ("x:size",), ("x:size", "b:mmlu", "r:worst")])
@pytest.mark.parametrize(
    ("act", "template"), [("level", controls.LEVEL), ("read", controls.READ), ("stop", controls.STOP)]
)
def test_a_control_keeps_the_level_and_the_corrections(
    act: str, template: str, changes: tuple[str, ...]
) -> None:
    match = re.fullmatch(template, controls.shown(12, act, Level.EXPERT, changes))
    assert match is not None
    assert (match["question"], match["level"], controls.held(match["changes"])) == ("12", "expert", changes)


@pytest.mark.parametrize(
    ("written", "template"),
    [
        ("ask:12:level:simple", controls.LEVEL),
        ("ask:12:read:x:size,r:worst", controls.READ),
        ("ask:12:read:", controls.READ),
        ("ask:12:stop", controls.STOP),
    ],
)
def test_controls_of_messages_that_were_sent_before_still_work(written: str, template: str) -> None:
    match = re.fullmatch(template, written)
    assert match is not None
    assert match["question"] == "12"


def test_corrections_that_discord_would_not_take_are_not_offered() -> None:
    assert corrections.can_hold(12, ["x:size"])
    assert not corrections.can_hold(12, ["b:" + "long" * 25])

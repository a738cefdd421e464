"""The estimate of memory, and for whom there is none."""

import pytest

from bot.releases.memory import needs

GB = 10**9


def _told(parameters: int) -> list[tuple[str, float]]:
    return [(need.form, need.size / GB) for need in needs(parameters)]


def test_an_eight_billion_model_needs_what_people_measure() -> None:
    assert _told(8_030_261_248) == [("q4", 5), ("q8", 9), ("bf16", 17)]


def test_small_ones_are_told_to_a_tenth_of_a_gigabyte() -> None:
    assert _told(600_000_000) == [("q4", 0.4), ("q8", 0.7), ("bf16", 1.3)]
    assert _told(135_000_000) == [("q4", 0.1), ("q8", 0.2), ("bf16", 0.3)]


def test_a_mixture_of_experts_needs_room_for_all_of_them() -> None:
    assert _told(30_532_122_624) == [("q4", 20), ("q8", 34), ("bf16", 64)]


@pytest.mark.parametrize("parameters", [0, 1, 22_000_000])
def test_a_tiny_model_needs_nothing_worth_telling(parameters: int) -> None:
    assert needs(parameters) == ()

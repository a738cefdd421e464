"""Lines that are read together say what each of them says by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.notebooks.log_lines import told_in
from bot.notebooks.log_runs import MANY, Run, runs
from bot.notebooks.numbers import Said
from tests.unit.notebooks.test_log_lines import LINES, NUMBERS

Told = tuple[list[Said], float | None]


def _told(lines: list[str]) -> list[Told]:
    """What the lines say, one by one; what says nothing is left out, which a run does not count."""
    found: list[Told] = []
    for one in runs(lines, lambda line: line.startswith("!")):
        if isinstance(one, str):
            found.append(told_in(one))
            continue
        for row in range(len(one.said[0][1]) if one.said else 0):
            said = [Said(name, numbers[row], is_percent) for name, numbers, is_percent in one.said]
            found.append((said, None if one.at is None else one.at[row]))
    return [told for told in found if told[0]]


def _apart(lines: list[str]) -> list[Told]:
    return [told for line in lines if (told := told_in(line))[0]]


@given(LINES, st.lists(NUMBERS, min_size=3, max_size=3), LINES)
def test_many_lines_of_one_kind_say_what_each_says_alone(line: str, others: list[str], between: str) -> None:
    alike = [line.replace("7", other) for other in others] * MANY
    lines = [one for one in [*alike, between, *alike, between] if "\n" not in one]
    assert _told(lines) == _apart(lines)


@pytest.mark.parametrize("odd", ["", "epoch", "step 2 loss: 0.12345678901234567", "step 3 loss: 1e-5", "5"])
def test_a_log_is_read_together_but_for_what_is_odd_in_it(odd: str) -> None:
    log = [f"step {step} loss: {1 / (1 + step):.4f} lr 0.1" for step in range(500)]
    lines = [*log, odd, *log]
    found = list(runs(lines, lambda _: False))
    together = [one for one in found if isinstance(one, Run)]
    assert [len(one.at or ()) for one in together] == [500 - MANY, 500]
    assert [one for one in found if isinstance(one, str)] == [*log[:MANY], odd]
    assert _told(lines) == _apart(lines)


def test_few_lines_and_those_left_out_are_not_read_together() -> None:
    few = [f"step {step} loss: 0.5" for step in range(MANY)]
    left_out = [f"!step {step} loss: 0.5" for step in range(MANY * 3)]
    assert list(runs([*few, *left_out], lambda line: line.startswith("!"))) == [*few, *left_out]


def test_lines_without_results_are_passed_over_together() -> None:
    lines = [f"Downloading part {part} of 900" for part in range(900)]
    assert list(runs(lines, lambda _: False))[MANY:] == [Run((), None)]

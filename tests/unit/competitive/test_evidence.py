"""What speaks for a newer base and against it."""

from dataclasses import replace

import pytest

from bot.competitive.evidence import advice, counted, speeds_on, weigh
from bot.competitive.model import Candidate
from bot.results.model import Setup
from tests.unit.competitive.making import GSM8K, SPEED, of, own
from tests.unit.releases.test_folding import release

NEW, OLD, MINE = "Qwen/Qwen3-8B", "Qwen/Qwen2.5-7B", "me/mine"
MMLU = replace(GSM8K, benchmark="mmlu", task="mmlu", metric="acc", samples=14042)


def weighed(new: float | None, old: float | None, mine: float | None = 0.85) -> Candidate:
    values = {NEW: new, OLD: old, MINE: mine}
    lines = {name.lower(): [own(of(name, value))] for name, value in values.items() if value is not None}
    return weigh([release(NEW)], OLD, MINE, lines)[0]


@pytest.mark.parametrize(
    ("new", "old", "mine", "said"),
    [
        (0.90, 0.80, 0.95, "try"),
        (0.81, 0.80, 0.95, "same"),
        (0.70, 0.80, 0.95, "worse"),
        (0.90, None, 0.80, "try"),
        (0.80, None, 0.95, "worse"),
        (None, 0.80, 0.95, "unknown"),
        (0.90, None, None, "unknown"),
    ],
)
def test_the_old_base_decides_and_the_model_where_that_was_not_measured(
    new: float | None, old: float | None, mine: float | None, said: str
) -> None:
    assert advice(weighed(new, old, mine)) == said


def test_better_in_one_test_and_worse_in_another_is_mixed() -> None:
    lines = {
        NEW.lower(): [own(of(NEW, 0.9)), own(of(NEW, 0.6, MMLU))],
        OLD.lower(): [own(of(OLD, 0.8)), own(of(OLD, 0.7, MMLU))],
    }
    found = weigh([release(NEW)], OLD, MINE, lines)[0]
    assert advice(found) == "mixed"
    assert counted(found.beside_base) == {"better": 1, "worse": 1}


def test_what_was_measured_otherwise_gets_no_verdict() -> None:
    otherwise = replace(GSM8K, setup=replace(GSM8K.setup, shots=0))
    lines = {NEW.lower(): [own(of(NEW, 0.9, otherwise))], OLD.lower(): [own(of(OLD, 0.5))]}
    found = weigh([release(NEW)], OLD, MINE, lines)[0]
    assert [one.pair.verdict.word for one in found.beside_base] == ["incomparable"]
    assert advice(found) == "unknown"


def test_of_several_runs_those_of_the_same_test_and_quantisation_stand_side_by_side() -> None:
    quantised = replace(GSM8K, setup=replace(GSM8K.setup, quantisation="Q4_K_M"))
    otherwise = replace(GSM8K, setup=replace(GSM8K.setup, shots=0))
    lines = {
        NEW.lower(): [own(of(NEW, 0.1, otherwise)), own(of(NEW, 0.85, quantised)), own(of(NEW, 0.9))],
        OLD.lower(): [own(of(OLD, 0.7, quantised)), own(of(OLD, 0.8))],
    }
    pair = weigh([release(NEW)], OLD, MINE, lines)[0].beside_base[0].pair
    assert (pair.first.value, pair.second.value) == (0.9, 0.8)


def test_a_model_that_states_no_base_stands_for_it() -> None:
    lines = {NEW.lower(): [own(of(NEW, 0.9))], MINE: [own(of(MINE, 0.8))]}
    found = weigh([release(NEW)], MINE, MINE, lines)[0]
    assert found.beside_base == ()
    assert advice(found) == "try"


def test_many_comparisons_need_a_clearer_difference() -> None:
    alone = weighed(0.83, 0.80, None)
    assert advice(alone) == "try"
    lines = {
        name.lower(): [
            own(of(name, value if number == 0 else 0.8, replace(GSM8K, benchmark=f"b{number}", task="t")))
            for number in range(6)
        ]
        for name, value in ((NEW, 0.83), (OLD, 0.80), (MINE, 0.80))
    }
    assert advice(weigh([release(NEW)], OLD, MINE, lines)[0]) == "same"


def test_speeds_are_left_out_but_told_for_the_machine() -> None:
    lines = {NEW.lower(): [own(of(NEW, 90.0, SPEED))], OLD.lower(): [own(of(OLD, 40.0, SPEED))]}
    assert weigh([release(NEW)], OLD, MINE, lines)[0].beside_base == ()
    assert speeds_on(lines[NEW.lower()], "rtx 4090") == tuple(lines[NEW.lower()])
    assert speeds_on(lines[NEW.lower()], "H100") == ()
    assert speeds_on(lines[NEW.lower()], None) == ()
    assert speeds_on([own(of(NEW, 0.9, setup=Setup()))], "RTX") == ()

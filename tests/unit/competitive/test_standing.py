"""Where a model stands beside others, and what is told of it."""

import random
from dataclasses import replace

import pytest

from bot.competitive.model import Among, Claimed, Line, Own, Position
from bot.competitive.standing import chosen, claims_of, judge, size_class
from bot.releases.parts import Claim
from bot.results.model import Spread
from tests.unit.competitive.making import GSM8K, SPEED, crowd, line, of, own
from tests.unit.releases.test_folding import release

OURS = own(of("me/mine", 0.8))


def judged(*lines: Line, ours: Own = OURS, more_better: int = 0, more: int = 0) -> Position:
    return judge([(ours, crowd(*lines, more_better=more_better, more=more))], ())[0]


def test_nothing_clearly_better_is_held_and_ties_share_places() -> None:
    told = judged(line("a/better", 0.805), line("a/level", 0.795), line("a/worse", 0.6))
    assert told.every.stand == "held"
    assert (told.every.place.best, told.every.place.worst, told.every.total) == (1, 3, 4)
    assert told.every.best is not None
    assert told.every.best.line.result.model == "a/better"
    assert told.every.best.verdict.word == "noise"


def test_what_is_clearly_better_is_counted_with_what_lies_beyond() -> None:
    told = judged(
        line("a/better", 0.9), line("a/level", 0.805), line("a/worse", 0.6), more_better=7, more=100
    )
    assert told.every.stand == "behind"
    assert told.every.ahead == 8
    assert (told.every.place.best, told.every.place.worst, told.every.total) == (9, 10, 111)


def test_those_of_its_size_judge_where_there_are_any() -> None:
    told = judged(line("big/better", 0.95), line("small/level", 0.79, is_of_size=True))
    assert told.every.stand == "behind"
    assert told.of_size is not None
    assert told.field == told.of_size
    assert told.field.stand == "held"
    assert (told.field.place.best, told.field.place.worst, told.field.total) == (1, 2, 2)
    assert judged(line("big/better", 0.95)).field.stand == "behind"


def test_alone_nothing_is_said() -> None:
    assert judged().field.stand == "alone"


def test_without_a_standard_error_nothing_is_said_and_the_place_is_the_bare_one() -> None:
    bare = own(of("me/mine", 0.8, samples=None))
    told = judged(line("a/better", 0.9), line("a/worse", 0.6), ours=bare)
    assert told.field == Among(told.field.place, 3, 0, "unknown", told.field.best)
    assert (told.field.place.best, told.field.place.worst, told.field.place.is_known) == (2, 2, False)


def test_lower_is_better_for_times() -> None:
    spread = Spread(0.5, "given")
    time = replace(GSM8K, benchmark="ttft", unit="ms", higher_is_better=False, samples=None, spread=spread)
    ours = own(of("me/mine", 100.0, time))
    faster = line("a/faster", 80.0, like=time)
    found = replace(crowd(faster, ours=1000), every=replace(crowd(faster).every, others=1, better=1))
    told = judge([(ours, found)], ())[0]
    assert told.field.stand == "behind"
    assert told.field.best is not None
    assert told.field.best.verdict.word == "worse"


def test_the_best_of_many_that_are_level_is_seldom_taken_for_better() -> None:
    chance = random.Random(1)
    wrong = 0
    for _ in range(200):
        right = [sum(chance.random() < 0.7 for _ in range(400)) / 400 for _ in range(14)]
        ours = own(of("me/mine", right[0], samples=400))
        lines = [line(f"a/{number}", value, samples=400) for number, value in enumerate(right[1:])]
        told = judge([(ours, crowd(*lines, ours=right[0]))], ())[0]
        wrong += told.field.stand == "behind"
    assert wrong <= 0.05 * 200


def test_of_a_benchmark_the_whole_is_told_and_once() -> None:
    whole = own(of("me/mine", 0.8))
    part = own(of("me/mine", 0.5, subset="algebra"), members=3)
    other = own(of("me/mine", 0.9, metric="f1"), members=2)
    quantised = own(of("me/mine", 0.79, setup=replace(GSM8K.setup, quantisation="Q4_K_M")), members=2)
    assert chosen([part, other, quantised, whole], is_of_all=True) == [whole]
    assert chosen([part, whole], is_of_all=False) == [part, whole]


def test_a_speed_is_told_for_each_machine() -> None:
    one = own(of("me/mine", 40.0, SPEED))
    other = own(of("me/mine", 90.0, replace(SPEED, setup=replace(SPEED.setup, hardware="H100"))))
    assert chosen([one, other], is_of_all=True) == [one, other]


@pytest.mark.parametrize(
    ("count", "key"), [(2 * 10**9, "to3"), (3 * 10**9, "to10"), (7 * 10**10, "to100"), (None, None)]
)
def test_the_size_class_is_that_of_rankings(count: int | None, key: str | None) -> None:
    assert size_class(release("me/mine", count)) == key


def test_the_class_of_packed_numbers_is_not_known() -> None:
    assert size_class(replace(release("me/mine", 10**9), parameters_are_packed=True)) is None
    assert size_class(None) is None


def test_claims_are_told_the_best_first_and_once_for_each_model() -> None:
    stated = replace(release("a/claims"), claims=(Claim("GSM8K", None, 91.5), Claim("MMLU", None, 70.0)))
    found = claims_of([stated, release("a/silent")], ["gsm8k"])
    assert found == [Claimed("gsm8k", "a/claims", 0.915, url=stated.url)]
    more = [*found, Claimed("gsm8k", "b/best", 0.95, post="p"), Claimed("gsm8k", "a/claims", 0.7)]
    told = judge([(OURS, crowd(line("a/level", 0.8)))], more)[0]
    assert [(one.model, one.value) for one in told.claims] == [("b/best", 0.95), ("a/claims", 0.915)]
    part = own(of("me/mine", 0.8, subset="algebra"))
    assert judge([(part, crowd())], more)[0].claims == ()


def test_only_later_ones_are_newer() -> None:
    told = judged(line("a/old", 0.9, days=-3), line("a/new", 0.91, days=3))
    assert {one.line.result.model: one.is_newer for one in told.rivals} == {"a/old": False, "a/new": True}


def test_what_lies_between_is_level_where_the_nearest_ones_are() -> None:
    level = [line(f"a/{number}", 0.805 - number / 10_000) for number in range(8)]
    told = judged(*level, more_better=4)
    assert (told.every.stand, told.every.ahead) == ("held", 0)
    assert (told.every.place.best, told.every.place.worst, told.every.total) == (1, 13, 13)


def test_the_best_that_is_told_is_clearly_better_where_any_is() -> None:
    rough = line("a/rough", 0.95, samples=None, spread=Spread(0.2, "given"))
    told = judged(rough, line("a/better", 0.9), line("a/level", 0.805))
    assert (told.every.stand, told.every.ahead) == ("behind", 1)
    assert told.every.best is not None
    assert told.every.best.line.result.model == "a/better"


def test_a_second_claim_of_a_model_does_not_hide_its_best_one() -> None:
    stated = [("a/best", 0.95), ("a/second", 0.9), ("a/third", 0.85), ("a/best", 0.7)]
    told = judge([(OURS, crowd())], [Claimed("gsm8k", model, value) for model, value in stated])[0]
    assert [(one.model, one.value) for one in told.claims] == [("a/best", 0.95), ("a/second", 0.9)]


def test_a_claim_in_another_measure_does_not_stand_beside() -> None:
    surprise = own(of("me/mine", 8.0, metric="perplexity", unit="number", higher_is_better=False))
    claims = [
        Claimed("gsm8k", "a/share", 0.72),
        Claimed("gsm8k", "a/bits", 0.6, unit="number", metric="bits_per_byte"),
        Claimed("gsm8k", "a/like", 7.5, unit="number", metric="perplexity"),
    ]
    assert [one.model for one in judge([(surprise, crowd())], claims)[0].claims] == ["a/like"]
    assert [one.model for one in judge([(OURS, crowd())], claims)[0].claims] == ["a/share"]

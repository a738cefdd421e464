"""The sentence on all tests together, in both languages."""

from dataclasses import replace

import pytest

from bot.message import Message, Select, Text
from bot.results import compare_cards
from bot.results.comparability import differences
from bot.results.comparing import Comparison, Pair
from bot.results.model import Result, Setup
from bot.results.statistics.differences import Difference
from bot.results.statistics.verdicts import NO_ERROR, Verdict, Word
from bot.results.words import difference as difference_in_words
from bot.results.words import subject
from bot.texts import language, later


@pytest.mark.parametrize(("name", "worse"), [("en", "−1.5 points"), ("fr", "−1,5 points")])
def test_a_loss_has_a_minus_sign(name: str, worse: str) -> None:
    share = Result("gsm8k", "gsm8k", "acc", 0.5, 0.5, "share")
    assert difference_in_words(-0.015, share, language(name)) == worse
    assert difference_in_words(0, share, language(name)) == "0 points"


def _text(words: list[Word], name: str) -> str:
    result = Result("gsm8k", "gsm8k", "acc", 0.5, 0.5, "share")
    gain = Difference(0.1, 0.05, 0.15, 0.04, "shares")
    pairs = tuple(
        Pair(
            result, result, (), Verdict(word, NO_ERROR, None if word in ("incomparable", "unsaid") else gain)
        )
        for word in words
    )
    shown = compare_cards.comparison([Comparison("X", "Y", pairs)], None, language(name))
    return "\n".join(block.markdown for block in shown.blocks if isinstance(block, Text))


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        (
            ["better", "better", "noise"],
            "Beside **Y**, **X** is better on 2 of 3 tests; 1 is within noise.",
            "À côté de **Y**, **X** fait mieux à 2 tests sur 3\u202f; 1 est dans le bruit.",
        ),
        (
            ["better", "worse", "worse", "incomparable", "incomparable"],
            "Beside **Y**, **X** is better on 1 of 5 tests and worse on 2; 2 cannot be compared.",
            "À côté de **Y**, **X** fait mieux à 1 test sur 5 et moins bien à 2\u202f; "
            "2 ne sont pas comparables.",
        ),
        (
            ["worse", "noise", "noise"],
            "Beside **Y**, **X** is worse on 1 of 3 tests; 2 are within noise.",
            "À côté de **Y**, **X** fait moins bien à 1 test sur 3\u202f; 2 sont dans le bruit.",
        ),
        (
            ["noise", "noise"],
            "Beside **Y**, **X** is neither better nor worse; 2 are within noise.",
            "À côté de **Y**, **X** ne fait ni mieux ni moins bien\u202f; 2 sont dans le bruit.",
        ),
        (
            ["better", "unsaid", "unsaid"],
            "Beside **Y**, **X** is better on 1 of 3 tests; on 2 it cannot be said.",
            "À côté de **Y**, **X** fait mieux à 1 test sur 3\u202f; à 2, on ne peut rien en dire.",
        ),
        (
            ["unsaid", "incomparable"],
            "On none of the 2 tests of **X** and **Y** can it be said which one is better.",
            "À aucun des 2 tests de **X** et **Y** on ne peut dire lequel fait mieux.",
        ),
        (
            ["incomparable", "incomparable"],
            "None of the 2 tests of **X** and **Y** can be compared.",
            "Aucun des 2 tests de **X** et **Y** n’est comparable.",
        ),
    ],
)
def test_the_verdicts_are_summed_up_as_a_person_would(words: list[Word], english: str, french: str) -> None:
    assert english in _text(words, "en")
    assert french in _text(words, "fr")


@pytest.mark.parametrize(("is_higher", "told"), [(False, "+37.6 ms, between +20"), (True, "−37.6 ms")])
def test_a_difference_is_that_of_the_values_whichever_is_better(is_higher: bool, told: str) -> None:
    first = Result("ttft", "ttft", "median", 162.8, 162.8, "ms", higher_is_better=is_higher)
    second = replace(first, value=125.2)
    loss = Difference(-37.6, -55.0, -20.0, 0.001, "errors")
    pair = Pair(
        first, second, (), Verdict("worse", later("The difference is larger than chance explains."), loss)
    )
    shown = _shown(compare_cards.comparison([Comparison("X", "Y", (pair,))], None, language("en")))
    assert f"difference {told}" in shown


def test_metrics_that_are_words_are_said_in_the_language_of_the_reader() -> None:
    mean = Result("ttft", "ttft", "mean", 162.8, 162.8, "ms", higher_is_better=False)
    found = differences(mean, replace(mean, metric="median"))
    assert language("fr").tell(found[0].sentence) == "métrique\u00a0: moyenne ici, médiane là"
    assert subject(replace(mean, metric="median"), str, language("fr")).endswith("(médiane)")


def _many(models: int, tests: int) -> list[Comparison]:
    """Comparisons with eight tests that differ in what people often forget."""
    gain = Difference(-0.1, -0.15, -0.05, 0.04, "shares")
    pairs = []
    for number in range(tests):
        first = Result(f"gsm8k_{number}", f"gsm8k_{number}", "exact_match", 0.5, 0.5, "share", samples=1319)
        second = replace(first, setup=Setup(dtype="bfloat16", engine="vllm", chat_template_sha="f" * 64))
        verdict = Verdict("worse", later("The difference is larger than chance explains."), gain)
        pairs.append(Pair(first, second, differences(first, second), verdict))
    return [Comparison("org/first", f"org/{'a-long-name-' * 4}{one}", tuple(pairs)) for one in range(models)]


def _shown(message: Message) -> str:
    return "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))


@pytest.mark.parametrize(
    ("name", "worse"), [("en", "worse on 8 of 8 tests"), ("fr", "moins bien à 8 tests sur 8")]
)
def test_of_eight_models_each_has_its_verdict_and_nothing_is_cut(name: str, worse: str) -> None:
    reader = language(name)
    found = _many(7, 8)
    choice = compare_cards.choice_of(
        "control", "org/first", [(one.second, one.second) for one in found], None, reader
    )
    shown = compare_cards.comparison(found, None, reader, choice=choice)
    assert len(_shown(shown)) <= 4_000
    assert _shown(shown).count(worse) == 7
    assert "Holm" in _shown(shown)
    assert isinstance(shown.blocks[-1], Select)
    assert [one.value for one in shown.blocks[-1].options][1:] == [one.second for one in found]


@pytest.mark.parametrize("name", ["en", "fr"])
def test_of_one_model_as_many_tests_are_told_as_have_room_and_how_many_more(name: str) -> None:
    text = _shown(compare_cards.comparison(_many(1, 30), None, language(name)))
    assert len(text) <= 4_000
    assert "20" in text.splitlines()[-2]
    assert "Holm" in text.splitlines()[-1]


def test_in_short_what_blocks_is_told_in_words() -> None:
    one, two = _many(2, 1)
    blocked = replace(one.pairs[0].second, setup=Setup(shots=0))
    first = replace(one.pairs[0].first, setup=Setup(shots=5))
    pair = Pair(first, blocked, differences(first, blocked), Verdict("incomparable", NO_ERROR))
    text = _shown(compare_cards.comparison([replace(one, pairs=(pair,)), two], None, language("en")))
    assert "⚠️ worked examples shown: 5 here, 0 there" in text
    assert "what differs, or is not stated: chat template" in text

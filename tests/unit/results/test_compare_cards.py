"""The sentence on all tests together, in both languages."""

import pytest

from bot.message import Text
from bot.results import compare_cards
from bot.results.comparing import Comparison, Pair
from bot.results.model import Result
from bot.results.statistics.differences import Difference
from bot.results.statistics.verdicts import NO_ERROR, Verdict, Word
from bot.results.words import difference as difference_in_words
from bot.texts import language


@pytest.mark.parametrize(("name", "worse"), [("en", "−1.5 points"), ("fr", "−1,5 points")])
def test_a_loss_has_a_minus_sign(name: str, worse: str) -> None:
    share = Result("gsm8k", "gsm8k", "acc", 0.5, 0.5, "share")
    assert difference_in_words(-0.015, share, language(name)) == worse
    assert difference_in_words(0, share, language(name)) == "0 points"


def _text(words: list[Word], name: str) -> str:
    result = Result("gsm8k", "gsm8k", "acc", 0.5, 0.5, "share")
    gain = Difference(0.1, 0.05, 0.15, 0.04, "shares")
    pairs = tuple(
        Pair(result, result, (), Verdict(word, NO_ERROR, None if word == "incomparable" else gain))
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
            ["incomparable", "incomparable"],
            "None of the 2 tests of **X** and **Y** can be compared.",
            "Aucun des 2 tests de **X** et **Y** n’est comparable.",
        ),
    ],
)
def test_the_verdicts_are_summed_up_as_a_person_would(words: list[Word], english: str, french: str) -> None:
    assert english in _text(words, "en")
    assert french in _text(words, "fr")

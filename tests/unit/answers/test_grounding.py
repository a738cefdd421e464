"""Sentences that a model may say, and such as it may not."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.grounding import Checked, Fault, check, enough
from bot.answers.hearing import Sentences
from bot.answers.quantities import quantities

ENGLISH = (
    "On 12 March 2026 Alex measured Qwen/Qwen3-4B-Instruct-2507 on GSM8K with 8 shots: accuracy 84.2 % "
    "(1,319 samples, 4-bit). It needs 2.4 GB and answers in 1.5 s. Details: https://example.org/runs/17."
)
FRENCH = "Qwen3-0.6B (600 millions de paramètres) obtient 41,5 sur MMLU en janvier 2026 ; licence Apache-2.0."
PASSAGES = (ENGLISH, FRENCH)

GOOD = [
    "Alex measured 84.2% for Qwen3-4B-Instruct-2507 on GSM8K [1].",
    "Qwen3-4B-Instruct-2507 obtient 84,2 % sur GSM8K avec 8 exemples [1].",
    "La mesure date du 12 mars 2026 et porte sur 1 319 échantillons [1].",
    "It was measured in March 2026 with 8-shot prompts [1].",
    "Le modèle pèse 2,4 Go et répond en 1,5 seconde [1].",
    "Qwen3-0.6B has 600M parameters [2].",
    "Qwen3-0.6B a 0,6 milliard de paramètres [2].",
    "Les deux mesures datent de 2026 [1] [2].",
    "Its licence is Apache-2.0 [2].",
    "Qwen3-0.6B obtient 41,5 sur MMLU [2]",
    "See https://example.org/runs/17 [1].",
]
BAD = [
    ("Alex measured 84.2 on GSM8K.", Fault.UNCITED),
    ("Alex measured 84.2 on GSM8K [3].", Fault.NO_SUCH_PASSAGE),
    ("Alex measured 84.2 on GSM8K [0].", Fault.NO_SUCH_PASSAGE),
    ("Qwen3-4B-Instruct-2507 obtient 85,2 % sur GSM8K [1].", Fault.FIGURE),
    ("It answers in 1.5 ms [1].", Fault.FIGURE),
    ("It needs 24 GB [1].", Fault.FIGURE),
    ("Qwen3-0.6B has 600B parameters [2].", Fault.FIGURE),
    ("Qwen3-0.6B obtient −41,5 sur MMLU [2].", Fault.FIGURE),
    ("It was measured with twelve samples [1].", Fault.FIGURE),
    ("Qwen3-4B obtient 84,2 % sur GSM8K [1].", Fault.NAME),
    ("Qwen3-4B-Instruct-2507 obtient 84,2 % sur GSM8K [2].", Fault.NAME),
    ("It obtains 84.2 on HumanEval-2 [1].", Fault.NAME),
    ("Its licence is Apache-2.1 [2].", Fault.NAME),
    ("La mesure date du 13 mars 2026 [1].", Fault.DATE),
    ("It was measured in April 2026 [1].", Fault.DATE),
    ("It was measured on 2025-03-12 [1].", Fault.DATE),
    ("See https://example.org/runs/18 [1].", Fault.ADDRESS),
    ("Bananas are the healthiest food that you could eat in the morning [1].", Fault.UNRELATED),
    ("[1]", Fault.EMPTY),
]


@pytest.mark.parametrize("sentence", GOOD)
def test_what_stands_in_the_passage_is_kept_in_either_language(sentence: str) -> None:
    found = check(sentence, PASSAGES)
    assert found.fault is None
    assert "[" not in found.text
    assert " ." not in found.text


@pytest.mark.parametrize(("sentence", "fault"), BAD)
def test_what_does_not_is_left_out_with_its_reason(sentence: str, fault: Fault) -> None:
    assert check(sentence, PASSAGES).fault is fault


@given(st.decimals(0, 10**7, places=2), st.sampled_from(["en", "fr", "plain"]))
def test_a_figure_is_the_same_however_it_is_written(value: Decimal, form: str) -> None:
    written = {
        "en": f"{value:,.2f}",
        "fr": f"{value:,.2f}".replace(",", "\u202f").replace(".", ","),
        "plain": f"{value}",
    }[form]
    assert check(f"We measured {written} there [1].", [f"We measured {value} there."]).fault is None


@given(st.decimals(0, 10**6, places=3), st.decimals(0, 10**6, places=3))
def test_an_invented_figure_is_never_kept(true: Decimal, said: Decimal) -> None:
    fault = check(f"We measured {said:f} there [1].", [f"We measured {true:f} there."]).fault
    (first,), (second,) = quantities(f"{true:f}").figures, quantities(f"{said:f}").figures
    assert (fault is Fault.FIGURE) == (not first.readings & second.readings)
    if true != said and not (first.readings & second.readings):
        assert fault is Fault.FIGURE


@given(st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    check(text, PASSAGES)
    check(f"{text} [1].", [text])


def test_too_little_that_is_left_is_no_answer() -> None:
    good, bad = Checked("Yes.", (1,)), Checked("No.", (1,), Fault.FIGURE)
    assert enough([good])
    assert enough([good, bad])
    assert not enough([good, bad, bad])
    assert not enough([])


SAID = "Alex a mesuré 84,2 [1]. Sa licence est Apache-2.0. [2] Il répond en 1,5 s [1][2].\n- Une liste [1]"
SENTENCES = [
    "Alex a mesuré 84,2 [1].",
    "Sa licence est Apache-2.0. [2]",
    "Il répond en 1,5 s [1] [2].",
    "Une liste [1]",
]


@given(st.lists(st.integers(0, len(SAID)), max_size=12))
def test_sentences_are_the_same_wherever_the_text_is_cut(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(SAID)]
    heard = Sentences()
    found = [one for start, end in itertools.pairwise(places) for one in heard.add(SAID[start:end])]
    assert [*found, *heard.end()] == SENTENCES

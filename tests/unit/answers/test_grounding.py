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


MEASURED = (
    "The giraffe run reached 71 points on GSM8K. It took four hours on one card. The lab paid 12 € on "
    "3 May 2024 and again in 2023; the loss was 5 %. It makes nine words a second. | memory (GB) | 24 |"
)
MESURE = (
    "Le run girafe a atteint 71 points sur GSM8K. Il a pris quatre heures sur une "
    "carte, et deux mille jetons."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The giraffe run reached seventy-one points [1].",
        "The run took 4 hours on one card [1].",
        "The giraffe run cost €12 and 12 euros [1].",
        "The lab paid in 2024 [1].",
        "The run makes nine words per second [1].",
        "The giraffe run took 24 GB of memory [1].",
        "The loss of the run was five percent [1].",
        "Le run girafe a atteint soixante et onze points [2].",
        "Le run girafe a pris quatre heures et 2 000 jetons [2].",
        "Le run girafe a pris 4 h sur une carte [2].",
    ],
)
def test_numbers_in_words_and_units_are_read_in_both_languages(sentence: str) -> None:
    assert check(sentence, [MEASURED, MESURE]).fault is None


@pytest.mark.parametrize(
    "sentence",
    [
        *(f"The giraffe run took {one} on one card [1]." for one in ("two hours", "thirteen hours")),
        *(f"The giraffe run took {one} on one card [1]." for one in ("a dozen hours", "half an hour")),
        *(f"The giraffe run took {one} on one card [1]." for one in ("one hour", "four minutes", "71 hours")),
        *(f"The giraffe run reached {one} on GSM8K [1]." for one in ("nineteen points", "2024 points")),
        *(f"The giraffe run reached {one} on GSM8K [1]." for one in ("four percent", "2024", "2023")),
        "The giraffe run saw one billion tokens on the card [1].",
        "The giraffe run cost $12 [1].",
        "The giraffe run cost 24 euros [1].",
        "The giraffe run reached 9⃣9⃣ points [1].",
        *(f"Le run girafe a pris {one} sur une carte [2]." for one in ("deux heures", "quatre jours")),
        *(f"Le run girafe a pris {one} sur une carte [2]." for one in ("une heure", "une demi-heure")),
        *(
            f"Le run girafe a pris {one} sur une carte [2]."
            for one in ("treize heures", "une douzaine d’heures")
        ),
        "Le run girafe a atteint quatorze points [2].",
        "Le run girafe a atteint quatre-vingt-dix-neuf points [2].",
    ],
)
def test_invented_numbers_in_words_and_other_units_are_left_out(sentence: str) -> None:
    assert check(sentence, [MEASURED, MESURE]).fault is Fault.FIGURE


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("two hundred and fifty hours", 250, "h"),
        ("deux cent cinquante-trois pages", 253, "page"),
        ("quatre-vingts pages", 80, "page"),
        ("mille jetons", 1000, "token"),
        ("une heure et demie", Decimal("1.5"), "h"),
        ("dix pour cent", 10, "%"),
        ("half a million tokens", 500_000, "token"),
        ("neuf essais", 9, "run"),
    ],
)
def test_a_number_in_words_has_its_value_and_its_unit(text: str, value: Decimal, unit: str) -> None:
    (figure,) = quantities(text).figures
    assert figure.readings == {value}
    assert figure.units == {unit}


@pytest.mark.parametrize("text", ["un modèle neuf", "one of them", "une carte", "les deux cartes", "the two"])
def test_articles_are_no_numbers(text: str) -> None:
    assert quantities(text).figures == []

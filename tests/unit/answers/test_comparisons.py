"""What is compared in a sentence of a model must be compared so in the passage, in either language."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.comparisons import is_backed
from bot.answers.directions import ADJECTIVES, COMPARATIVES, PLACES, VERBS
from bot.answers.grounding import Fault, check

# More of the same, and less of it.
DIRECTIONS = [
    *(("is better than", "is worse than"), ("is faster than", "is slower than"), ("beats", "is beaten by")),
    *(
        ("outperforms", "is outperformed by"),
        ("is ahead of", "is behind"),
        ("is larger than", "is smaller than"),
    ),
    *(("uses more memory than", "uses less memory than"), ("is twice as fast as", "is half as fast as")),
    *(("est meilleur que", "est pire que"), ("est plus rapide que", "est plus lent que")),
    *(("est devant", "est derrière"), ("dépasse", "est dépassé par"), ("bat", "est battu par")),
    *(("coûte plus cher que", "coûte moins cher que"), ("fait mieux que", "fait moins bien que")),
    *(("est supérieur à", "est inférieur à"), ("l’emporte sur", "est surclassé par")),
]
NAMES = st.sampled_from(list(itertools.permutations(["Llama", "Mistral", "Boreal", "pomelo", "Qwen3-4B"], 2)))


@given(st.sampled_from(DIRECTIONS), st.booleans(), NAMES)
def test_what_is_more_than_what_is_neither_turned_nor_exchanged(
    pair: tuple[str, str], is_less: bool, names: tuple[str, str]
) -> None:
    said, other = pair[::-1] if is_less else pair
    first, second = names
    passage = f"On the tests of March {first} {said} {second}."
    assert is_backed(f"{first} {said} {second}.", passage)
    assert is_backed(f"{second} {other} {first}.", passage)
    assert not is_backed(f"{first} {other} {second}.", passage)
    assert not is_backed(f"{second} {said} {first}.", passage)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Llama bat Mistral.", "Llama beats Mistral by two points."),
        ("Mistral est pire que Llama.", "Llama is better than Mistral at French."),
        ("llama.cpp est plus lent que MLX.", "MLX is a little faster than llama.cpp at long prompts."),
        ("MLX is faster than llama.cpp.", "MLX is great. It is a little faster than llama.cpp."),
        ("Compared with Mistral, Llama is better.", "Llama is better than Mistral."),
        ("Mistral is not as fast as Llama.", "Llama is faster than Mistral."),
        ("Llama is not better than Mistral.", "Llama isn’t better than Mistral."),
        ("Un plus gros modèle vaut moins qu’un micro.", "Un micro vaut mieux qu’un plus gros modèle."),
        ("Larger models are slower.", "Smaller models are faster."),
        ("Les petits modèles sont plus rapides.", "Les grands modèles sont plus lents."),
        ("The larger model is better.", "The larger model nearly always beats the smaller one."),
    ],
)
def test_the_same_in_other_words_and_in_the_other_language_is_kept(sentence: str, passage: str) -> None:
    assert is_backed(sentence, passage)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("It needs more memory than one thinks.", "It needs memory."),
        ("Llama is better than Gemma.", "Llama is better than Mistral. Gemma is new."),
        ("Gemma is better than Mistral.", "Llama is better than Mistral. Gemma is new."),
        ("Llama is better than Mistral.", "Llama isn’t better than Mistral."),
        ("Llama is better than Mistral.", "Llama reached 70 points, Mistral 60."),
        ("Llama is better than Mistral.", "Is Llama better than Mistral? Nobody knows."),
        ("Compared with Llama, Mistral is better.", "Llama is better than Mistral."),
        ("Llama is faster.", "Llama is slower."),
        ("Il est moins cher.", "Il est plus cher."),
        ("It takes fewer than 5 hours.", "It takes more than 5 hours."),
        ("Larger models are faster.", "Smaller models are faster."),
        ("Les petits modèles sont plus lents.", "Les petits modèles sont plus rapides."),
        ("The smaller model is better.", "The larger model nearly always beats the smaller one."),
        ("It is slower.", "It is faster."),
        ("Un 70B bat un 3B.", "Si un 3B bat un 70B, soupçonnez une fuite."),
    ],
)
def test_what_nobody_has_compared_so_is_not_backed(sentence: str, passage: str) -> None:
    assert not is_backed(sentence, passage)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("You need more memory.", "Add memory."),
        ("Il vaut mieux relire cent exemples.", "Relisez cent exemples."),
        ("Le modèle n’est plus disponible.", "Le modèle est retiré."),
        ("It is no longer maintained.", "Nobody keeps it up."),
        ("Il faut au moins 8 Go, et de plus un disque rapide.", "Comptez 8 Go et un disque rapide."),
        ("Put it in the office rather than with a provider.", "Keep it in the office."),
    ],
)
def test_what_compares_no_two_things_is_left_alone(sentence: str, passage: str) -> None:
    assert is_backed(sentence, passage)


def test_a_comparison_that_is_turned_is_left_out_with_its_reason() -> None:
    passages = ["Llama is better than Mistral.", "Mistral est plus rapide que Llama."]
    assert check("Llama is better than Mistral [1].", passages).fault is None
    assert check("Mistral is better than Llama [1].", passages).fault is Fault.COMPARISON
    assert check("Llama est plus rapide que Mistral [2].", passages).fault is Fault.COMPARISON


def test_every_word_of_direction_measures_one_thing_one_way() -> None:
    every = [*COMPARATIVES, *ADJECTIVES, *VERBS, *PLACES]
    assert len(every) == len(set(every))
    assert all(one.sign in (1, -1) and one.axes for words in (COMPARATIVES, PLACES) for one in words.values())


@given(st.text(max_size=200))
def test_any_text_backs_itself(text: str) -> None:
    assert is_backed(text, text) or "?" in text


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Quantisation reduces the memory.", "It reduces memory."),
        ("La quantification diminue la mémoire.", "It shrinks the model and reduit la mémoire."),
        ("Larger batches increase speed.", "Larger batches increase memory and reduce latency."),
        ("A long context increases memory.", "LoRA reduces memory; a long context increases memory."),
        ("Memory is reduced by LoRA.", "LoRA reduces memory."),
        ("It reduces quality.", "Nobody has looked at quality."),
    ],
)
def test_what_is_changed_the_same_way_or_is_another_thing_is_kept(sentence: str, passage: str) -> None:
    assert is_backed(sentence, passage)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("LoRA increases memory.", "LoRA reduces memory."),
        ("La quantification augmente la qualité.", "Le modèle perd un peu en qualité."),
        ("It does not reduce quality.", "It reduces quality."),
        ("Il réduit la qualité.", "Il ne réduit pas la qualité."),
    ],
)
def test_what_the_passage_says_to_change_the_other_way_is_not_backed(sentence: str, passage: str) -> None:
    assert not is_backed(sentence, passage)

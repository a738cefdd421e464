"""Shares and multiples in words must stand in the passage, in words of either language or as a figure."""

import pytest

from bot.answers.grounding import Fault, check


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Half of the answers were right", "La moitié des réponses étaient justes."),
        ("Half of the answers were right", "50 % of the answers were right."),
        ("It doubles the memory", "Il demande deux fois plus de mémoire."),
        ("The batch doubles the memory", "The batch needs 2x the memory."),
        ("Il perd un tiers de la vitesse", "It loses a third of its speed."),
        ("A double check is worth it", "Check it again."),
        ("It took half an hour", "It took 30 minutes or half an hour."),
    ],
)
def test_what_the_passage_says_too_is_kept(sentence: str, passage: str) -> None:
    assert check(f"{sentence} [1].", [passage]).fault is None


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("Half of the answers were right", "Some of the answers were right."),
        ("Un tiers des réponses étaient justes", "La moitié des réponses étaient justes."),
        ("It doubles the speed", "It raises the speed."),
        ("Il divise la mémoire par deux et triple la vitesse", "Il divise la mémoire par deux."),
        ("Two thirds of the answers were right", "One third of the answers were right."),
        ("A quarter of the quality is lost", "Some of the quality is lost."),
    ],
)
def test_what_it_does_not_say_is_an_invented_figure(sentence: str, passage: str) -> None:
    assert check(f"{sentence} [1].", [passage]).fault is Fault.FIGURE

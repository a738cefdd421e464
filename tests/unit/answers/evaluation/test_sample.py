"""The invented community is large and varied, and every question names things that are in it."""

from collections import Counter
from importlib import resources
from itertools import chain

from bot.answers.evaluation.questions import (
    Figured,
    Sought,
    Unanswerable,
    figured,
    said,
    sought,
    unanswerable,
)
from bot.answers.evaluation.sample.community import community, small
from bot.answers.glossary.terms import terms

ITEMS = {item.key: item for item in community()}
TERMS = {f"term/{name.partition(':')[2]}" for name in terms()}


def test_it_knows_two_thousand_things_in_both_languages_and_says_none_twice() -> None:
    pieces = [piece for item in community() for piece in item.pieces]
    languages = Counter(piece.language for piece in pieces)
    assert len(ITEMS) >= 2000
    assert len({piece.text for piece in pieces}) == len(pieces)
    assert min(languages["en"], languages["fr"]) > 0.4 * len(pieces)


def test_it_is_small_on_disk() -> None:
    data = resources.files("bot.answers.evaluation") / "data"
    files = chain(data.iterdir(), (data / "community").iterdir())
    assert sum(len(file.read_bytes()) for file in files if file.is_file()) < 1_000_000


def test_a_small_part_of_it_still_has_all_that_questions_ask_for() -> None:
    kept = {item.key for item in small(20)}
    assert len(kept) < len(ITEMS) / 2
    assert all(question.find <= kept | TERMS for question in sought())


def test_what_answers_a_question_is_there_and_says_it() -> None:
    for question in sought():
        assert question.find <= ITEMS.keys() | TERMS, question.ask
        texts = [piece.text for key in question.find & ITEMS.keys() for piece in ITEMS[key].pieces]
        assert not question.says or any(question.says in text for text in texts), question.ask


def test_three_hundred_questions_half_of_them_french_and_half_held_out() -> None:
    every: list[Sought | Unanswerable | Figured] = [*sought(), *unanswerable(), *figured()]
    assert len(sought()) >= 120
    assert len(unanswerable()) >= 60
    assert len(figured()) >= 120
    assert len({question.ask for question in every}) == len(every)
    assert sum(question.language == "fr" for question in every) == len(every) / 2
    for language in ("en", "fr"):
        held = [question.held_out for question in every if question.language == language]
        assert abs(sum(held) - len(held) / 2) <= 2


def test_what_a_model_might_say_is_as_often_so_as_not_and_cites_what_is_there() -> None:
    for held_out in (False, True):
        half = [one for one in said() if one.held_out is held_out]
        assert sum(one.so for one in half) == len(half) / 2
    assert all(ITEMS.keys() >= set(one.of) for one in said())

"""In a thread of a question, only what asks Essai something is answered without a mention."""

import pytest

from bot.answers.meant import is_meant


@pytest.mark.parametrize("text", ["and with 4 bits?", "et en 4 bits ?", "Is it slower? I read that it is."])
def test_a_question_is_meant_unless_it_is_put_to_somebody_else(text: str) -> None:
    assert is_meant(text, to_others=False)
    assert not is_meant(text, to_others=True)


@pytest.mark.parametrize("text", ["", "?", "I will try that.", "Thanks!", "Merci ?", "Hello, how are you?"])
def test_small_talk_and_statements_are_left_to_people(text: str) -> None:
    assert not is_meant(text, to_others=False)

import pytest

from bot.scrub.choosing import FEW, MANY_LETTERS, wanted
from bot.scrub.rules import rules

TEXTS = ("gsm8k", "HF_token: see ~/.env", "https://example.org/v1?key=3", "step 12 loss: 0.31")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("copies", [1, MANY_LETTERS])
@pytest.mark.parametrize("count", [FEW, FEW + 60])
def test_a_rule_is_tried_where_one_of_its_words_stands(text: str, copies: int, count: int) -> None:
    among = rules()[:count]
    tried = [rule for rule in among if any(word in text.lower() for word in rule.needs)]
    assert wanted(among, text * copies) == tried


def test_most_texts_are_held_against_few_rules() -> None:
    assert wanted(rules(), "arc_easy") == []

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
    assert wanted(among, text * copies) == [one for one in tried if copies == 1 or not one.is_row]


def test_what_lies_in_a_long_row_of_letters_is_looked_for_where_there_is_one() -> None:
    log = "step 12: loss 0.31\n" * MANY_LETTERS
    row = f"{'0123456789abcdef' * 2}.{'aB3' * 5}a"
    (rule,) = (one for one in rules() if one.pattern.search(row) and one.is_row)
    assert rule not in wanted(rules(), log)
    for place in range(50):
        assert rule in wanted(rules(), log + " " * place + row)


def test_most_texts_are_held_against_few_rules() -> None:
    assert wanted(rules(), "arc_easy") == []

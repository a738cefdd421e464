import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.scrub.choosing import FEW, MANY_LETTERS, wanted
from bot.scrub.rules import OWN, Rule, rules

TEXTS = ("gsm8k", "HF_token: see ~/.env", "https://example.org/v1?key=3", "step 12 loss: 0.31")
OF_OTHERS = [one for one in rules() if one not in OWN and one.pattern.pattern.startswith("(?P<secret>")]


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


@pytest.mark.parametrize("rule", OF_OTHERS, ids=lambda rule: rule.pattern.pattern[:40])
@settings(max_examples=30)
@given(data=st.data())
def test_what_the_rules_of_detect_secrets_find_holds_one_of_the_words_told_for_them(
    rule: Rule, data: st.DataObject
) -> None:
    written = data.draw(st.from_regex(rule.pattern, fullmatch=True))
    assert any(word in written.lower() for word in rule.needs)

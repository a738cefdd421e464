"""Which passages are looked at, by how rare the words of a question are."""

from bot.answers.querying import Wanted, any_of, worth_ranking


def _word(word: str, passages: int) -> Wanted:
    return Wanted(word, frozenset({(word,)}), passages=passages)


def _sought(*counts: int, widely: bool = False) -> list[str]:
    """What is looked for of words a, b, c … with so many passages of 100,000 each."""
    wanted = [_word(name, count) for name, count in zip("abcde", counts, strict=False)]
    found = worth_ranking(wanted, 100_000, widely=widely)
    return ["".join(word.word for word in together) for together in found]


def test_rare_words_are_each_looked_for() -> None:
    assert _sought(3, 40, 200) == ["a", "b", "c"]


def test_a_common_word_beside_a_rare_one_is_looked_for_with_others_only() -> None:
    assert _sought(3, 9_000, 20_000) == ["a", "bc"]


def test_the_only_word_is_looked_for_however_common() -> None:
    assert _sought(90_000) == ["a"]


def test_of_common_words_those_are_looked_for_that_are_rarest_together() -> None:
    assert _sought(4_000, 5_000, 60_000, 70_000) == ["ab", "acd"]
    assert _sought(50_000, 60_000, 70_000) == ["abc"], "enough have all three"


def test_any_two_are_looked_for_where_words_do_not_stand_together() -> None:
    assert _sought(50_000, 60_000, 70_000, widely=True) == ["a", "bc"]


def test_what_stands_nowhere_is_not_looked_for() -> None:
    assert _sought(0, 0) == []
    assert _sought(7, 0) == ["a"]


def test_each_word_stands_once_in_a_query_before_those_that_go_with_it() -> None:
    a, b, c = (_word(name, 1) for name in "abc")
    assert any_of([(a, b), (a, c), (b,)], ":7") == "((':7:a') & ((':7:b') | (':7:c'))) | (':7:b')"
    assert any_of([(a, b, c), (a,)], ":7") == "(':7:a')", "what has more than the word has the word"


def test_a_quote_in_a_word_stays_part_of_it() -> None:
    assert any_of([(_word("d'or", 1),)], ":7") == "(':7:d''or')"

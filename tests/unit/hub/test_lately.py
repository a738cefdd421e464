"""What is remembered of the Hub's answers."""

from bot.hub.lately import MOST_KEPT, Lately


def test_what_was_found_is_remembered_for_a_while() -> None:
    kept = Lately[list[str]](seconds=10)
    kept.keep("Mistral", ["mistralai"], now=0)
    assert kept.get("mistral", now=10) == ["mistralai"]
    assert kept.get("mistral", now=11) is None
    assert kept.get("qwen", now=0) is None


def test_of_too_many_the_oldest_are_forgotten() -> None:
    kept = Lately[list[str]]()
    for number in range(MOST_KEPT + 1):
        kept.keep(str(number), [], now=0)
    assert kept.get("0", now=0) is None
    assert kept.get(str(MOST_KEPT), now=0) == []

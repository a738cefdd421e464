from hypothesis import given
from hypothesis import strategies as some

from bot.releases.rotation import lanes_rate, rhythm, weight

WEIGHTS = [weight(kind, recent=recent) for kind in ("model", "space") for recent in (True, False)]


@given(
    some.dictionaries(some.sampled_from(WEIGHTS), some.integers(1, 20_000)),
    some.floats(0.1, 20),
    some.floats(0.1, 600),
)
def test_the_lists_never_ask_for_more_than_the_rate(
    counts: dict[int, int], rate: float, shortest: float
) -> None:
    found = rhythm(counts, rate, shortest)
    asked = sum(count / found.interval(one) for one, count in counts.items())
    assert asked <= rate * 1.000_001
    busy = any(found.interval(one) > shortest for one in counts)
    assert not busy or asked >= rate * 0.999_999, "nothing of the rate is left while somebody waits"


def test_who_published_lately_is_looked_at_more_often_and_models_most_of_all() -> None:
    found = rhythm({1: 200, 3: 400, 12: 800, 36: 1_600}, 1.0, 60)
    assert found.interval(1) < found.interval(3) < found.interval(12) < found.interval(36)
    assert found.interval(36) == 36 * found.interval(1)


def test_few_lists_are_read_as_often_as_is_allowed() -> None:
    assert [rhythm({1: 5, 12: 5}, 1.0, 60).interval(one) for one in (1, 12)] == [60, 60]


def test_the_feeds_come_first_and_leave_something_even_of_a_small_budget() -> None:
    assert lanes_rate(1.5, 3, 60, 600) == 1.5 * 0.85 - 0.05 - 0.005
    assert lanes_rate(0.01, 3, 60, 600) > 0

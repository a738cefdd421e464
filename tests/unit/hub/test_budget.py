"""The budget of requests."""

import itertools

from hypothesis import given
from hypothesis import strategies as some

from bot.hub.budget import Budget


def headers(left: int, seconds: int, quota: int = 500, bucket: str = "api") -> dict[str, str]:
    return {
        "RateLimit": f'"{bucket}";r={left};t={seconds}',
        "RateLimit-Policy": f'"fixed window";"{bucket}";q={quota};w=300',
    }


def test_a_few_requests_may_go_at_once_and_then_they_are_spread() -> None:
    budget = Budget(quota=500, window=300)
    at_once = list(itertools.takewhile(lambda wait: wait == 0, (budget.take(0.0) for _ in range(500))))
    assert len(at_once) == 75
    assert budget.take(0.0) > 0
    assert budget.rate == 225 / 300


@given(some.lists(some.floats(0, 5), min_size=1, max_size=800), some.integers(20, 3_000))
def test_no_window_ever_passes_more_than_the_share(pauses: list[float], quota: int) -> None:
    budget = Budget(quota=quota, window=300)
    now, sent = 0.0, []
    for pause in pauses:
        now += pause
        sent.append(now + budget.take(now))
    sent.sort()
    for first, moment in enumerate(sent):
        within = sum(1 for other in sent[first:] if other < moment + 300)
        assert within <= max(2, 0.6 * quota + 1)


def test_who_waits_as_told_waits_in_turn() -> None:
    budget = Budget(quota=500)
    for _ in range(75):
        budget.take(0.0)
    waits = [budget.take(0.0) for _ in range(3)]
    assert [round(wait * budget.rate) for wait in waits] == [1, 2, 3]


def test_a_larger_quota_is_learnt_from_the_first_answer() -> None:
    budget = Budget()
    budget.take(0.0)
    budget.learn(headers(left=999, seconds=300, quota=1_000), 0.0)
    assert budget.quota == 1_000
    assert budget.rate == 450 / 300


def test_another_bucket_s_headers_are_not_learnt() -> None:
    budget = Budget()
    budget.learn(headers(left=0, seconds=60, quota=3_000, bucket="resolvers"), 0.0)
    assert budget.quota == 500
    assert budget.take(0.0) == 0


def test_a_used_up_quota_pauses_until_the_window_ends() -> None:
    budget = Budget()
    budget.learn(headers(left=0, seconds=60), 10.0)
    assert budget.paused_for(10.0) == 61.0
    assert budget.take(11.0) == 60.0
    assert budget.paused_for(80.0) == 0.0


def test_others_on_the_same_address_leave_less() -> None:
    budget = Budget()
    budget.take(0.0)
    budget.learn(headers(left=2, seconds=250), 0.0)
    assert [budget.take(0.0) > 0 for _ in range(3)] == [False, False, True]


def test_a_request_that_is_not_sent_costs_nothing() -> None:
    budget = Budget()
    for _ in range(100):
        budget.take(0.0)
        budget.put_back()
    assert budget.take(0.0) == 0


def test_headers_that_make_no_sense_change_nothing() -> None:
    budget = Budget()
    for odd in ({}, {"RateLimit": "soon"}, headers(5, 5, quota=0)):
        budget.learn(odd, 0.0)
    assert (budget.quota, budget.take(0.0)) == (500, 0.0)


def test_a_kept_state_goes_on_where_it_was() -> None:
    budget = Budget(quota=500, window=300)
    for _ in range(80):
        budget.take(10.0)
    assert Budget.of(budget.state).take(10.0) == budget.take(10.0)


def test_a_lease_is_as_large_as_what_is_there_and_at_least_one() -> None:
    budget = Budget(quota=500, window=300)
    assert budget.lease(0.0, 50) == (50, 0.0)
    assert budget.lease(0.0, 50) == (25, 0.0)
    granted, wait = budget.lease(0.0, 50)
    assert (granted, wait > 0) == (1, True)


def test_what_was_used_lately_fades_with_the_window() -> None:
    budget = Budget(quota=500, window=300)
    budget.lease(0.0, 40)
    assert budget.use(100.0).sent == 40
    budget.lease(300.0, 10)
    assert budget.use(300.0).sent == 50
    assert budget.use(450.0).sent == 30
    assert budget.use(10_000.0).sent == 0

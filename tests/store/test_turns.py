"""One budget of requests for several processes."""

from bot.db.engine import Database
from bot.hub.turns import LEASED, SharedTurns, fingerprint, read_use

NAME = fingerprint("https://hub.example", "a token")


def told(left: int, quota: int = 500, seconds: int = 300) -> dict[str, str]:
    return {
        "RateLimit": f'"api";r={left};t={seconds}',
        "RateLimit-Policy": f'"fixed window";"api";q={quota};w=300',
    }


async def test_two_processes_together_send_no_more_at_once_than_one_might(database: Database) -> None:
    both = [SharedTurns(database, NAME) for _ in range(2)]
    at_once = [await turns.take() for _ in range(60) for turns in both].count(0.0)
    assert 75 <= at_once <= 75 + 2


async def test_the_budget_outlives_the_process_that_used_it(database: Database) -> None:
    first = SharedTurns(database, NAME)
    while await first.take() == 0:
        pass
    assert await SharedTurns(database, NAME).take() > 0


async def test_what_one_process_learns_of_the_quota_the_others_know(database: Database) -> None:
    first, second = SharedTurns(database, NAME), SharedTurns(database, NAME)
    await first.take()
    await first.learn(told(999, quota=1_000))
    await second.take()
    assert (await read_use(database, NAME)).quota == 1_000
    assert (await read_use(database, NAME)).allowed == 600


async def test_a_pause_holds_for_all_from_their_next_lease_on(database: Database) -> None:
    first, second = SharedTurns(database, NAME), SharedTurns(database, NAME)
    await first.pause(60)
    assert 59 < await second.take() <= 60
    assert 59 < first.paused_for() <= 60


async def test_a_quota_used_up_by_others_pauses_until_its_window_ends(database: Database) -> None:
    turns = SharedTurns(database, NAME)
    await turns.take()
    await turns.learn(told(0, seconds=30))
    assert 30 < turns.paused_for() <= 31


async def test_unused_turns_are_given_back_after_a_while(database: Database) -> None:
    moment = [0.0]
    turns = SharedTurns(database, NAME, clock=lambda: moment[0])
    for second in range(0, 200, 20):
        moment[0] = second
        assert await turns.take() == 0
    assert (await read_use(database, NAME)).sent <= 10 + LEASED


async def test_another_token_has_another_budget_and_no_token_is_stored(database: Database) -> None:
    assert fingerprint("https://hub.example", "another") != NAME
    assert fingerprint("https://hub.example/", "a token") == NAME
    assert "token" not in NAME

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.fairness import priority, turns


def test_the_deliveries_of_one_guild_take_one_turn_each() -> None:
    assert turns([7, 7, 7], {}, 0) == [0, 1, 2]


def test_many_guilds_share_a_turn() -> None:
    assert turns([1, 2, 3, 1], {}, 0) == [0, 0, 0, 1]


def test_a_guild_with_thousands_waiting_lets_a_single_one_of_another_go_first() -> None:
    many = turns([1] * 5_000, {}, 0)
    [single] = turns([2], {1: many[-1]}, many[40])
    assert sum(1 for turn in many[41:] if priority(turn) > priority(single)) == 0


def test_later_deliveries_of_a_guild_stay_behind_its_earlier_ones() -> None:
    assert turns([1, 1], {1: 9}, 4) == [10, 11]


@given(
    st.lists(st.integers(1, 5), max_size=40),
    st.dictionaries(st.integers(1, 5), st.integers(0, 50)),
    st.integers(0, 50),
)
def test_turns_never_go_back_within_a_guild_nor_before_the_one_that_is_served(
    guilds: list[int], last: dict[int, int], served: int
) -> None:
    given_turns = turns(guilds, last, served)
    assert all(turn >= served for turn in given_turns)
    for guild in set(guilds):
        own = [turn for one, turn in zip(guilds, given_turns, strict=True) if one == guild]
        assert own == sorted(set(own))
        assert own[0] > last.get(guild, -1)

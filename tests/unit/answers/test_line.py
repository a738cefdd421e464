"""Who is answered next, by the rules and with people who really wait."""

import asyncio
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.line import MOST_OF_GUILD, MOST_OF_PERSON, Full, Line, Ticket
from bot.answers.turns import Turns
from tests.waiting import until_true


def test_servers_take_turns_and_each_serves_in_the_order_of_asking() -> None:
    line = Line()
    for member in (1, 2, 3):
        line.join(10, member)
    line.join(20, 4)
    line.join(30, 5)
    assert [one.member_id for one in line.waiting] == [1, 4, 5, 2, 3]
    assert [_next(line).member_id for _ in range(5)] == [1, 4, 5, 2, 3]


def test_a_person_is_answered_one_question_at_a_time() -> None:
    line = Line()
    first, _, third = line.join(10, 1), line.join(10, 1), line.join(10, 2)
    assert (line.next(), line.next(), line.next()) == (first, third, None)
    line.leave(first)
    assert _next(line).member_id == 1


def test_nobody_fills_the_line_alone() -> None:
    line = Line()
    for _ in range(MOST_OF_PERSON):
        line.join(10, 1)
    with pytest.raises(Full) as full:
        line.join(20, 1)
    assert full.value.by_person
    for member in range(MOST_OF_GUILD - MOST_OF_PERSON):
        line.join(10, 100 + member)
    with pytest.raises(Full) as full:
        line.join(10, 2)
    assert not full.value.by_person
    line.join(20, 2)


def test_who_leaves_lets_the_others_move_up() -> None:
    line = Line()
    tickets = [line.join(10, member) for member in (1, 2, 3)]
    line.leave(tickets[0])
    assert [line.place(one) for one in tickets[1:]] == [1, 2]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 12)), max_size=30))
def test_everybody_is_answered_once_and_no_server_waits_for_another_twice(
    people: list[tuple[int, int]],
) -> None:
    line, joined = Line(), []
    for guild, member in people:
        try:
            joined.append(line.join(guild, member))
        except Full:
            continue
    served: list[Ticket] = []
    while (ticket := line.next()) is not None:
        served.append(ticket)
        line.leave(ticket)
    assert sorted(served, key=lambda one: one.number) == joined
    for at, ticket in enumerate(served):
        rest = {one.guild_id for one in served[at:]}
        counts = Counter(one.guild_id for one in served[at : at + len(rest)])
        assert counts[ticket.guild_id] == 1 or len(rest) == 1


async def test_five_people_get_two_places_in_turn_and_hear_where_they_stand() -> None:
    turns, ends = Turns(lambda: 2), [asyncio.Event() for _ in range(5)]
    heard: dict[int, list[int]] = {}
    order: list[tuple[int, int]] = []

    async def person(member: int) -> None:
        async def told(place: int) -> None:
            heard.setdefault(member, []).append(place)

        async with turns.turn(1, member, told) as place:
            order.append((member, place))
            await ends[member].wait()

    tasks = []
    for member in range(5):
        tasks.append(asyncio.create_task(person(member)))
        await until_true(lambda: len(order) + turns.waiting == len(tasks))
    assert order == [(0, 0), (1, 1)]
    tasks[3].cancel()
    await until_true(lambda: heard.get(4) == [3, 2], what="another place in the line")
    ends[1].set()
    await until_true(lambda: order[2:] == [(2, 1)], what="the turn of whoever waits longest")
    for end in ends:
        end.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [member for member, _ in order] == [0, 1, 2, 4]
    assert turns.waiting == 0


async def test_a_place_that_is_new_is_taken_by_whoever_waits_longest() -> None:
    places, begun, ends = [1], list[int](), asyncio.Event()
    turns = Turns(lambda: places[-1])

    async def told(_: int) -> None:
        return

    async def person(member: int) -> None:
        async with turns.turn(1, member, told):
            begun.append(member)
            await ends.wait()

    async with asyncio.TaskGroup() as group:
        for member in (1, 2):
            group.create_task(person(member))
            await until_true(lambda: len(begun) + turns.waiting == member)  # noqa: B023 - awaited at once
        places.append(2)
        group.create_task(person(3))
        await until_true(lambda: begun == [1, 2], what="the turn of the second")
        assert turns.waiting == 1
        ends.set()


async def test_one_who_gives_up_in_the_middle_frees_the_place() -> None:
    turns, begun = Turns(lambda: 1), asyncio.Event()

    async def told(_: int) -> None:
        return

    async def person() -> None:
        async with turns.turn(1, 1, told):
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(person())
    await begun.wait()
    task.cancel()
    async with asyncio.timeout(5), turns.turn(1, 2, told) as place:
        assert place == 0


def _next(line: Line) -> Ticket:
    ticket = line.next()
    assert ticket is not None
    return ticket

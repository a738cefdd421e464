import asyncio
import time

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.pace import DRIFT, LARGEST_LEASE, LATE, Leased, Offset, Pace, Slots


def test_slots_come_one_step_apart() -> None:
    slots = Slots()
    slots.add(10.0, 0.5, 3)
    assert [slots.take(10.0) for _ in range(4)] == [10.0, 10.5, 11.0, None]


def test_a_missed_slot_is_lost_so_that_nobody_catches_up_in_a_burst() -> None:
    slots = Slots()
    slots.add(10.0, 0.5, 3)
    assert slots.take(10.5 + LATE / 2) == 10.5
    assert slots.take(12.0) is None


async def test_requests_go_out_in_order_and_one_step_apart() -> None:
    leased: list[int] = []
    gone: list[tuple[int, float]] = []

    free_at = 0.0

    async def lease(count: int) -> Leased:
        nonlocal free_at
        leased.append(count)
        now = time.monotonic() + 1_000.0
        begins = max(free_at, now)
        free_at = begins + count / 100.0
        return Leased(begins, now)

    pace = Pace(100.0, lease)

    async def request(number: int) -> None:
        await pace.turn()
        gone.append((number, time.monotonic()))

    await asyncio.gather(*(request(number) for number in range(15)))
    assert [number for number, _ in gone] == list(range(15))
    assert gone[-1][1] - gone[0][1] >= 0.14 - LATE
    assert max(leased) == LARGEST_LEASE
    await pace.close()


async def test_one_request_alone_leases_one_slot() -> None:
    leased: list[int] = []

    async def lease(count: int) -> None:
        leased.append(count)

    await Pace(45.0, lease).turn()
    assert leased == [1]


@given(st.floats(-1e6, 1e6), st.lists(st.tuples(st.floats(0, 5), st.floats(0, 5)), min_size=1))
def test_the_offset_of_a_clock_is_as_exact_as_the_quickest_answer(
    ahead: float, delays: list[tuple[float, float]]
) -> None:
    offset, now = Offset(), 0.0
    for there, back in delays:
        offset.note(now, now + there + ahead, now + there + back)
        now += there + back
    quickest = min(there + back for there, back in delays)
    assert abs(offset.value - ahead) <= quickest / 2 + DRIFT * now + 1e-6


def test_a_clock_that_was_set_is_believed() -> None:
    offset = Offset()
    offset.note(0.0, 100.0, 0.1)
    offset.note(1.0, 500.0, 1.1)
    assert 498.9 <= offset.value <= 499.0

import asyncio
import time

from bot.outbox.pace import LARGEST_LEASE, LATE, Pace, Slots


def test_slots_come_one_step_apart() -> None:
    slots = Slots(step=0.5, begins=10.0, left=3)
    assert [slots.take(10.0) for _ in range(4)] == [10.0, 10.5, 11.0, None]


def test_a_missed_slot_is_lost_so_that_nobody_catches_up_in_a_burst() -> None:
    slots = Slots(step=0.5, begins=10.0, left=3)
    assert slots.take(10.5 + LATE / 2) == 10.5
    assert slots.take(12.0) is None


async def test_requests_go_out_in_order_and_one_step_apart() -> None:
    leased: list[int] = []
    gone: list[tuple[int, float]] = []

    async def lease(count: int) -> float:
        leased.append(count)
        return 0.0

    pace = Pace(100.0, lease)

    async def request(number: int) -> None:
        await pace.turn()
        gone.append((number, time.monotonic()))

    await asyncio.gather(*(request(number) for number in range(15)))
    assert [number for number, _ in gone] == list(range(15))
    assert gone[-1][1] - gone[0][1] >= 0.14 - LATE
    assert max(leased) == LARGEST_LEASE


async def test_one_request_alone_leases_one_slot() -> None:
    leased: list[int] = []

    async def lease(count: int) -> float:
        leased.append(count)
        return 0.0

    await Pace(45.0, lease).turn()
    assert leased == [1]

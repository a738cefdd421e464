"""Long work lets others on the event loop have their turn."""

import asyncio

from bot.in_turns import PIECE, in_turns


async def test_others_have_their_turn_after_every_piece() -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        for _ in range(2):
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    before = [turns async for _ in in_turns(range(2 * PIECE))]
    await beside

    assert before == [0] * PIECE + [1] * PIECE

"""The end of a model ends the reading of its answer, and nothing that is done with a piece meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing

import pytest

from bot.llm.client import Address, Client, Patience
from bot.llm.errors import BrokeOff, TooSlow
from bot.llm.model import Turn, Wanted
from tests.scripted_model import ScriptedModel

WANTED = Wanted((Turn("user", "Hi"),), 10)


async def each(client: Client, show: Callable[[str], Awaitable[None]]) -> None:
    """Show each piece of an answer."""
    async with aclosing(client.stream(WANTED)) as pieces:
        async for piece in pieces:
            await show(piece)


async def test_a_piece_is_shown_to_its_end_when_the_model_ends_meanwhile() -> None:
    shown: list[str] = []
    async with ScriptedModel() as model, Client(Address(model.url)) as client:
        model.will("Alex ", ending="stall")

        async def show(piece: str) -> None:
            await client.close()
            await asyncio.sleep(0)
            shown.append(piece)

        with pytest.raises(BrokeOff):
            await each(client, show)
    assert shown == ["Alex "]


async def test_a_piece_is_shown_to_its_end_when_time_is_up_meanwhile() -> None:
    shown: list[str] = []
    patience = Patience(whole=0.05)
    async with ScriptedModel() as model, Client(Address(model.url), patience) as client:
        model.will("Alex ", ending="stall")
        loop = asyncio.get_running_loop()
        ends = loop.time() + patience.whole

        async def show(piece: str) -> None:
            is_late = asyncio.Event()
            loop.call_at(ends + 0.05, is_late.set)
            await is_late.wait()
            shown.append(piece)

        with pytest.raises(TooSlow):
            await each(client, show)
    assert shown == ["Alex "]


async def test_a_client_that_is_closed_says_so_at_once() -> None:
    async with ScriptedModel() as model:
        client = Client(Address(model.url))
        await client.close()
        with pytest.raises(BrokeOff):
            await client.models()

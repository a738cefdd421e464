"""An embedding model of another server, which may stall, fail or answer nonsense."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.embeddings.errors import NoVectors
from bot.embeddings.model import Purpose, Recipe
from bot.embeddings.remote import Remote
from bot.llm.client import Patience

Answer = Callable[[dict[str, Any]], Any]


class _Server:
    """Says of each request what `answer` gives; `asked` are the bodies."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer: Answer = _right
        self.stalls = False
        self.keys: set[str | None] = set()

    async def embed(self, request: web.Request) -> web.Response:
        self.keys.add(request.headers.get("Authorization"))
        self.asked.append(await request.json())
        if self.stalls:
            await asyncio.Event().wait()
        return web.json_response(self.answer(self.asked[-1]))


def _right(body: dict[str, Any]) -> Any:
    vectors = [{"index": at, "embedding": [3, 4 * (at + 1), 0]} for at in range(len(body["input"]))]
    return {"data": vectors[::-1]}


@asynccontextmanager
async def _served() -> AsyncIterator[tuple[_Server, str]]:
    server = _Server()
    app = web.Application()

    async def models(_: web.Request) -> web.Response:
        return web.json_response({"data": [{"id": "first"}]})

    app.add_routes([web.post("/v1/embeddings", server.embed), web.get("/v1/models", models)])
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield server, f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    finally:
        await runner.cleanup()


async def test_vectors_come_in_the_order_of_the_texts_and_in_length_one() -> None:
    recipe = Recipe(query="query: ", passage="passage: ")
    async with _served() as (server, url), Remote(url, recipe, key="secret") as model:
        encoder = await model.open()
        first, second = await model.embed(["one", "two"], Purpose.PASSAGE)
    assert (encoder.name, encoder.dimension) == ("first", 3)
    assert list(first) == pytest.approx([0.6, 0.8, 0])
    assert second[1] > first[1]
    assert [body["input"] for body in server.asked] == [["query: essai"], ["passage: one", "passage: two"]]
    assert server.keys == {"Bearer secret"}


@pytest.mark.parametrize(
    "answer",
    [
        {"data": []},
        {"data": [{"embedding": [1, 2, 3]}] * 3},
        {"data": [{"embedding": ["a", "b", "c"]}] * 2},
        {"data": [{"embedding": [0, 0, 0]}] * 2},
        {"data": [{"embedding": [1, 2]}] * 2},
        {"data": [{"embedding": [1, 2, float("nan")]}] * 2},
        {"error": "no"},
        ["nothing"],
    ],
)
async def test_an_answer_that_is_no_vector_for_each_text_is_none(answer: Any) -> None:
    async with _served() as (server, url), Remote(url, Recipe(), model="own") as model:
        await model.open()
        server.answer = lambda _: answer
        with pytest.raises(NoVectors):
            await model.embed(["one", "two"], Purpose.PASSAGE)


async def test_a_server_that_stalls_or_is_not_there_gives_none() -> None:
    async with _served() as (server, url):
        server.stalls = True
        async with Remote(url, Recipe(), patience=Patience(short=0.1)) as model:
            with pytest.raises(NoVectors):
                await model.open()
    async with Remote(url, Recipe()) as model:
        with pytest.raises(NoVectors, match="does not answer"):
            await model.open()

"""A server that answers in the place of public hosts."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.fetching.fetcher import Fetcher


async def _answer(request: web.Request) -> web.StreamResponse:
    what = request.match_info["what"]
    if what.startswith("to:"):
        raise web.HTTPFound(request.query["to"])
    if what.startswith("refused:"):
        return web.Response(status=int(what[len("refused:") :]), headers=dict(request.query))
    if what == "page":
        return web.Response(text="<html>", content_type="text/html")
    if what == "packed":
        return web.Response(body=b"x", content_type="text/plain", headers={"Content-Encoding": "gzip"})
    if what == "endless":
        stream = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await stream.prepare(request)
        while True:
            await stream.write(b"x" * 10_000)
    return web.Response(text=f"{request.path_qs} {request.headers.get('Cookie', '')}".strip())


@pytest.fixture
async def stand_in() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/{host}/{what:.*}", _answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


@pytest.fixture
async def fetcher(stand_in: str) -> AsyncIterator[Fetcher]:
    stand_ins = {host: f"{stand_in}{host}" for host in ("github.com", "raw.githubusercontent.com")}
    async with Fetcher("essai-tests", stand_ins=stand_ins, seconds=5) as fetcher:
        yield fetcher

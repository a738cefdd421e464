from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from sandbox.page.server import mount


async def _hub_state(_: web.Request) -> web.Response:
    return web.json_response({"repositories": []})


@pytest.fixture
async def page() -> AsyncIterator[aiohttp.ClientSession]:
    hub = web.Application()
    hub.router.add_get("/state", _hub_state)
    app = web.Application()
    mount(app, hub)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession(address) as session:
        yield session
    await runner.cleanup()


async def test_the_page_is_served_under_a_strict_policy(page: aiohttp.ClientSession) -> None:
    async with page.get("/") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"
        policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "kind"),
    [("js/main.js", "javascript"), ("css/base.css", "text/css"), ("icon.svg", "image/svg+xml")],
)
async def test_files_have_their_own_type(page: aiohttp.ClientSession, path: str, kind: str) -> None:
    async with page.get(f"/static/{path}") as answer:
        assert answer.status == 200
        assert kind in answer.content_type
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_files_outside_the_folder_are_not_served(page: aiohttp.ClientSession) -> None:
    async with page.get("/static/..%2f..%2fserver.py") as answer:
        assert answer.status in (403, 404)


async def test_the_hub_is_on_the_same_origin_without_the_page_s_headers(page: aiohttp.ClientSession) -> None:
    async with page.get("/control/hub/state") as answer:
        assert await answer.json() == {"repositories": []}
        assert "Content-Security-Policy" not in answer.headers

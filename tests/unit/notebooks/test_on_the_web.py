"""What the web answers of notebooks."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.errors import TryLater
from bot.notebooks.errors import busy, too_heavy
from bot.notebooks.pages import policy
from bot.texts import Language
from bot.web.notebooks import Download, notebooks_routes
from bot.web.server import make_app, served

POST = "0" * 24


async def _nothing() -> dict[str, bool]:
    return {}


async def _no_figures() -> dict[str, float]:
    return {}


@pytest.fixture
async def address() -> AsyncIterator[str]:
    async def make(guild_id: int, _post: str, _spoken: Language) -> bytes | None:
        if guild_id == 2:
            raise busy()
        if guild_id == 3:
            raise too_heavy()
        return b"<p>a page</p>" if guild_id == 1 else None

    async def find(guild_id: int, _post: str) -> Download | None:
        if guild_id == 2:
            raise TryLater(busy().sentence)
        return Download("lions.ipynb", b"{}") if guild_id == 1 else None

    app = make_app(_nothing, _no_figures, notebooks_routes(make, find, policy.headers))
    async with served(app, "127.0.0.1", 0) as url:
        yield url


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"1/{POST}", 200, "a page"),
        (f"1/{POST}/file", 200, "{}"),
        (f"2/{POST}?lang=fr", 503, "Beaucoup de notebooks"),
        (f"2/{POST}/file", 503, "Many notebooks are being opened just now"),
        (f"3/{POST}", 422, "too long or too much memory"),
        (f"4/{POST}", 404, "This page is gone"),
        (f"{2**63}/{POST}", 404, "This page is gone"),
    ],
)
async def test_every_answer_says_what_is_and_no_browser_keeps_it(
    address: str, path: str, status: int, said: str
) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/notebooks/{path}") as answer:
        assert answer.status == status
        assert said in await answer.text()
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

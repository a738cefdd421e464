"""What is said where another address than Essai's was given."""

from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.errors import OperatorError
from bot.results.sending import Address, send

TOKEN = "essai_not-to-be-shown"


async def _refusal(tmp_path: Path, url: str) -> str:
    file = tmp_path / "results.json"
    file.write_text("{}")
    with pytest.raises(OperatorError) as refused:
        await send(Address(url, TOKEN), [file], {})
    return str(refused.value)


def _page(_request: web.Request) -> web.Response:
    return web.Response(text="<h1>Not here</h1>", content_type="text/html", status=404)


def _other_json(_request: web.Request) -> web.Response:
    return web.json_response({"detail": "Not Found"}, status=404)


def _list(_request: web.Request) -> web.Response:
    return web.json_response([])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (_page, "what is there answers 404, and not as Essai does"),
        (_other_json, "is no Essai. Check the address."),
        (_list, "is no Essai. Check the address."),
    ],
)
async def test_another_server_is_named_as_such_and_the_token_stays_hidden(
    tmp_path: Path, answer: Callable[[web.Request], web.Response], said: str
) -> None:
    async def handle(request: web.Request) -> web.Response:
        return answer(request)

    app = web.Application()
    app.router.add_post("/{path:.*}", handle)
    async with TestServer(app) as server:
        told = await _refusal(tmp_path, str(server.make_url("")).rstrip("/"))
    assert said in told
    assert TOKEN not in told


async def test_an_address_where_nothing_is_says_so_in_words(tmp_path: Path) -> None:
    told = await _refusal(tmp_path, f"http://127.0.0.1:{unused_port()}")
    assert "No Essai answers" in told
    assert "Cannot connect" in told
    assert TOKEN not in told
    assert "ConnectionKey" not in told

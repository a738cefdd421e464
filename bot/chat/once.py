"""Requests to Discord that are sent once and never wait in line: those that discord.py would serve badly.

It repeats a request after an answer such as 502, also one that has no nonce and then has its effect twice;
and where a channel's account is used up it sleeps until that is full again, for a crosspost up to an hour.
Here the answer comes back as it is, and whoever asked decides.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.chat.traffic import Gate

TIMEOUT = aiohttp.ClientTimeout(total=30)
# https://discord.com/developers/docs/reference#user-agent
USER_AGENT = "DiscordBot (https://huggingface.co, 1)"
Json = dict[str, Any]


class Refused(Exception):
    """Discord did not do it: the HTTP status, its own code (0: none), and for how many seconds to wait."""

    def __init__(self, status: int, code: int, retry_after: float | None) -> None:
        super().__init__(f"{status} (code {code})")
        self.status = status
        self.code = code
        self.retry_after = retry_after


class Rest:
    """The requests of one bot; `gate` is asked before each, and hears of each answer."""

    def __init__(self, session: aiohttp.ClientSession, token: str, gate: Gate) -> None:
        self._session = session
        self._headers = {"Authorization": f"Bot {token}", "User-Agent": USER_AGENT}
        self._gate = gate

    async def post(self, path: str, body: Mapping[str, Any] | None = None) -> Json:
        """The answer of one POST. Raises Refused, aiohttp.ClientError, and OSError for a lost answer."""
        return await self.send("POST", path, body)

    async def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        files: Sequence[discord.File] = (),
        at_last: Callable[[], Awaitable[None]] | None = None,
    ) -> Json:
        """The answer of one request. Raises Refused, aiohttp.ClientError, and OSError for a lost answer.

        `at_last()` is awaited right before it leaves; what that raises is raised, and nothing is sent.
        """
        content: dict[str, Any] = {"data": _form(body, files)} if files else {"json": body}
        await self._gate.before()
        try:
            if at_last is not None:
                await at_last()
        except BaseException:
            self._gate.forget()
            raise
        try:
            async with self._session.request(
                method, Route.BASE + path, headers=self._headers, timeout=TIMEOUT, **content
            ) as response:
                text = await response.text()
        except (aiohttp.ClientError, OSError):
            await self._gate.after(None)
            raise
        except asyncio.CancelledError:
            self._gate.forget()
            raise
        if response.headers.get("X-RateLimit-Scope") == "shared":
            self._gate.forget()
        else:
            await self._gate.after(response.status)
        answer = _read(text)
        if response.ok:
            return answer
        raise Refused(response.status, int(answer.get("code", 0)), answer.get("retry_after"))


def _form(body: Mapping[str, Any] | None, files: Sequence[discord.File]) -> aiohttp.FormData:
    """A body with files: https://discord.com/developers/docs/reference#uploading-files."""
    # Brackets in the names of the parts must stay as they are.
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    for number, file in enumerate(files):
        form.add_field(
            f"files[{number}]", file.fp, filename=file.filename, content_type="application/octet-stream"
        )
    return form


def _read(text: str) -> Json:
    """A JSON object; nothing of it where a proxy has answered."""
    try:
        answer = json.loads(text)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}

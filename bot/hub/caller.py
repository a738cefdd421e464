"""One request to the Hub: within the budget, within a time limit, and with its errors told as facts."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final

import aiohttp
from yarl import URL

from bot.hub.errors import (
    HubBusy,
    HubError,
    HubFailed,
    HubRefused,
    HubRubbish,
    HubUnreachable,
    RepositoryGated,
    RepositoryGone,
)
from bot.hub.turns import Turns

TIMEOUT_SECONDS: Final = 20.0
PATIENCE_SECONDS: Final = 30.0
# What to wait after 429 when the answer does not say.
DEFAULT_PAUSE_SECONDS: Final = 60.0
LARGEST_ANSWER_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """The body of a good answer, and the address of the next page."""

    body: bytes
    next_url: str | None = None

    def json(self) -> Any:
        """The body as JSON; raises HubRubbish."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise HubRubbish("the answer is not JSON") from error


class Caller:
    """Sends requests to one Hub. Raises the errors of `bot.hub.errors`, and what its turns raise."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        endpoint: str,
        token: str | None,
        turns: Turns,
        user_agent: str,
        *,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self.endpoint = endpoint.rstrip("/")
        self._session = session
        self._turns = turns
        self._headers = {"User-Agent": user_agent} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    def url(self, path: str) -> URL:
        """The address of an already quoted path."""
        return URL(f"{self.endpoint}{path}", encoded=True)

    def is_here(self, url: URL) -> bool:
        """Whether an address belongs to this Hub."""
        return url.absolute and url.origin() == URL(self.endpoint).origin()

    async def get(
        self,
        url: URL,
        subject: str = "",
        *,
        largest: int = LARGEST_ANSWER_BYTES,
        patience: float = PATIENCE_SECONDS,
    ) -> Answer:
        """Ask for `url`. An error names the `subject`; an answer has at most `largest` bytes.

        When the budget wants a longer wait than `patience` seconds, this raises HubBusy at once.
        """
        await self._wait_for_turn(patience)
        try:
            async with self._session.get(url, headers=self._headers, timeout=self._timeout) as response:
                await self._turns.learn(response.headers)
                if response.status != 200:
                    raise await self._trouble(response.status, response.headers, subject)
                body = await _read(response, largest)
                following = response.links["next"]["url"] if "next" in response.links else None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise HubUnreachable(f"{type(error).__name__}: {error}") from error
        return Answer(body, str(following) if following else None)

    async def _wait_for_turn(self, patience: float) -> None:
        seconds = await self._turns.take()
        if seconds > patience:
            await self._turns.put_back()
            raise HubBusy(seconds)
        await asyncio.sleep(seconds)

    async def _trouble(self, status: int, headers: Mapping[str, str], subject: str) -> HubError:
        """What a status means. The Hub hides what is private behind 401 and names the reason in a header."""
        code = headers.get("X-Error-Code")
        if status == 429:
            return HubBusy(await self._pause(headers))
        if code == "GatedRepo":
            return RepositoryGated(subject)
        if status == 401 and headers.get("X-Error-Message") == "Invalid credentials in Authorization header":
            return HubRefused("the token is not valid")
        return RepositoryGone(subject) if status in (401, 404) else HubFailed(status)

    async def _pause(self, headers: Mapping[str, str]) -> float:
        """Let nothing pass until the Hub wants to be asked again; the seconds until then."""
        stated = headers.get("Retry-After", "")
        seconds = float(stated) if stated.isdecimal() else 0.0
        if max(seconds, self._turns.paused_for()) == 0:
            seconds = DEFAULT_PAUSE_SECONDS
        await self._turns.pause(seconds)
        return self._turns.paused_for()


async def _read(response: aiohttp.ClientResponse, largest: int) -> bytes:
    parts, size = [], 0
    async for part in response.content.iter_chunked(64 * 1024):
        size += len(part)
        if size > largest:
            raise HubRubbish(f"the answer is larger than {largest} bytes")
        parts.append(part)
    return b"".join(parts)


def user_agent() -> str:
    """How Essai names itself to the Hub."""
    return f"essai/{version('essai')}"

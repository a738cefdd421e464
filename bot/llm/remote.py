"""A model on another server, asked by OpenAI's API: llama-server, vLLM, Ollama, TGI."""

import asyncio
from typing import Final

import structlog

from bot.llm.client import Address, Client, Patience
from bot.llm.errors import NoProse
from bot.llm.model import State, Status
from bot.llm.voice import Fares

LOOK_SECONDS: Final = 15.0
# Such servers answer many at once; more than that wait in our queue, where their place is shown.
PLACES: Final = 4
_log = structlog.get_logger(__name__)


class Remote(Fares):
    """A server that is there or not; `model` names one of its models, or the first one is taken."""

    has_slots = False

    def __init__(
        self,
        url: str,
        *,
        key: str | None = None,
        model: str | None = None,
        context: int = 4096,
        look_seconds: float = LOOK_SECONDS,
        patience: Patience | None = None,
    ) -> None:
        super().__init__()
        self._url = url.rstrip("/").removesuffix("/v1")
        self._key = key
        self._model = model
        self.context = context
        self.places = PLACES
        self._look_seconds = look_seconds
        self._patience = patience
        self.status = Status(State.LOADING, model)

    async def run(self) -> None:
        """Look again and again whether it answers, until cancelled."""
        try:
            await self._look_again_and_again()
        finally:
            await self._leave()

    async def _look_again_and_again(self) -> None:
        name: str | None = None
        while True:
            name = await self._look(name)
            self._doubted.clear()
            try:
                async with asyncio.timeout(self._look_seconds):
                    await self._doubted.wait()
            except TimeoutError:
                continue

    async def _look(self, before: str | None) -> str | None:
        """The name of the model that it has; a client is made when that is another one than before."""
        async with Client(Address(self._url, self._key), self._patience) as asked:
            try:
                there = await asked.models()
            except NoProse as error:
                await self._lose(str(error))
                return None
        name = self._model or (there[0] if there else None)
        if name is None or (self._model and there and name not in there):
            await self._lose(f"{self._url} has no model {name or ''}; it has: {', '.join(there) or 'none'}")
            return None
        if name != before or self._client is None:
            await self._leave()
            self._client = Client(Address(self._url, self._key, name), self._patience)
            self.status = Status(State.READY, name)
            _log.info("the model is ready", model=name, url=self._url)
        return name

    async def _lose(self, reason: str) -> None:
        if self.status.reason != reason:
            _log.warning("the model cannot be asked", url=self._url, reason=reason)
        if self.status.state is State.READY:
            self.restarts += 1
        state = State.RESTARTING if self.restarts else State.BROKEN
        self.status = Status(state, self._model, reason)
        await self._leave()

    async def _leave(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

"""What a model is to those who ask it, wherever it runs."""

import asyncio
from typing import Protocol

from bot.llm.client import Client
from bot.llm.errors import NotReady
from bot.llm.model import State, Status


class Voice(Protocol):
    """A model that may be ready or not."""

    @property
    def status(self) -> Status:
        """How it fares."""

    @property
    def places(self) -> int:
        """How many answers at once."""

    @property
    def context(self) -> int:
        """The tokens that a prompt and its answer may have together."""

    @property
    def has_slots(self) -> bool:
        """Whether each place is one of llama.cpp's slots, which is asked for by its number."""

    def client(self) -> Client:
        """Where to ask. Raises NotReady."""

    def doubt(self) -> None:
        """It took too long: look whether it still works."""

    async def run(self) -> None:
        """Keep it running, until cancelled."""

    def figures(self) -> dict[str, float]:
        """For `/metrics`."""


class Fares:
    """The state that both kinds of voices have, the doubt about it, and the client while there is one."""

    def __init__(self) -> None:
        self.status = Status(State.MISSING)
        self._client: Client | None = None
        self._doubted = asyncio.Event()
        self.restarts = 0

    def client(self) -> Client:
        """Where to ask. Raises NotReady."""
        if self._client is None:
            raise NotReady(self.status)
        return self._client

    def doubt(self) -> None:
        """It took too long: look whether it still works."""
        self._doubted.set()

    def figures(self) -> dict[str, float]:
        """For `/metrics`."""
        return {
            "model_ready": float(self.status.state is State.READY),
            "model_broken": float(self.status.state is State.BROKEN),
            "model_restarts": float(self.restarts),
        }


FIGURES = tuple(Fares().figures())

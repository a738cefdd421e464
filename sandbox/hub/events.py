"""What happens on the local Hub, told to whoever listens: the page, and the webhooks."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal

EventType = Literal["PUBLISHED", "CHANGED", "DELETED", "FAULTS"]


@dataclass(frozen=True)
class Event:
    """One thing that happened."""

    type: EventType
    data: dict[str, Any]


class Events:
    """Hands each event to every listener; ends their streams when the server stops."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Event | None]] = set()

    def send(self, event: EventType, data: dict[str, Any]) -> None:
        """Tell every listener."""
        for queue in self._queues:
            queue.put_nowait(Event(event, data))

    def close(self) -> None:
        """End every listener's stream."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def listen(self) -> AsyncIterator[Event]:
        """The events from now on."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._queues.discard(queue)

"""What happens in the sandbox, told to whoever listens: the bot's gateway and people's screens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """A gateway event. With `only_for` it is for that person's screen alone, and no bot gets it.

    `author_id` is whose doing it was.
    """

    type: str
    data: dict[str, Any]
    guild_id: int | None = None
    channel_id: int | None = None
    only_for: int | None = None
    author_id: int | None = None


Listener = Callable[[Event], None]


class Events:
    """Hands each event to all listeners, in order, at once."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call `listener` with every event from now on."""
        self._listeners.append(listener)

    def forget(self, listener: Listener) -> None:
        """Stop calling `listener`."""
        self._listeners.remove(listener)

    def publish(self, event: Event) -> None:
        """Tell everybody."""
        for listener in tuple(self._listeners):
            listener(event)

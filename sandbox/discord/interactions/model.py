"""An interaction: what a person did, and how far the bot has come with its answer."""

import asyncio
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal

State = Literal["pending", "deferred", "answered", "modal", "updated", "failed"]


class Kind(IntEnum):
    """What a person can do."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How a bot can answer first."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True)
class Interaction:
    """One interaction. `source_id` is the message whose component was used, `original_id` the answer.

    `loading` says that the answer is still the "thinking" message that the first followup replaces.
    """

    id: int
    token: str
    kind: Kind
    user_id: int
    channel_id: int
    guild_id: int | None
    name: str
    created_at: float
    metadata: dict[str, Any]
    source_id: int | None = None
    state: State = "pending"
    callback: Callback | None = None
    original_id: int | None = None
    loading: bool = False
    followup_ids: list[int] = field(default_factory=list)
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None
    error: str | None = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    def settle(self, state: State) -> None:
        """Move on to `state`; whoever waits hears of all but the first two."""
        self.state = state
        if state not in {"pending", "deferred"}:
            self.settled.set()

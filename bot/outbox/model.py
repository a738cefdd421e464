"""Deliveries: how a message reaches a channel exactly once.

A delivery is *waiting* until a worker notes *sending* and commits; only then does it call Discord. Discord
returns the old message when the same author posts the same nonce again within a few minutes
(https://discord.com/developers/docs/resources/message#create-message), so a delivery found in *sending* after
a crash is *unsure*: within the window it is sent again with the same nonce; later, the channel's messages are
searched for the nonce first, which every message carries in the custom id of one of its buttons.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.message import Button, Buttons, Message

State = Literal["waiting", "sending", "sent", "failed"]
Failure = Literal["channel_missing", "channel_forbidden", "message_missing", "refused", "too_late"]

# "The past few minutes" in Discord's words; two of them are surely within.
NONCE_WINDOW = timedelta(minutes=2)
# An announcement that could not be sent for a day is no news any more.
TOO_LATE = timedelta(days=1)


@dataclass(frozen=True)
class Draft:
    """A message to be delivered. `nonce` is at most 25 characters and stands in one of its buttons."""

    guild_id: int
    channel_id: int
    nonce: str
    message: Message

    def __post_init__(self) -> None:
        if len(self.nonce) > 25 or not carries(self.message, self.nonce):
            raise ValueError("a draft carries its nonce, of at most 25 characters, in one of its buttons")


@dataclass(frozen=True)
class Delivery:
    """A draft on its way."""

    id: int
    guild_id: int
    channel_id: int
    nonce: str
    message: Message
    state: State
    created_at: datetime
    sending_since: datetime | None


@dataclass(frozen=True)
class Failed:
    """A delivery that was given up, and why."""

    id: int
    guild_id: int
    channel_id: int
    created_at: datetime
    failure: Failure


@dataclass(frozen=True)
class Edit:
    """A new content on its way to a message."""

    delivery_id: int
    guild_id: int
    channel_id: int
    message_id: int
    message: Message
    version: int


Step = Literal["nothing", "send", "search"]


def next_step(delivery: Delivery, now: datetime) -> Step:
    """What to do with a delivery that a worker has just taken."""
    if delivery.state in ("sent", "failed"):
        return "nothing"
    if delivery.sending_since is not None and now - delivery.sending_since > NONCE_WINDOW:
        return "search"
    return "send"


def is_too_late(delivery: Delivery, now: datetime) -> bool:
    """Whether the message is no news any more."""
    return now - delivery.created_at > TOO_LATE


def pause_before_retry(attempts: int, chance: float = 1.0) -> float:
    """Seconds to wait after `attempts` tries: up to 1, 2, 4 … 60, at least half of it.

    `chance` (0 to 1) spreads those who failed together ("equal jitter",
    https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
    """
    return float(min(2 ** min(attempts, 6), 60)) * (0.5 + chance / 2)


class NotDelivered(Exception):
    """The channel will not take the message; trying again changes nothing."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure: Failure = failure


class Unclear(Exception):
    """No answer that says whether the call had its effect; it has to be tried again."""


class Publisher(Protocol):
    """Posts messages; `bot/chat/publisher.py` does it on Discord."""

    async def publish(self, channel_id: int, message: Message, nonce: str) -> int:
        """Post and give the message's id. Raises NotDelivered or Unclear."""

    async def find(self, channel_id: int, nonce: str, since: datetime) -> int | None:
        """The id of the message with this nonce posted since then. Raises NotDelivered or Unclear."""

    async def edit(self, channel_id: int, message_id: int, message: Message) -> None:
        """Give a message another content. Raises NotDelivered or Unclear."""


def carries(message: Message, nonce: str) -> bool:
    """Whether the message can be found by its nonce."""
    return any(nonce in control for control in _controls(message))


def _controls(message: Message) -> Iterator[str]:
    for block in message.blocks:
        if isinstance(block, Buttons):
            yield from (item.control for item in block.items if isinstance(item, Button))

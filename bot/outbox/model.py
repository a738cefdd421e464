"""Deliveries: how a message reaches a channel exactly once.

A delivery is *waiting* until a worker notes *sending* and commits; only then does it call Discord. Discord
returns the old message when the same author posts the same nonce again within a few minutes
(https://discord.com/developers/docs/resources/message#create-message), so a delivery found in *sending* after
a crash is *unsure*: within the window it is sent again with the same nonce; later, the channel's messages are
searched for the nonce first, which every message carries in the custom id of one of its buttons.

A post in a forum has no nonce, so an unsure one is always searched for, once Discord has surely done what it
was asked to do. A worker that stalled after it had noted *sending* may have been taken for
dead: when that is not fresh any more right before its call, it notes it anew, unless another worker did. A
crosspost is a step of its own: `bot/outbox/crossposting.py`.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.message import Button, Buttons, Message

State = Literal["waiting", "sending", "sent", "failed"]
Failure = Literal[
    "channel_missing",
    "channel_forbidden",
    "tag_required",
    "message_missing",
    "refused",
    "too_late",
    "guild_left",
]
# Failures after which the channel will take no other message either.
CLOSED: tuple[Failure, ...] = ("channel_missing", "channel_forbidden", "tag_required")

# "The past few minutes" in Discord's words; two of them are surely within.
NONCE_WINDOW = timedelta(minutes=2)
# After so long without an answer, Discord has done what it was asked to do, or never will.
SETTLED = timedelta(seconds=10)
# An announcement that could not be sent for a day is no news any more.
TOO_LATE = timedelta(days=1)


@dataclass(frozen=True)
class ForumPost:
    """What a post in a forum has beyond its message: a title, and tags of the forum by their ids."""

    title: str
    tags: tuple[int, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A message to be delivered. `nonce` is at most 25 characters and stands in one of its buttons.

    `forum` is given where the channel is one. `crosspost`: the message goes on to the channels that follow
    this one. The new message, and it alone, calls the role `mention_role_id`. Once Discord has it the job
    `afterwards` follows, with the guild's id as `guild` and the nonce.
    """

    guild_id: int
    channel_id: int
    nonce: str
    message: Message
    forum: ForumPost | None = None
    crosspost: bool = False
    mention_role_id: int | None = None
    afterwards: str | None = None

    def __post_init__(self) -> None:
        if len(self.nonce) > 25 or not carries(self.message, self.nonce):
            raise ValueError("a draft carries its nonce, of at most 25 characters, in one of its buttons")


@dataclass(frozen=True)
class Delivery:
    """A draft on its way, with the content that was wanted when it was taken, by the number of that."""

    id: int
    guild_id: int
    channel_id: int
    nonce: str
    message: Message
    state: State
    created_at: datetime
    sending_since: datetime | None
    forum: ForumPost | None = None
    crosspost: bool = False
    mention_role_id: int | None = None
    guild_left: bool = False
    version: int = 1


@dataclass(frozen=True)
class Posted:
    """Where a delivery is on Discord; `thread_id` is that of a post in a forum."""

    message_id: int
    thread_id: int | None = None


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
    thread_id: int | None = None
    mention_role_id: int | None = None
    is_crossposted: bool = False
    guild_left: bool = False


# What was begun before is repeated under the same nonce, or searched for first.
Step = Literal["nothing", "send", "repeat", "search", "wait"]


def next_step(delivery: Delivery, now: datetime) -> Step:
    """What to do with a delivery that a worker has just taken."""
    if delivery.state in ("sent", "failed"):
        return "nothing"
    if delivery.sending_since is None:
        return "send"
    age = now - delivery.sending_since
    if delivery.forum is not None:
        return "search" if age > SETTLED else "wait"
    return "search" if age > NONCE_WINDOW else "repeat"


def is_fresh(delivery: Delivery, now: datetime) -> bool:
    """Whether what was noted as *sending* may leave now: nobody else can have begun it anew."""
    if delivery.sending_since is None:
        return False
    # The other half is for Discord's answer, before anybody searches.
    return now - delivery.sending_since <= (NONCE_WINDOW if delivery.forum is None else SETTLED / 2)


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
    """No answer that says whether the call had its effect; it has to be tried again.

    `retry_after` are the seconds that Discord asks for, if it does.
    """

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Publisher(Protocol):
    """Posts messages; `bot/chat/publisher.py` does it on Discord."""

    async def publish(self, delivery: Delivery, at_last: Callable[[], Awaitable[None]]) -> Posted:
        """Post it. Raises NotDelivered, Unclear, and what `at_last()` raises right before the call."""

    async def find(self, delivery: Delivery, since: datetime) -> Posted | None:
        """Where it was posted since then, if it was. Raises NotDelivered or Unclear."""

    async def crosspost(self, channel_id: int, message_id: int) -> None:
        """Pass a message on to the channels that follow, unless it was. Raises NotDelivered or Unclear."""

    async def edit(self, edit: Edit) -> None:
        """Give a message another content. Raises NotDelivered or Unclear."""

    async def retitle(self, thread_id: int, title: str) -> None:
        """Give a post in a forum another title. Raises NotDelivered or Unclear."""


def carries(message: Message, nonce: str) -> bool:
    """Whether the message can be found by its nonce."""
    return any(nonce in control for control in _controls(message))


def _controls(message: Message) -> Iterator[str]:
    for block in message.blocks:
        if isinstance(block, Buttons):
            yield from (item.control for item in block.items if isinstance(item, Button))

"""Rounds of one publication and its message, which more than one benchmark measures."""

import asyncio
import time

from sandbox.hub.server import HubSandbox
from sandbox.newcomer import CHANNEL
from sandbox.person import Person, Seen

AUTHOR = "mistralai"
# A channel takes five messages in five seconds; rounds are further apart, so that this limit plays no part.
PAUSE = 1.1
# Until whoever waits for the message has heard that nothing is missed any more.
LISTENING = 0.05


async def watch(moderator: Person) -> None:
    """Set a watch on the author, as a moderator does."""
    target = await moderator.find_channel(CHANNEL)
    preview = await moderator.command(
        "watch add", channel=target, options={"source": AUTHOR, "channel": target}
    )
    shown = preview.message
    assert shown is not None
    await moderator.press(shown, shown.buttons[0])
    await moderator.wait_for(target, lambda one: one.id == shown.id and not one.buttons)


async def one_round(moderator: Person, hub: HubSandbox, name: str, channel: str = CHANNEL) -> float:
    """Publish one and wait for its message; seconds between the two."""
    await asyncio.sleep(PAUSE)

    def tells(message: Seen) -> bool:
        return name in message.text

    waiting = asyncio.create_task(moderator.wait_for(channel, tells, seconds=20))
    await asyncio.sleep(LISTENING)
    began = time.perf_counter()
    hub.publish(kind="model", id=f"{AUTHOR}/{name}")
    await waiting
    return time.perf_counter() - began

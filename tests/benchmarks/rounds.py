"""Rounds of one publication and its message, which more than one benchmark measures."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg

from bot.db import embedded
from bot.db.engine import dsn
from sandbox.hub.server import HubSandbox
from sandbox.newcomer import CHANNEL
from sandbox.person import Person, Seen

AUTHOR = "mistralai"
# A channel takes five messages in five seconds; rounds are further apart, so that this limit plays no part.
PAUSE = 1.1
# Until whoever waits for the message has heard that nothing is missed any more.
LISTENING = 0.05


@contextlib.asynccontextmanager
async def own_database(folder: Path) -> AsyncIterator[str]:
    """The address of a database on which the demo's bot can run."""
    server, url = await embedded.start(folder)
    try:
        yield dsn(url)
    finally:
        await embedded.stop(server)


async def let_posts_age(address: str) -> None:
    """From now on posts are two hours old at once, so that no cap on the posts of an hour plays a part."""
    connection = await asyncpg.connect(address)
    await connection.execute("""
        CREATE FUNCTION age() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.created_at = NEW.created_at - interval '2 hours'; RETURN NEW; END $$;
        CREATE TRIGGER age BEFORE INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION age();
    """)
    await connection.close()


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

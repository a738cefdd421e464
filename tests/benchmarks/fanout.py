"""One release to very many channels, under the local Discord's own limits, by one process and by two.

The yardstick is a bare loop that posts one line of text to as many channels at the same pace, without storing
anything.
"""

import asyncio
import contextlib
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from bot.db import embedded
from bot.db.engine import Database, dsn
from bot.db.migrate import ensure_current
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Button, Buttons, Message, Text
from bot.outbox.model import Draft
from bot.outbox.service import put
from sandbox.demo import Bot
from sandbox.discord.server import DiscordSandbox
from sandbox.discord.world import add_guilds
from sandbox.hub.server import HubSandbox
from sandbox.journal import Call
from tests.benchmarks.report import Report, quick_asked, show

RATE = 45.0
GOAL = 0.95
QUICK, FULL = 300, 10_000
MOST_SERVERS = 1_000
POST = "/messages"


@dataclass(frozen=True)
class Outcome:
    """What the local Discord saw of one fan-out."""

    channels: int
    per_second: float
    too_many: int
    lost: int
    twice: int

    @property
    def ok(self) -> bool:
        """Whether all is as promised."""
        return self.per_second >= GOAL * RATE and not (self.too_many or self.lost or self.twice)


async def main() -> None:
    """Measure all three, and print."""
    count = QUICK if quick_asked(__doc__ or "") else FULL
    bare = await _bare(count)
    one = await _essai(count, helpers=0)
    two = await _essai(count, helpers=1)
    report = Report(
        name="fanout",
        figure=round(min(one.per_second, two.per_second), 2),
        unit="messages/s",
        yardstick=round(bare.per_second, 2),
        goal=f"at least {GOAL:.0%} of {RATE:.0f}/s, no 429, none lost or twice, with one process and two",
        ok=one.ok and two.ok,
    )
    rows = [
        (name, one.channels, one.per_second, one.per_second / RATE, one.too_many, one.lost, one.twice)
        for name, one in (("bare loop", bare), ("one process", one), ("two processes", two))
    ]
    show(report, ("", "channels", "per s", "of allowed", "429", "lost", "twice"), rows)


async def _essai(count: int, *, helpers: int) -> Outcome:
    with TemporaryDirectory() as folder:
        server, url = await embedded.start(Path(folder) / "postgres")
        database = Database(url)
        try:
            await ensure_current(database)
            async with DiscordSandbox() as discord, HubSandbox() as hub:
                channels = _channels(discord, count)
                await _fill(database, channels)
                settings = {"ESSAI_DATABASE_URL": dsn(url), "ESSAI_SENDS_PER_SECOND": str(RATE)}
                async with _bots(discord, hub, Path(folder), helpers, settings):
                    return await _outcome(discord, [channel for _, channel in channels])
        finally:
            await database.close()
            await embedded.stop(server)


@contextlib.asynccontextmanager
async def _bots(
    discord: DiscordSandbox, hub: HubSandbox, folder: Path, helpers: int, settings: dict[str, str]
) -> AsyncIterator[None]:
    bots = [Bot(discord, hub, folder, **settings) for _ in range(1 + helpers)]
    try:
        for number, bot in enumerate(bots):
            await bot.start(helps=number > 0)
        yield
    finally:
        for bot in bots:
            await bot.stop()


async def _bare(count: int) -> Outcome:
    async with DiscordSandbox() as discord, aiohttp.ClientSession() as session:
        channels = [channel for _, channel in _channels(discord, count)]
        posting = asyncio.create_task(_post_at_pace(session, discord, channels))
        outcome = await _outcome(discord, channels)
        await posting
        return outcome


async def _post_at_pace(
    session: aiohttp.ClientSession, discord: DiscordSandbox, channels: Sequence[int]
) -> None:
    async def post(channel: int) -> None:
        await session.post(
            f"{discord.api_url}/channels/{channel}/messages",
            headers={"Authorization": f"Bot {discord.token}"},
            json={"content": "A release"},
        )

    begin = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for number, channel in enumerate(channels):
            await asyncio.sleep(begin + number / RATE - time.monotonic())
            group.create_task(post(channel))


def _channels(discord: DiscordSandbox, count: int) -> list[tuple[int, int]]:
    """`count` channels with their servers' ids; a connection without shards holds at most 2,500 servers."""
    servers = min(count, MOST_SERVERS)
    made = add_guilds(discord.core, servers, channels_each=count // servers, roles_each=2)
    ids = {guild.id for guild in made}
    return [(one.guild_id, one.id) for one in discord.state.channels.values() if one.guild_id in ids]


async def _fill(database: Database, channels: Sequence[tuple[int, int]]) -> None:
    now = datetime.now(UTC)
    async with database.transaction() as session:
        for guild_id in {guild_id for guild_id, _ in channels}:
            await guilds.save(session, Guild(guild_id, f"Server {guild_id}", "fr"), now)
        await put(session, [_draft(*place) for place in channels], now)


def _draft(guild_id: int, channel_id: int) -> Draft:
    nonce = f"{channel_id:024x}"
    buttons = Buttons((Button("Why here?", f"why:{nonce}"),))
    return Draft(guild_id, channel_id, nonce, Message((Text("A release"), buttons)))


async def _outcome(discord: DiscordSandbox, channels: Sequence[int]) -> Outcome:
    """Wait until every channel has its message, or nothing happens any more for a while."""
    posts: list[Call] = []
    quiet_since = time.monotonic()
    while len(posts) < len(channels) and time.monotonic() - quiet_since < 20:
        await asyncio.sleep(0.25)
        before, posts = len(posts), _posted(discord)
        if len(posts) > before:
            quiet_since = time.monotonic()
    times = [call.at for call in posts]
    messages = Counter({channel: len(discord.state.messages.get(channel, {})) for channel in channels})
    return Outcome(
        channels=len(channels),
        per_second=(len(times) - 1) / (times[-1] - times[0]) if len(times) > 1 else 0.0,
        too_many=sum(1 for call in discord.journal.calls if call.status == 429),
        lost=sum(1 for channel in channels if not messages[channel]),
        twice=sum(1 for channel in channels if messages[channel] > 1),
    )


def _posted(discord: DiscordSandbox) -> list[Call]:
    return [call for call in discord.journal.matching("POST", POST) if call.status == 200]


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

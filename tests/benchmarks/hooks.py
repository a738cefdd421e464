"""From a hook of the Hub to the message in Discord, on an idle machine, and the same for the feed.

The yardstick is a bare handler of aiohttp that posts one line of text at once, without storing anything.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from aiohttp import web

from sandbox.demo import everything
from sandbox.discord.server import DiscordSandbox
from sandbox.hub.model import Webhook
from sandbox.hub.server import HubSandbox
from sandbox.newcomer import CHANNEL
from sandbox.person import Person, meet
from tests.benchmarks.report import Report, percentile, quick_asked, show
from tests.benchmarks.rounds import AUTHOR, let_posts_age, one_round, own_database, watch

SECRET = "open sesame"
GOAL = 0.150
# A real feed is read once a minute; here often, and the table says how often.
QUICK_FEED = 0.25


async def main() -> None:
    """Measure the three, and print."""
    rounds = 8 if quick_asked(__doc__ or "") else 60
    hooks, bare = await _hooks(rounds)
    feed = await _feed(rounds)
    report = Report(
        name="hooks",
        figure=round(percentile(hooks, 0.95), 4),
        unit="s from the hook to the message, p95",
        yardstick=round(percentile(bare, 0.95), 4),
        goal=f"p95 below {GOAL * 1000:.0f} ms",
        ok=percentile(hooks, 0.95) < GOAL,
    )
    named = (("hook", hooks), ("bare handler", bare), (f"feed read every {QUICK_FEED} s", feed))
    rows = [(name, len(values), percentile(values, 0.5), percentile(values, 0.95)) for name, values in named]
    show(report, ("", "rounds", "p50 s", "p95 s"), rows)


async def _hooks(rounds: int) -> tuple[list[float], list[float]]:
    port = _free_port()
    told = {"ESSAI_HOOK_SECRET": SECRET, "ESSAI_WEB_PORT": str(port)}
    slow = {"ESSAI_FEED_SECONDS": "3600", "ESSAI_TRENDING_SECONDS": "3600", "ESSAI_AUTHOR_SECONDS": "3600"}
    with TemporaryDirectory() as folder:
        async with (
            own_database(Path(folder) / "postgres") as address,
            everything(Path(folder), 0, ESSAI_DATABASE_URL=address, **told, **slow) as (discord, hub, _),
            aiohttp.ClientSession() as session,
        ):
            await let_posts_age(address)
            moderator = await meet(session, discord.control_url, "Camille")
            await watch(moderator)
            essai = await _rounds(moderator, hub, f"http://127.0.0.1:{port}/hooks/hub", "hook", rounds)
            channel = await moderator.find_channel("#general")
            async with _bare(session, discord, channel) as url:
                bare = await _rounds(moderator, hub, url, "bare", rounds, "#general")
    return essai, bare


async def _feed(rounds: int) -> list[float]:
    with TemporaryDirectory() as folder:
        told = {"ESSAI_FEED_SECONDS": str(QUICK_FEED)}
        async with (
            own_database(Path(folder) / "postgres") as address,
            everything(Path(folder), 0, ESSAI_DATABASE_URL=address, **told) as (discord, hub, _),
            aiohttp.ClientSession() as session,
        ):
            await let_posts_age(address)
            moderator = await meet(session, discord.control_url, "Camille")
            await watch(moderator)
            return [await one_round(moderator, hub, f"feed-{number}") for number in range(rounds)]


async def _rounds(
    moderator: Person, hub: HubSandbox, url: str, name: str, rounds: int, channel: str = CHANNEL
) -> list[float]:
    watched = [{"type": "org", "name": AUTHOR}]
    hub.state.webhooks = {"w": Webhook("w", url, watched, ["repo"], SECRET)}
    await one_round(moderator, hub, f"{name}-first", channel)  # connections are opened, modules imported
    return [await one_round(moderator, hub, f"{name}-{number}", channel) for number in range(rounds)]


@contextlib.asynccontextmanager
async def _bare(session: aiohttp.ClientSession, discord: DiscordSandbox, channel: str) -> AsyncIterator[str]:
    async def receive(request: web.Request) -> web.Response:
        payload: dict[str, Any] = await request.json()
        posted = await session.post(
            f"{discord.api_url}/channels/{channel}/messages",
            headers={"Authorization": f"Bot {discord.token}"},
            json={"content": payload["repo"]["name"]},
        )
        return web.Response(status=posted.status)

    app = web.Application()
    app.add_routes([web.post("/", receive)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    asyncio.run(main())

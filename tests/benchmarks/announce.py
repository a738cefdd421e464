"""From publication on the Hub to the message in the channel, on an idle machine.

The yardstick is a script of thirty lines that asks the same Hub as often and posts one line of text by hand,
without storing anything: what is left after it is the price of doing it properly.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from sandbox.demo import everything
from sandbox.discord.server import DiscordSandbox
from sandbox.hub.server import HubSandbox
from sandbox.person import meet
from tests.benchmarks.report import Report, percentile, quick_asked, show
from tests.benchmarks.rounds import AUTHOR, let_posts_age, one_round, own_database, watch

FEED_SECONDS = 0.25


async def main() -> None:
    """Measure both, and print."""
    rounds = 12 if quick_asked(__doc__ or "") else 60
    with TemporaryDirectory() as folder:
        essai, by_hand = await _measure(Path(folder), rounds)
    report = Report(
        name="announce",
        figure=round(percentile(essai, 0.95), 4),
        unit="s, p95",
        yardstick=round(percentile(by_hand, 0.95), 4),
        goal="p95 at most 0.25 s above a script without storage at the same rhythm",
        ok=percentile(essai, 0.95) - percentile(by_hand, 0.95) <= 0.25,
    )
    rows = [
        (name, len(values), percentile(values, 0.5), percentile(values, 0.95))
        for name, values in (("Essai", essai), ("script", by_hand))
    ]
    show(report, ("", "rounds", "p50 s", "p95 s"), rows)


async def _measure(folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of every round, of Essai and of the script."""
    told = {"ESSAI_FEED_SECONDS": str(FEED_SECONDS)}
    async with (
        own_database(folder / "postgres") as address,
        everything(folder, 0, ESSAI_DATABASE_URL=address, **told) as (discord, hub, _),
        aiohttp.ClientSession() as session,
    ):
        await let_posts_age(address)
        moderator = await meet(session, discord.control_url, "Camille")
        await watch(moderator)
        essai = [await one_round(moderator, hub, f"essai-{number}") for number in range(rounds)]
        async with _by_hand(session, discord, hub, await moderator.find_channel("#general")):
            by_hand = [
                await one_round(moderator, hub, f"hand-{number}", "#general") for number in range(rounds)
            ]
    return essai, by_hand


@contextlib.asynccontextmanager
async def _by_hand(
    session: aiohttp.ClientSession, discord: DiscordSandbox, hub: HubSandbox, channel: str
) -> AsyncIterator[None]:
    async def newest() -> set[str]:
        async with session.get(f"{hub.url}/api/models?author={AUTHOR}&sort=createdAt&limit=100") as answer:
            return {one["id"] for one in await answer.json()}

    async def post_news() -> None:
        known = await newest()
        while True:
            await asyncio.sleep(FEED_SECONDS)
            for repo_id in sorted(await newest() - known):
                known.add(repo_id)
                await session.post(
                    f"{discord.api_url}/channels/{channel}/messages",
                    headers={"Authorization": f"Bot {discord.token}"},
                    json={"content": repo_id},
                )

    task = asyncio.create_task(post_news())
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


if __name__ == "__main__":
    asyncio.run(main())

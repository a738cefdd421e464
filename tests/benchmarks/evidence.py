"""From the press of `/ask` to the evidence in Discord, without a model, on an idle machine.

One server with results of 5,000 models in 20 channels and as many passages as results; one half of the
questions are about figures, the other half have three to eight words of the passages. The yardstick is a
discord.py client whose `/ask` answers at once with one line.
"""

import asyncio
import contextlib
import random
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from sqlalchemy import text

from bot.db.engine import Database
from bot.db.engine import address as where
from sandbox.demo import everything
from sandbox.discord.server import DiscordSandbox
from sandbox.person import Control, Person, meet
from tests.benchmarks import a_server, search
from tests.benchmarks.report import Report, percentile, quick_asked, show
from tests.benchmarks.rounds import own_database

CHANNEL, CHANNELS, POSTS = "#releases", 20, 20_000
GOAL = 1.0
FIGURES = (
    "Which model under 8B is best on GSM8K here?",
    "Quel est le meilleur modèle de moins de 20B sur MMLU ?",
    "best 5 on HellaSwag with an apache 2.0 licence",
    "How has GSM8K progressed since March?",
    "model-17 or model-4711 on GSM8K?",
    "how many results do we have on MMLU?",
)
SPREAD = (
    "UPDATE passage SET channel_id = (CAST(:channels AS bigint[]))[1 + id % :count] WHERE guild_id = :guild"
)
POSTED = """
INSERT INTO delivery (guild_id, channel_id, nonce, message, state, turn, created_at, sent_at)
SELECT :guild, (CAST(:channels AS bigint[]))[1 + i % :count], 'made-' || i, '{}', 'sent', 0, now(), now()
FROM generate_series(1, :posts) AS i
"""


async def main() -> None:
    """Measure the three, and print."""
    is_quick = quick_asked(__doc__ or "")
    rounds, things = (6, 2_000) if is_quick else (60, 20_000)
    words = search.Words(random.Random(7))
    figures = [FIGURES[number % len(FIGURES)] for number in range(rounds)]
    passages = [f"What about {words.question()}?" for _ in range(rounds)]
    with TemporaryDirectory() as folder:
        async with (
            own_database(Path(folder) / "postgres") as address,
            everything(Path(folder), 0, ESSAI_DATABASE_URL=address) as (discord, _, _),
            aiohttp.ClientSession() as session,
        ):
            await _fill(address, Control(session, discord.control_url), words, things)
            person = await meet(session, discord.control_url, "Alex")
            asked = {
                name: await _rounds(person, address, every)
                for name, every in (("figures", figures), ("passages", passages))
            }
    bare = await _bare(rounds)
    worst = max(percentile(seconds, 0.95) for seconds in asked.values())
    report = Report(
        name="evidence",
        figure=round(worst, 4),
        unit=f"s from the press to the evidence, p95, {things:,} results and passages",
        yardstick=round(percentile(bare, 0.95), 4),
        goal=f"p95 below {GOAL:.0f} s",
        ok=worst < GOAL,
    )
    named = {**asked, "bare handler": bare}
    rows = [(name, len(all_), percentile(all_, 0.5), percentile(all_, 0.95)) for name, all_ in named.items()]
    show(report, ("", "rounds", "p50 s", "p95 s"), rows)


async def _fill(address: str, control: Control, words: search.Words, things: int) -> None:
    state = await control.get("state")
    guild = next(
        one["id"] for one in state["guilds"] if any(each["name"] == CHANNEL[1:] for each in one["channels"])
    )
    made = [
        await control.send("POST", f"guilds/{guild}/channels", {"name": f"room-{number}", "type": 0})
        for number in range(CHANNELS)
    ]
    database = Database(where(address))
    about = {"guild": int(guild), "channels": [int(one["id"]) for one in made], "count": CHANNELS}
    try:
        await a_server.fill(database, things, int(guild))
        await search.fill(database, words, {int(guild): things})
        async with database.transaction() as session:
            await session.execute(text(SPREAD), about)
            await session.execute(text(POSTED), about | {"posts": POSTS})
        async with database.transaction() as session:
            await session.execute(text("ANALYZE"))
    finally:
        await database.close()


async def _rounds(person: Person, address: str, questions: Sequence[str]) -> list[float]:
    database = Database(where(address))
    channel, seconds = await person.find_channel(CHANNEL), []
    try:
        # The first one opens connections and loads modules.
        for question in (questions[0], *questions):
            async with database.transaction() as session:
                # A person may ask so often only in a minute.
                await session.execute(text("DELETE FROM question"))
            seconds.append(await _answered(person, channel, question))
    finally:
        await database.close()
    return seconds[1:]


async def _answered(person: Person, channel: str, question: str) -> float:
    begun = time.perf_counter()
    reply = await person.command("ask", channel=channel, options={"question": question})
    assert reply.message is not None, reply.error
    assert reply.message.text
    assert "⚠️" not in reply.message.text[:3], reply.message.text
    return time.perf_counter() - begun


async def _bare(rounds: int) -> list[float]:
    async with DiscordSandbox() as discord, _handler(discord), aiohttp.ClientSession() as session:
        await discord.until_connected()
        person = await meet(session, discord.control_url, "Alex")
        channel = await person.find_channel(CHANNEL)
        return [await _answered(person, channel, FIGURES[0]) for _ in range(rounds + 1)][1:]


@contextlib.asynccontextmanager
async def _handler(discord: DiscordSandbox) -> AsyncIterator[None]:
    at = (discord.api_url, discord.gateway_url, discord.cdn_url, discord.token)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.bare_ask", *at, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


if __name__ == "__main__":
    asyncio.run(main())

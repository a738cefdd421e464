"""What was put into the outbox arrives exactly once, whatever happens; each test counts messages."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import App
from bot.db.engine import Database, dsn
from bot.db.figures import read_figures
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Button, Buttons, Message, Text
from bot.outbox.breaker import REFUSALS
from bot.outbox.handling import AT_ONCE
from bot.outbox.model import Draft
from bot.outbox.service import put
from sandbox.discord.model import Overwrite
from sandbox.discord.permissions import SEND_MESSAGES
from sandbox.discord.world import add_guilds
from sandbox.faults import Effect
from tests.forked import essai
from tests.journeys.conftest import Place
from tests.waiting import PATIENCE, until, until_true

POST = "/channels/[0-9]+/messages"


def _channels(place: Place, servers: int, channels_each: int = 1) -> list[tuple[int, int]]:
    """Guild and channel of every channel of so many new servers."""
    made = {
        guild.id
        for guild in add_guilds(place.discord.core, servers, channels_each=channels_each, roles_each=2)
    }
    return [
        (channel.guild_id, channel.id)
        for channel in place.discord.state.channels.values()
        if channel.guild_id in made
    ]


async def _put(stored: Database, channels: Sequence[tuple[int, int]]) -> None:
    now = datetime.now(UTC)
    async with stored.transaction() as session:
        for guild_id in {guild_id for guild_id, _ in channels}:
            await guilds.save(session, Guild(guild_id, "A server", "fr"), now)
        await put(session, [_draft(*channel) for channel in channels], now)


def _draft(guild_id: int, channel_id: int) -> Draft:
    nonce = f"{channel_id:024x}"
    return Draft(
        guild_id,
        channel_id,
        nonce,
        Message((Text("A release"), Buttons((Button("Why here?", f"why:{nonce}"),)))),
    )


def _posts(place: Place, channels: Sequence[tuple[int, int]]) -> list[int]:
    """How many messages each of the channels has."""
    return [len(place.discord.state.messages.get(channel, {})) for _, channel in channels]


async def _each_has_one(place: Place, stored: Database, channels: Sequence[tuple[int, int]]) -> None:
    """Everything is noted as sent and off the queue, and every channel has its message once."""

    async def done() -> bool:
        figures = await read_figures(stored)
        return figures["deliveries_open"] == figures["jobs_queued"] == 0

    await until(done, what="the end of all deliveries")
    assert _posts(place, channels) == [1] * len(channels)
    assert [call for call in place.discord.journal.calls if call.status == 429] == []


@asynccontextmanager
async def _helper(place: Place) -> AsyncIterator[App]:
    """What `essai work` runs."""
    async with App(place.settings, jobs_only=True) as app:
        task = asyncio.create_task(app.run())
        yield app
        app.stop()
        await asyncio.wait_for(task, PATIENCE)


async def test_a_helper_alone_delivers(quiet_place: Place, stored: Database) -> None:
    channels = _channels(quiet_place, 10)
    async with _helper(quiet_place):
        await _put(stored, channels)
        await _each_has_one(quiet_place, stored, channels)
    assert list(quiet_place.discord.journal.matching("PUT", "/commands")) == []


async def test_a_bot_and_two_helpers_share_the_work_and_the_limits_of_discord(
    place: Place, stored: Database
) -> None:
    channels = _channels(place, 150)
    async with _helper(place), _helper(place):
        await _put(stored, channels)
        await _each_has_one(place, stored, channels)


async def test_one_message_of_a_server_does_not_wait_for_hundreds_of_another(
    place: Place, stored: Database
) -> None:
    many = _channels(place, 1, channels_each=200)
    await _put(stored, many)
    await until_true(lambda: sum(_posts(place, many)) > 0, what="the first message")
    single = _channels(place, 1)
    await _put(stored, single)
    await until_true(lambda: _posts(place, single) == [1], what="the message of the other server")
    assert sum(_posts(place, many)) < 120
    await _each_has_one(place, stored, many + single)


async def test_a_database_that_ends_all_connections_in_between_changes_nothing(
    place: Place, stored: Database
) -> None:
    channels = _channels(place, 60)
    await _put(stored, channels)
    for count in (10, 30):
        await until_true(lambda least=count: sum(_posts(place, channels)) >= least, what="some messages")  # type: ignore[misc]
        async with stored.transaction() as session:
            await session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
    await _each_has_one(place, stored, channels)


@pytest.mark.parametrize("effect", ["drop_before", "drop_after"])
async def test_an_outage_of_discord_delays_and_neither_loses_nor_repeats(
    place: Place, stored: Database, effect: Effect
) -> None:
    channels = _channels(place, 30)
    place.discord.faults.add("POST", POST, effect, times=12)
    await _put(stored, channels)

    async def paused() -> bool:
        return (await read_figures(stored))["deliveries_paused"] == 1

    await until(paused, what="the pause")
    await _each_has_one(place, stored, channels)
    assert not await paused()


async def test_two_hundred_channels_that_refuse_make_a_pause_long_before_discord_shuts_us_out(
    place: Place, stored: Database
) -> None:
    closed = _channels(place, 200)
    for guild_id, channel_id in closed:
        channel = place.discord.state.channels[channel_id]
        me = place.discord.state.application.id
        channel.overwrites = [*channel.overwrites, Overwrite(me, 1, 0, SEND_MESSAGES)]
        assert channel.guild_id == guild_id
    await _put(stored, closed)

    async def paused() -> bool:
        return (await read_figures(stored))["deliveries_paused"] == 1

    await until(paused, what="the pause")

    def refused() -> int:
        return sum(1 for call in place.discord.journal.calls if call.status in (401, 403, 404, 429))

    async def all_are_noted() -> bool:
        async with stored.transaction() as session:
            query = "SELECT count(*) FROM delivery WHERE state = 'failed'"
            return bool(await session.scalar(text(query)) == refused())

    await until(all_are_noted, what="the end of what was in hand")
    # Discord shuts an address out at 10,000 in ten minutes; what was in hand when the pause began adds a few.
    assert REFUSALS <= refused() < REFUSALS + AT_ONCE


async def test_a_refused_token_stops_all_deliveries_and_loses_none(place: Place, stored: Database) -> None:
    channels = _channels(place, 60)
    place.discord.faults.add("POST", POST, "status", status=401)
    await _put(stored, channels)

    async def paused() -> bool:
        return (await read_figures(stored))["deliveries_paused"] == 1

    await until(paused, what="the pause")
    figures = await read_figures(stored)
    assert figures["deliveries_failed"] == 0
    assert figures["deliveries_open"] > 30


async def test_an_operator_sees_what_was_given_up_and_tries_it_again(
    place: Place, stored: Database, tmp_path: Path
) -> None:
    channels = _channels(place, 3)
    place.discord.faults.add("POST", f"/channels/{channels[0][1]}/messages", "status", status=403)
    place.discord.faults.add("POST", f"/channels/{channels[1][1]}/messages", "status", status=400)
    await _put(stored, channels)

    async def given_up() -> bool:
        figures = await read_figures(stored)
        return figures["deliveries_failed"] == 2 and figures["deliveries_sent"] == 1

    await until(given_up, what="two failures")
    code, said = await _essai(stored, tmp_path, "list")
    assert code == 0
    assert "Essai may not write there" in said
    assert "Discord refused the message" in said
    assert [str(channel) in said for _, channel in channels] == [True, True, False]
    assert await _essai(stored, tmp_path, "retry") == (
        1,
        "essai: Name the deliveries to try again, or say --all.\n",
    )
    assert await _essai(stored, tmp_path, "retry", "999999") == (0, "0 will be tried again.\n")
    assert await _essai(stored, tmp_path, "retry", "--all") == (0, "2 will be tried again.\n")
    await _each_has_one(place, stored, channels)
    assert await _essai(stored, tmp_path, "list") == (0, "No delivery has failed.\n")


async def _essai(stored: Database, folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and all output of `essai deliveries`."""
    return await essai("deliveries", *arguments, cwd=folder, ESSAI_DATABASE_URL=dsn(stored.url))

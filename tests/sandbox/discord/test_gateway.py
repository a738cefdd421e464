"""The gateway: opening, identifying, resuming, and what is heard with which intents."""

import json
from typing import Any

import aiohttp
import pytest

from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person
from tests.sandbox.discord import raw
from tests.sandbox.discord.raw import GUILD_MESSAGES, GUILDS, Line, Rest, connected

MESSAGE_CONTENT = 1 << 15
MEMBERS = 1 << 1
TYPING = 1 << 11
DIRECT_MESSAGES = 1 << 12


@pytest.mark.parametrize("compress", [None, "zlib-stream", "zstd-stream"])
async def test_the_gateway_greets_and_tells_of_guilds(
    rest: Rest, session: aiohttp.ClientSession, compress: str | None
) -> None:
    async with connected(rest, session, compress=compress) as line:
        hello = await line.op(raw.HELLO)
        assert hello["heartbeat_interval"] > 10_000
        ready = await line.ready()
        assert ready["v"] == 10
        assert ready["user"]["username"] == "Essai"
        assert all(guild["unavailable"] for guild in ready["guilds"])
        names = {(await line.event("GUILD_CREATE"))["name"] for _ in ready["guilds"]}
        assert names == {"Atelier IA", "Open Bench"}


async def test_a_guild_comes_with_the_bots_own_member_alone(line: Line) -> None:
    guild = await line.event("GUILD_CREATE")
    assert [member["user"]["username"] for member in guild["members"]] == ["Essai"]
    assert guild["member_count"] == 4
    assert "moderators" in {channel["name"] for channel in guild["channels"]}


async def test_binary_frames_are_taken(rest: Rest, session: aiohttp.ClientSession) -> None:
    async with connected(rest, session) as line:
        await line.send_bytes(json.dumps({"op": raw.HEARTBEAT, "d": None}).encode())
        assert await line.op(raw.ACK) is None


async def refused(rest: Rest, session: aiohttp.ClientSession, **data: Any) -> int | None:
    async with connected(rest, session) as line:
        await line.identify(**data)
        return await line.closed()


async def test_a_wrong_token_closes_with_4004(rest: Rest, session: aiohttp.ClientSession) -> None:
    assert await refused(rest, session, token="wrong") == 4004


@pytest.mark.parametrize("shard", [(1, 1), (-1, 2), (0, 0)])
async def test_an_impossible_shard_closes_with_4010(
    rest: Rest, session: aiohttp.ClientSession, shard: tuple[int, int]
) -> None:
    assert await refused(rest, session, shard=shard) == 4010


async def test_too_many_guilds_on_a_shard_close_with_4011(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    discord_sandbox.limits.guilds_per_shard = 1
    assert await refused(rest, session) == 4011


async def test_another_version_closes_with_4012(rest: Rest, session: aiohttp.ClientSession) -> None:
    async with connected(rest, session, version=6) as line:
        assert await line.closed() == 4012


async def test_unknown_intents_close_with_4013(rest: Rest, session: aiohttp.ClientSession) -> None:
    assert await refused(rest, session, intents=1 << 40) == 4013


@pytest.mark.parametrize("intent", [MEMBERS, MESSAGE_CONTENT, 1 << 8])
async def test_privileged_intents_that_are_off_close_with_4014(
    rest: Rest, session: aiohttp.ClientSession, intent: int
) -> None:
    assert await refused(rest, session, intents=intent) == 4014


async def test_speaking_before_identifying_closes_with_4003(
    rest: Rest, session: aiohttp.ClientSession
) -> None:
    async with connected(rest, session) as line:
        await line.send(raw.PRESENCE, {})
        assert await line.closed() == 4003


async def test_identifying_twice_closes_with_4005(line: Line) -> None:
    await line.identify()
    assert await line.closed() == 4005


@pytest.mark.parametrize(
    ("text", "code"), [("{", 4002), ("x" * 4097, 4002), ('{"op": 99, "d": null}', 4001), ("[]", 4002)]
)
async def test_a_frame_that_is_wrong_closes(line: Line, text: str, code: int) -> None:
    await line.send_text(text)
    assert await line.closed() == code


async def test_more_than_120_frames_a_minute_close_with_4008(line: Line) -> None:
    for _ in range(120):
        await line.send(raw.HEARTBEAT, None)
    assert await line.closed() == 4008


async def test_a_second_identify_within_five_seconds_is_an_invalid_session(
    line: Line, rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    async with connected(rest, session) as second:
        await second.identify()
        assert await second.op(raw.INVALID) is False
        discord_sandbox.clock.advance(5)
        await second.ready()


async def test_shards_of_different_buckets_identify_at_once(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    discord_sandbox.limits.max_concurrency = 2
    async with connected(rest, session) as first, connected(rest, session) as second:
        await first.ready(shard=(0, 2))
        await second.ready(shard=(1, 2))


async def test_the_budget_of_a_day_is_told_and_kept(
    line: Line, rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    told = (await rest.call("GET", "/gateway/bot")).body["session_start_limit"]
    assert (told["total"], told["remaining"], told["max_concurrency"]) == (1000, 999, 1)
    discord_sandbox.limits.identifies_per_day = 1
    discord_sandbox.clock.advance(5)
    assert await refused(rest, session) == 4004
    assert discord_sandbox.journal.problems.pop().startswith("more identifies")


async def test_each_shard_hears_of_its_own_guilds(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    discord_sandbox.limits.max_concurrency = 16
    heard: dict[int, set[str]] = {}
    for shard in range(4):
        async with connected(rest, session) as line:
            ready = await line.ready(shard=(shard, 4))
            heard[shard] = {guild["id"] for guild in ready["guilds"]}
    for shard, guilds in heard.items():
        assert all((int(guild) >> 22) % 4 == shard for guild in guilds)
    assert len(set.union(*heard.values())) == 2


async def test_missed_events_are_replayed_in_order(
    line: Line, rest: Rest, session: aiohttp.ClientSession, general: str
) -> None:
    await rest.post(general, {"content": "0"})
    await line.event("MESSAGE_CREATE")
    await line.drop()
    for number in (1, 2):
        await rest.post(general, {"content": str(number)})
    async with connected(rest, session) as again:
        await again.resume(line.session, line.sequence)
        assert [(await again.event("MESSAGE_CREATE"))["content"] for _ in range(2)] == ["1", "2"]
        await again.event("RESUMED")
        await rest.post(general, {"content": "3"})
        assert (await again.event("MESSAGE_CREATE"))["content"] == "3"


@pytest.mark.parametrize("code", [1000, 1001])
async def test_a_session_that_was_closed_for_good_is_invalid(
    line: Line, rest: Rest, session: aiohttp.ClientSession, code: int
) -> None:
    await line.drop(code)
    async with connected(rest, session) as again:
        await again.resume(line.session, line.sequence)
        assert await again.op(raw.INVALID) is False


async def test_a_session_is_kept_for_some_minutes(
    line: Line, rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    await line.drop()
    discord_sandbox.clock.advance(discord_sandbox.limits.session_seconds + 1)
    async with connected(rest, session) as again:
        await again.resume(line.session, line.sequence)
        assert await again.op(raw.INVALID) is False


async def test_a_sequence_from_the_future_closes_with_4007(
    line: Line, rest: Rest, session: aiohttp.ClientSession
) -> None:
    await line.drop()
    async with connected(rest, session) as again:
        await again.resume(line.session, line.sequence + 100)
        assert await again.closed() == 4007


async def test_events_that_are_kept_no_longer_end_the_session(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, general: str
) -> None:
    discord_sandbox.limits.replayed_events = 1
    async with connected(rest, session) as line:
        await line.ready()
        await line.drop()
    for number in range(3):
        await rest.post(general, {"content": str(number)})
    async with connected(rest, session) as again:
        await again.resume(line.session, line.sequence)
        assert await again.op(raw.INVALID) is False


async def test_the_server_asks_to_reconnect_on_demand(line: Line, discord_sandbox: DiscordSandbox) -> None:
    discord_sandbox.gateway.reconnect_all()
    assert await line.op(raw.RECONNECT) is None


async def test_a_session_is_invalidated_on_demand(
    line: Line, rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    discord_sandbox.gateway.invalidate_all(resumable=True)
    assert await line.op(raw.INVALID) is True
    async with connected(rest, session) as again:
        await again.resume(line.session, line.sequence)
        await again.event("RESUMED")


async def heard(line: Line, rest: Rest, channel: str) -> list[str]:
    """The types of events up to a new channel in the same guild, which always comes with GUILDS."""
    types: list[str] = []
    while not types or types[-1] != "CHANNEL_CREATE":
        types.append(str((await line.receive())["t"]))
    return types


async def test_messages_need_their_intent(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, general: str, alex: Person
) -> None:
    async with connected(rest, session) as line:
        await line.ready(intents=GUILDS)
        await rest.post(general, {"content": "unheard"})
        await rest.call("POST", f"/channels/{general}/typing")
        await make_channel(session, discord_sandbox, await rest.guild())
        types = await heard(line, rest, general)
        assert "MESSAGE_CREATE" not in types
        assert "TYPING_START" not in types


async def make_channel(session: aiohttp.ClientSession, sandbox: DiscordSandbox, guild: str) -> None:
    url = f"{sandbox.control_url}/guilds/{guild}/channels"
    async with session.post(url, json={"name": "new", "type": 0}) as answer:
        assert answer.status == 200


async def test_guilds_need_their_intent(
    rest: Rest, session: aiohttp.ClientSession, general: str, alex: Person
) -> None:
    async with connected(rest, session) as line:
        await line.ready(intents=GUILD_MESSAGES)
        await alex.say("#general", "hello")
        assert (await line.receive())["t"] == "MESSAGE_CREATE"


async def test_content_is_stripped_from_other_peoples_messages(line: Line, rest: Rest, alex: Person) -> None:
    bot = await rest.application()
    await alex.say("#general", "hidden")
    stripped = await line.event("MESSAGE_CREATE")
    assert (stripped["content"], stripped["author"]["username"]) == ("", "alex")
    await alex.say("#general", f"<@{bot}> shown")
    assert (await line.event("MESSAGE_CREATE"))["content"] == f"<@{bot}> shown"


async def test_content_comes_with_its_intent(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, alex: Person
) -> None:
    discord_sandbox.state.application.flags = 1 << 19
    async with connected(rest, session) as line:
        await line.ready(intents=GUILD_MESSAGES | MESSAGE_CONTENT)
        await alex.say("#general", "shown")
        assert (await line.event("MESSAGE_CREATE"))["content"] == "shown"


async def test_messages_of_hidden_channels_are_not_heard(line: Line, camille: Person) -> None:
    await camille.say("#moderators", "among us")
    await camille.say("#general", "in public")
    event = await line.event("MESSAGE_CREATE")
    assert event["channel_id"] == await camille.find_channel("#general")


async def test_members_are_sent_on_request(line: Line, rest: Rest) -> None:
    guild = await rest.guild()
    await line.send(raw.MEMBERS, {"guild_id": guild, "query": "al", "limit": 5, "nonce": "n"})
    chunk = await line.event("GUILD_MEMBERS_CHUNK")
    assert [member["user"]["username"] for member in chunk["members"]] == ["alex"]
    assert chunk["nonce"] == "n"


async def test_all_members_need_the_privileged_intent(line: Line, rest: Rest) -> None:
    await line.send(raw.MEMBERS, {"guild_id": await rest.guild(), "query": "", "limit": 0})
    assert await line.closed() == 4014


async def test_the_bot_hears_when_it_joins_and_is_thrown_out(
    line: Line, rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    guild = await rest.guild("Open Bench")
    url = f"{discord_sandbox.control_url}/guilds/{guild}/bot"
    async with session.delete(url) as answer:
        assert (await answer.json())["bot_joined"] is False
    assert (await line.event("GUILD_DELETE")) == {"id": guild}
    assert (await rest.call("GET", f"/guilds/{guild}")).code == 10004
    async with session.put(url, json={}) as answer:
        assert (await answer.json())["bot_joined"] is True
    assert (await line.event("GUILD_CREATE"))["id"] == guild


async def test_direct_messages_have_an_intent_of_their_own(
    rest: Rest, session: aiohttp.ClientSession, alex: Person
) -> None:
    async with connected(rest, session) as line:
        await line.ready(intents=DIRECT_MESSAGES)
        opened = (await rest.call("POST", "/users/@me/channels", {"recipient_id": alex.id})).body
        await rest.post(opened["id"], {"content": "for you"})
        event = await line.event("MESSAGE_CREATE")
        assert (event["content"], "guild_id" in event) == ("for you", False)
        assert [seen.text for seen in await alex.read(opened["id"])] == ["for you"]

"""What the bot may not do, and with which words it is told."""

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person, RefusedError
from tests.sandbox.discord.raw import Line, Rest

VIEW, SEND, EMBED, ATTACH, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
ADMINISTRATOR = 1 << 3
MENTION_EVERYONE = 1 << 17


@pytest.fixture
async def bot_role(rest: Rest) -> str:
    roles = (await rest.call("GET", f"/guilds/{await rest.guild()}/roles")).body
    return str(next(role["id"] for role in roles if role["managed"]))


class Lock:
    """Changes a channel's overwrites for a role, as a moderator would."""

    def __init__(self, session: aiohttp.ClientSession, sandbox: DiscordSandbox, role: str) -> None:
        self._session = session
        self._sandbox = sandbox
        self._role = role

    async def put(self, channel: str, *, allow: int = 0, deny: int = 0) -> None:
        url = f"{self._sandbox.control_url}/channels/{channel}/permissions/{self._role}"
        body = {"type": 0, "allow": str(allow), "deny": str(deny)}
        async with self._session.put(url, json=body) as answer:
            assert answer.status == 200


@pytest.fixture
def lock(session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, bot_role: str) -> Lock:
    return Lock(session, discord_sandbox, bot_role)


async def test_a_hidden_channel_is_refused_with_50001(rest: Rest) -> None:
    hidden = await rest.channel("moderators")
    for method, path in [("GET", ""), ("GET", "/messages"), ("POST", "/typing")]:
        answer = await rest.call(method, f"/channels/{hidden}{path}")
        assert (answer.status, answer.code) == (403, 50001)
    assert (await rest.post(hidden, {"content": "x"})).code == 50001


async def test_an_unknown_channel_is_10003(rest: Rest) -> None:
    answer = await rest.post("1", {"content": "x"})
    assert (answer.status, answer.code) == (404, 10003)


async def test_an_unknown_message_is_10008(rest: Rest, general: str) -> None:
    answer = await rest.call("GET", f"/channels/{general}/messages/1")
    assert (answer.status, answer.code) == (404, 10008)


@pytest.mark.parametrize(
    ("denied", "body", "files"),
    [
        (SEND, {"content": "x"}, ()),
        (EMBED, {"embeds": [{"title": "x"}]}, ()),
        (ATTACH, {"content": "x"}, [("a.txt", b"a")]),
    ],
    ids=["sending", "embeds", "files"],
)
async def test_a_missing_permission_is_50013(
    rest: Rest, general: str, lock: Lock, denied: int, body: Any, files: Any
) -> None:
    await lock.put(general, deny=denied)
    answer = await rest.post(general, body, files=files)
    assert (answer.status, answer.code) == (403, 50013)
    await lock.put(general)
    assert (await rest.post(general, body, files=files)).status == 200


async def test_without_the_history_nothing_is_read(rest: Rest, general: str, lock: Lock) -> None:
    await rest.post(general, {"content": "x"})
    await lock.put(general, deny=HISTORY)
    assert (await rest.call("GET", f"/channels/{general}/messages")).body == []


async def test_an_overwrite_can_let_the_bot_in(rest: Rest, lock: Lock) -> None:
    hidden = await rest.channel("moderators")
    await lock.put(hidden, allow=VIEW)
    assert (await rest.post(hidden, {"content": "x"})).status == 200


async def test_anothers_message_can_be_neither_edited_nor_deleted(
    rest: Rest, general: str, alex: Person
) -> None:
    said = await alex.say("#general", "mine")
    path = f"/channels/{general}/messages/{said.id}"
    assert (await rest.call("PATCH", path, {"content": "yours"})).code == 50005
    assert (await rest.call("DELETE", path)).code == 50013


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/guilds/{guild}/channels", {"name": "new"}),
        ("PATCH", "/channels/{channel}", {"name": "new"}),
        ("DELETE", "/channels/{channel}", None),
        ("POST", "/guilds/{guild}/roles", {"name": "new"}),
        ("POST", "/channels/{channel}/followers", {"webhook_channel_id": "{channel}"}),
        ("PUT", "/channels/{channel}/permissions/1", {"type": 1}),
    ],
)
async def test_managing_needs_its_permission(
    rest: Rest, general: str, method: str, path: str, body: dict[str, Any] | None
) -> None:
    guild = await rest.guild()
    told = body and {key: str(value).format(channel=general) for key, value in body.items()}
    told = body if told and "type" in told else told
    answer = await rest.call(method, path.format(guild=guild, channel=general), told)
    assert (answer.status, answer.code) == (403, 50013)


async def test_everyone_is_mentioned_only_with_the_permission(rest: Rest, general: str, lock: Lock) -> None:
    message = {"content": "@everyone look", "allowed_mentions": {"parse": ["everyone"]}}
    assert (await rest.post(general, message)).body["mention_everyone"] is False
    await lock.put(general, allow=MENTION_EVERYONE)
    assert (await rest.post(general, message)).body["mention_everyone"] is True


async def test_mentions_are_what_the_body_allows(rest: Rest, general: str, alex: Person) -> None:
    text = f"<@{alex.id}>"
    none = await rest.post(general, {"content": text, "allowed_mentions": {"parse": []}})
    assert none.body["mentions"] == []
    listed = await rest.post(general, {"content": text, "allowed_mentions": {"users": [alex.id]}})
    assert [user["username"] for user in listed.body["mentions"]] == ["alex"]


async def test_a_command_reaches_the_bot_from_a_channel_that_it_cannot_see(
    rest: Rest, line: Line, camille: Person
) -> None:
    command = {"name": "ping", "description": "Pings"}
    await rest.call("PUT", f"/applications/{await rest.application()}/commands", [command])
    doing = asyncio.create_task(camille.command("ping", channel="#moderators"))
    event = await line.event("INTERACTION_CREATE")
    assert event["app_permissions"] == "0"
    path = f"/interactions/{event['id']}/{event['token']}/callback"
    await rest.call("POST", path, {"type": 4, "data": {"content": "pong"}})
    assert (await doing).text == "pong"


async def test_people_see_only_their_servers_and_channels(alex: Person, camille: Person) -> None:
    with pytest.raises(RefusedError):
        await alex.find_channel("#moderators")
    assert await camille.find_channel("#moderators")
    with pytest.raises(RefusedError):
        await camille.find_channel("#leaderboard")
    assert await alex.find_channel("#leaderboard")


async def test_a_command_for_moderators_is_hidden_from_members(
    rest: Rest, alex: Person, camille: Person
) -> None:
    command = {"name": "setup", "description": "Sets up", "default_member_permissions": str(1 << 5)}
    await rest.call("PUT", f"/applications/{await rest.application()}/commands", [command])
    assert [each["name"] for each in await camille.commands("#general")] == ["setup"]
    assert await alex.commands("#general") == []
    with pytest.raises(RefusedError, match="alex may not use /setup here"):
        await alex.command("setup", channel="#general")


async def test_permissions_of_zero_leave_a_command_to_administrators(rest: Rest, camille: Person) -> None:
    command = {"name": "setup", "description": "Sets up", "default_member_permissions": "0"}
    await rest.call("PUT", f"/applications/{await rest.application()}/commands", [command])
    assert [each["name"] for each in await camille.commands("#general")] == ["setup"]


async def test_a_guild_the_bot_left_is_out_of_reach(rest: Rest, general: str) -> None:
    guild = await rest.guild()
    assert (await rest.call("DELETE", f"/users/@me/guilds/{guild}")).status == 204
    assert (await rest.call("GET", f"/guilds/{guild}")).code == 10004
    assert (await rest.post(general, {"content": "x"})).code == 50001

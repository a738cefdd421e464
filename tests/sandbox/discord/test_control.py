"""The control API: what people see and do, and the tests' levers."""

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.discord.server import DiscordSandbox
from sandbox.discord.world import add_guilds
from sandbox.listening import PortTaken
from sandbox.person import Person, RefusedError, meet
from tests.sandbox.discord.raw import Line, Rest, connected

LOADING = 1 << 7
OPTIONS = [
    {"type": 3, "name": "text", "description": "T", "required": True, "min_length": 2, "max_length": 5},
    {"type": 4, "name": "count", "description": "C", "min_value": 1, "max_value": 9},
    {"type": 10, "name": "share", "description": "S"},
    {"type": 5, "name": "quiet", "description": "Q"},
    {"type": 6, "name": "who", "description": "W"},
    {"type": 7, "name": "where", "description": "W", "channel_types": [0]},
    {"type": 8, "name": "role", "description": "R"},
    {"type": 11, "name": "file", "description": "F"},
    {"type": 3, "name": "kind", "description": "K", "choices": [{"name": "Model", "value": "m"}]},
]
COMMANDS = [
    {
        "name": "watch",
        "description": "Watches",
        "options": [{"type": 1, "name": "add", "description": "Adds", "options": OPTIONS}],
    },
    {"name": "Quote", "type": 3},
    {"name": "Greet", "type": 2},
]


@pytest.fixture
async def commands(rest: Rest) -> None:
    answer = await rest.call("PUT", f"/applications/{await rest.application()}/commands", COMMANDS)
    assert answer.status == 200


async def answered(rest: Rest, line: Line, doing: "asyncio.Task[Any]") -> dict[str, Any]:
    """The interaction that `doing` began, answered with a word."""
    event = await line.event("INTERACTION_CREATE")
    path = f"/interactions/{event['id']}/{event['token']}/callback"
    await rest.call("POST", path, {"type": 4, "data": {"content": "ok"}})
    await doing
    return event


@pytest.mark.usefixtures("commands")
async def test_options_of_every_type_reach_the_bot(rest: Rest, line: Line, alex: Person) -> None:
    options = {
        "text": "abc",
        "count": "7",
        "share": 0.5,
        "quiet": True,
        "who": "camille",
        "where": "#results",
        "role": "Moderator",
        "kind": "Model",
    }
    files = {"file": ("a.json", b"{}")}
    doing = asyncio.create_task(alex.command("watch add", channel="#general", options=options, files=files))
    data = (await answered(rest, line, doing))["data"]
    assert data["name"] == "watch"
    sub = data["options"][0]
    assert (sub["name"], sub["type"]) == ("add", 1)
    values = {option["name"]: option["value"] for option in sub["options"]}
    assert (values["text"], values["count"], values["share"], values["quiet"]) == ("abc", 7, 0.5, True)
    assert values["kind"] == "m"
    resolved = data["resolved"]
    assert resolved["users"][values["who"]]["username"] == "camille"
    assert "user" not in resolved["members"][values["who"]]
    assert resolved["channels"][values["where"]]["name"] == "results"
    assert resolved["roles"][values["role"]]["name"] == "Moderator"
    attachment = resolved["attachments"][values["file"]]
    assert (attachment["filename"], attachment["size"], attachment["ephemeral"]) == ("a.json", 2, True)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "text is required"),
    ({"text": "a"}, "2 to 5 characters"),
    ({"text": "abc", "count": 10}, "between 1 and 9"),
    ({"text": "abc", "count": "many"}, "whole number"),
    ({"text": "abc", "quiet": "yes"}, "true or false"),
    ({"text": "abc", "who": "nobody"}, "cannot be chosen"),
    ({"text": "abc", "where": "#ideas"}, "cannot be chosen"),
    ({"text": "abc", "where": "#moderators"}, "cannot be chosen"),
    ({"text": "abc", "kind": "Dataset"}, "none of the choices"),
    ({"text": "abc", "file": "missing"}, "cannot be chosen"),
    ({"text": "abc", "other": 1}, "no option other"),
]


@pytest.mark.usefixtures("commands")
@pytest.mark.parametrize(("options", "sentence"), REFUSED)
async def test_an_option_that_cannot_be_is_refused(
    line: Line, alex: Person, options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        await alex.command("watch add", channel="#general", options=options)


@pytest.mark.usefixtures("commands")
@pytest.mark.parametrize(
    ("name", "sentence"),
    [("watch", "needs the name of a sub-command"), ("watch drop", "no command"), ("other", "no command")],
)
async def test_a_command_that_is_not_there_is_refused(
    line: Line, alex: Person, name: str, sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        await alex.command(name, channel="#general")


@pytest.mark.usefixtures("commands")
async def test_menus_carry_their_target(rest: Rest, line: Line, alex: Person, camille: Person) -> None:
    said = await camille.say("#general", "words")
    doing = asyncio.create_task(alex.context("Quote", channel="#general", target=said.id))
    event = await answered(rest, line, doing)
    assert event["data"]["target_id"] == said.id
    assert event["data"]["resolved"]["messages"][said.id]["content"] == "words"
    doing = asyncio.create_task(alex.context("Greet", channel="#general", target=camille.id))
    event = await answered(rest, line, doing)
    assert event["data"]["resolved"]["users"][camille.id]["username"] == "camille"


@pytest.mark.usefixtures("commands")
async def test_a_command_fails_at_once_while_the_bot_is_away(alex: Person) -> None:
    reply = await alex.command("watch add", channel="#general", options={"text": "abc"})
    assert (reply.state, reply.error) == ("failed", "The application is not connected")


async def test_a_screen_hears_of_messages_typing_and_interactions(
    rest: Rest, line: Line, alex: Person, general: str, commands: None
) -> None:
    async with alex.events() as events:
        await rest.call("POST", f"/channels/{general}/typing")
        await rest.post(general, {"content": "x"})
        heard = [await anext(events), await anext(events)]
        assert [each["type"] for each in heard] == ["TYPING_START", "MESSAGE_CREATE"]
        doing = asyncio.create_task(alex.command("watch add", channel="#general", options={"text": "abc"}))
        await answered(rest, line, doing)
        heard = [await anext(events), await anext(events)]
        assert [each["type"] for each in heard] == ["MESSAGE_CREATE", "INTERACTION_STATE"]
        assert heard[1]["data"]["state"] == "answered"


async def test_a_screen_does_not_hear_of_what_its_person_cannot_see(alex: Person, camille: Person) -> None:
    async with alex.events() as events:
        await camille.say("#moderators", "secret")
        await camille.say("#general", "public")
        assert (await anext(events))["data"]["content"] == "public"


async def test_the_server_stops_at_once_while_a_screen_is_open(
    session: aiohttp.ClientSession,
) -> None:
    sandbox = DiscordSandbox()
    await sandbox.start()
    alex = await meet(session, sandbox.control_url, "Alex")
    async with alex.events() as events:
        async with asyncio.timeout(0.5):
            await sandbox.stop()
        assert [event async for event in events] == []


async def test_people_change_their_language(rest: Rest, line: Line, alex: Person, commands: None) -> None:
    await alex.speak("fr")
    doing = asyncio.create_task(alex.context("Greet", channel="#general", target=alex.id))
    assert (await answered(rest, line, doing))["locale"] == "fr"
    with pytest.raises(RefusedError, match="languages"):
        await alex.speak("xx")


async def test_a_person_reads_page_by_page(
    alex: Person, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, general: str
) -> None:
    for number in range(5):
        await alex.say("#general", str(number))
    assert [seen.text for seen in await alex.read("#general", limit=2)] == ["3", "4"]
    before = (await alex.read("#general", limit=2))[0].id
    url = f"{discord_sandbox.control_url}/channels/{general}/messages"
    async with session.get(url, params={"user": alex.id, "limit": "2", "before": before}) as answer:
        assert [each["content"] for each in (await answer.json())["messages"]] == ["1", "2"]


async def test_waiting_in_vain_tells_what_was_there(alex: Person) -> None:
    await alex.say("#general", "something else")
    with pytest.raises(TimeoutError, match="something else"):
        await alex.wait_for("#general", lambda seen: seen.text == "never", seconds=0.2)


async def test_new_people_servers_and_channels_can_be_made(
    rest: Rest, line: Line, alex: Person, camille: Person
) -> None:
    zoe = await camille.manage("POST", "users", {"username": "zoe", "locale": "de"})
    body = {"name": "Lab", "owner": zoe["id"], "members": [alex.id], "preferred_locale": "de"}
    guild = await camille.manage("POST", "guilds", body)
    assert (guild["bot_joined"], guild["preferred_locale"]) == (True, "de")
    made = await camille.manage("POST", f"guilds/{guild['id']}/channels", {"name": "Lab Notes", "type": 0})
    assert made["name"] == "lab-notes"
    assert (await line.event("CHANNEL_CREATE"))["id"] == made["id"]
    assert (await rest.post(made["id"], {"content": "hello"})).status == 200
    assert [seen.text for seen in await alex.read(made["id"])] == ["hello"]
    role = await camille.manage("POST", f"guilds/{guild['id']}/roles", {"name": "Chief", "permissions": "8"})
    member = await camille.manage("PUT", f"guilds/{guild['id']}/members/{alex.id}", {"roles": [role["id"]]})
    assert member["roles"] == [role["id"]]
    await camille.manage("DELETE", f"channels/{made['id']}", {})
    assert (await rest.call("GET", f"/channels/{made['id']}")).code == 10003


async def test_a_screen_hears_that_the_bot_went_as_a_change_of_the_server(
    rest: Rest, alex: Person, camille: Person
) -> None:
    async with alex.events() as events:
        await camille.manage("DELETE", f"guilds/{await rest.guild()}/bot", {})
        event = await anext(events)
        assert (event["type"], event["data"]["bot_joined"]) == ("GUILD_UPDATE", False)


async def test_many_servers_can_be_made_at_once(rest: Rest, discord_sandbox: DiscordSandbox) -> None:
    add_guilds(discord_sandbox.core, 150, channels_each=2, roles_each=3)
    listed = (await rest.call("GET", "/users/@me/guilds")).body
    assert len(listed) == 152
    page = (await rest.call("GET", f"/users/@me/guilds?limit=10&after={listed[9]['id']}")).body
    assert [guild["id"] for guild in page] == [guild["id"] for guild in listed[10:20]]


async def test_a_server_can_be_made_without_the_bot(rest: Rest, camille: Person) -> None:
    body = {"name": "Lab", "owner": camille.id, "members": [], "bot": False}
    guild = await camille.manage("POST", "guilds", body)
    assert (await rest.call("GET", f"/guilds/{guild['id']}")).code == 10004


async def test_faults_go_wrong_as_often_as_asked(rest: Rest, camille: Person) -> None:
    fault = {"method": "GET", "path": "/users/@me$", "effect": "status", "status": 502, "times": 2}
    await camille.manage("POST", "faults", fault)
    statuses = [(await rest.call("GET", "/users/@me")).status for _ in range(3)]
    assert statuses == [502, 502, 200]


async def test_a_fault_of_429_looks_like_a_real_one(rest: Rest, camille: Person) -> None:
    fault = {"method": "*", "path": "/users", "effect": "status", "status": 429, "seconds": 2.5}
    await camille.manage("POST", "faults", fault)
    answer = await rest.call("GET", "/users/@me")
    assert (answer.status, answer.body["retry_after"], "Via" in answer.headers) == (429, 2.5, True)


@pytest.mark.parametrize(("effect", "written"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_connection_drops_before_or_after_the_effect(
    rest: Rest, camille: Person, general: str, effect: str, written: int
) -> None:
    await camille.manage("POST", "faults", {"method": "POST", "path": "/messages$", "effect": effect})
    with pytest.raises(aiohttp.ClientError):
        await rest.post(general, {"content": "x"})
    assert len(await camille.read("#general")) == written


async def test_faults_can_be_taken_back(rest: Rest, camille: Person) -> None:
    await camille.manage("POST", "faults", {"path": ".", "effect": "hang"})
    await camille.manage("DELETE", "faults", {})
    assert (await rest.call("GET", "/users/@me")).status == 200


@pytest.mark.parametrize(("do", "code"), [({"do": "close", "code": 4009}, 4009), ({"do": "close"}, 4000)])
async def test_the_gateway_closes_with_any_code(
    line: Line, camille: Person, do: dict[str, Any], code: int
) -> None:
    await camille.manage("POST", "gateway", do)
    assert await line.closed() == code


async def test_the_journal_tells_calls_and_problems(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, general: str
) -> None:
    await rest.post(general, {"content": "x"})
    assert (await rest.call("GET", "/nowhere")).status == 404
    assert (await rest.call("PUT", "/users/@me")).status == 405
    assert (await rest.post(general, {"contents": "x"})).status == 400
    assert (await rest.call("GET", "/users/@me?colour=1")).status == 400
    async with session.get(f"{discord_sandbox.control_url}/journal", params={"since": "0"}) as answer:
        journal = await answer.json()
    last = journal["calls"][-5]
    assert (last["method"], last["status"], last["body"]) == ("POST", 200, {"content": "x"})
    text = "\n".join(journal["problems"])
    assert "/nowhere: unknown route" in text
    assert "method is not known" in text
    assert "unknown fields contents" in text
    assert "unknown query colour" in text


async def test_the_clock_is_moved(session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox) -> None:
    before = discord_sandbox.clock.time()
    async with session.post(f"{discord_sandbox.control_url}/clock", json={"advance": 3600}) as answer:
        assert (await answer.json())["now"] >= before + 3600


async def test_a_port_that_is_taken_is_told(discord_sandbox: DiscordSandbox) -> None:
    port = int(discord_sandbox.url.rpartition(":")[2])
    other = DiscordSandbox()
    with pytest.raises(PortTaken, match=f"Port {port} .* is taken"):
        await other.start(port=port)


async def test_the_bots_connection_is_shown(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, alex: Person
) -> None:
    async def shown() -> bool:
        async with session.get(f"{discord_sandbox.control_url}/state", params={"user": alex.id}) as answer:
            return bool((await answer.json())["application"]["connected"])

    assert not await shown()
    async with connected(rest, session) as line:
        await line.ready()
        assert await shown()

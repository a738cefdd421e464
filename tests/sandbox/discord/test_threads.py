"""Threads on messages, alone, and as posts in a forum."""

from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person
from tests.sandbox.discord.raw import Line, Rest

HAS_THREAD = 1 << 5


async def test_a_thread_has_the_id_of_its_message(line: Line, rest: Rest, general: str, alex: Person) -> None:
    said = await alex.say("#general", "topic")
    path = f"/channels/{general}/messages/{said.id}/threads"
    made = await rest.call("POST", path, {"name": "Talk"})
    assert (made.status, made.body["id"], made.body["type"]) == (201, said.id, 11)
    assert (await line.event("THREAD_CREATE"))["newly_created"] is True
    assert (await rest.call("POST", path, {"name": "Again"})).code == 160004
    message = (await rest.call("GET", f"/channels/{general}/messages/{said.id}")).body
    assert message["flags"] & HAS_THREAD
    assert message["thread"]["name"] == "Talk"
    starter = (await rest.call("GET", f"/channels/{said.id}/messages")).body[0]
    original = starter["referenced_message"]
    # The words of a person are for applications that may read them.
    assert (original["id"], original["content"]) == (said.id, "")


async def test_a_thread_without_a_message_is_told_in_its_channel(rest: Rest, general: str) -> None:
    made = await rest.call("POST", f"/channels/{general}/threads", {"name": "Alone", "type": 11})
    assert made.status == 201
    told = (await rest.call("GET", f"/channels/{general}/messages")).body[0]
    assert (told["type"], told["content"]) == (18, "Alone")


async def test_a_private_thread_needs_its_permission(rest: Rest, general: str) -> None:
    answer = await rest.call("POST", f"/channels/{general}/threads", {"name": "Secret"})
    assert answer.code == 50013


async def test_a_forum_post_is_a_thread_with_its_first_message(rest: Rest, alex: Person) -> None:
    forum = await rest.channel("ideas")
    tags = (await rest.call("GET", f"/channels/{forum}")).body["available_tags"]
    body = {"name": "Try this", "message": {"content": "An idea"}, "applied_tags": [tags[0]["id"]]}
    post = (await rest.call("POST", f"/channels/{forum}/threads", body)).body
    assert post["message"]["id"] == post["id"]
    assert post["applied_tags"] == [tags[0]["id"]]
    assert [seen.text for seen in await alex.read(post["id"])] == ["An idea"]


async def test_a_forum_takes_no_plain_message(rest: Rest) -> None:
    answer = await rest.post(await rest.channel("ideas"), {"content": "x"})
    assert (answer.status, answer.code) == (400, 50008)


async def test_a_forum_post_needs_a_message_and_known_tags(rest: Rest) -> None:
    path = f"/channels/{await rest.channel('ideas')}/threads"
    assert (await rest.call("POST", path, {"name": "x"})).errors("message") == ["BASE_TYPE_REQUIRED"]
    assert (await rest.call("POST", path, {"name": "x", "message": {}})).code == 50006
    unknown = {"name": "x", "message": {"content": "x"}, "applied_tags": ["1"]}
    assert (await rest.call("POST", path, unknown)).errors("applied_tags", 0) == ["INVALID_TAG"]


async def test_a_forum_can_require_a_tag(rest: Rest, camille: Person) -> None:
    forum = await rest.channel("ideas")
    await camille.manage("PATCH", f"channels/{forum}", {"flags": 1 << 4})
    body = {"name": "x", "message": {"content": "x"}}
    answer = await rest.call("POST", f"/channels/{forum}/threads", body)
    assert (answer.status, answer.code) == (400, 40067)


async def test_a_message_wakes_an_archived_thread(rest: Rest, general: str) -> None:
    made = (await rest.call("POST", f"/channels/{general}/threads", {"name": "Sleepy", "type": 11})).body
    path = f"/channels/{made['id']}"
    slept = await rest.call("PATCH", path, {"archived": True})
    assert slept.body["thread_metadata"]["archived"] is True
    active = await rest.call("GET", f"/guilds/{await rest.guild()}/threads/active")
    assert active.body["threads"] == []
    listed = (await rest.call("GET", f"/channels/{general}/threads/archived/public")).body
    assert [each["id"] for each in listed["threads"]] == [made["id"]]
    await rest.post(made["id"], {"content": "wake up"})
    assert (await rest.call("GET", path)).body["thread_metadata"]["archived"] is False


async def test_a_thread_gets_two_new_names_in_ten_minutes_and_tells_each(
    rest: Rest, general: str, discord_sandbox: DiscordSandbox
) -> None:
    made = (await rest.call("POST", f"/channels/{general}/threads", {"name": "First", "type": 11})).body
    path = f"/channels/{made['id']}"
    answers = [await rest.call("PATCH", path, {"name": name}) for name in ("Second", "Third", "Fourth")]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert answers[2].body["retry_after"] > 590
    told = (await rest.call("GET", f"{path}/messages")).body
    assert [(each["type"], each["content"]) for each in told] == [(4, "Third"), (4, "Second")]
    assert (await rest.call("PATCH", path, {"auto_archive_duration": 60})).status == 200
    discord_sandbox.clock.advance(600)
    assert (await rest.call("PATCH", path, {"name": "Fourth"})).body["name"] == "Fourth"


async def test_an_archived_thread_is_renamed_only_where_it_is_woken_too(rest: Rest, general: str) -> None:
    made = (await rest.call("POST", f"/channels/{general}/threads", {"name": "First", "type": 11})).body
    path = f"/channels/{made['id']}"
    await rest.call("PATCH", path, {"archived": True})
    assert (await rest.call("PATCH", path, {"name": "Second"})).code == 50083
    assert (await rest.call("PATCH", path, {"name": "Second", "archived": False})).body["name"] == "Second"


async def test_locking_a_thread_needs_its_permission(rest: Rest, general: str) -> None:
    made = (await rest.call("POST", f"/channels/{general}/threads", {"name": "Open", "type": 11})).body
    assert (await rest.call("PATCH", f"/channels/{made['id']}", {"locked": True})).code == 50013
    assert (await rest.call("DELETE", f"/channels/{made['id']}")).code == 50013


async def test_members_join_and_leave_threads(rest: Rest, general: str, alex: Person) -> None:
    made = (await rest.call("POST", f"/channels/{general}/threads", {"name": "Open", "type": 11})).body
    members = f"/channels/{made['id']}/thread-members"
    assert (await rest.call("PUT", f"{members}/{alex.id}")).status == 204
    assert {each["user_id"] for each in (await rest.call("GET", members)).body} >= {alex.id}
    assert (await rest.call("DELETE", f"{members}/@me")).status == 204
    assert (await rest.call("GET", f"{members}/{await rest.application()}")).code == 10007

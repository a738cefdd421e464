"""Messages: written, read, edited, deleted, published; nonces, files and their addresses."""

import aiohttp
import pytest

from sandbox.discord.cdn import plain_png
from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person
from tests.sandbox.discord.raw import Line, Rest

V2 = 1 << 15
CROSSPOSTED, IS_CROSSPOST = 1, 2


async def test_the_same_nonce_gives_the_same_message(rest: Rest, general: str) -> None:
    body = {"content": "once", "nonce": "row-1", "enforce_nonce": True}
    first = await rest.post(general, body)
    second = await rest.post(general, {**body, "content": "twice"})
    assert second.status == 200
    assert second.body["id"] == first.body["id"]
    assert second.body["content"] == "once"
    assert len((await rest.call("GET", f"/channels/{general}/messages")).body) == 1


async def test_a_nonce_that_is_not_enforced_means_nothing(rest: Rest, general: str) -> None:
    body = {"content": "x", "nonce": "row-1"}
    assert (await rest.post(general, body)).body["id"] != (await rest.post(general, body)).body["id"]


async def test_a_nonce_is_forgotten_after_some_minutes(
    rest: Rest, general: str, discord_sandbox: DiscordSandbox
) -> None:
    body = {"content": "x", "nonce": "row-1", "enforce_nonce": True}
    first = (await rest.post(general, body)).body["id"]
    discord_sandbox.clock.advance(discord_sandbox.limits.nonce_seconds - 1)
    assert (await rest.post(general, body)).body["id"] == first
    discord_sandbox.clock.advance(2)
    assert (await rest.post(general, body)).body["id"] != first


async def test_a_nonce_belongs_to_its_author_in_whatever_channel(rest: Rest, general: str) -> None:
    body = {"content": "x", "nonce": "row-1", "enforce_nonce": True}
    other = await rest.channel("results")
    assert (await rest.post(general, body)).body["id"] == (await rest.post(other, body)).body["id"]


async def test_a_nonce_of_a_deleted_message_is_free(rest: Rest, general: str) -> None:
    body = {"content": "x", "nonce": "row-1", "enforce_nonce": True}
    first = (await rest.post(general, body)).body["id"]
    await rest.call("DELETE", f"/channels/{general}/messages/{first}")
    assert (await rest.post(general, body)).body["id"] != first


async def test_history_pages_in_every_direction(rest: Rest, general: str, alex: Person) -> None:
    ids = [(await alex.say("#general", str(number))).id for number in range(7)]
    url = f"/channels/{general}/messages"

    async def page(query: str) -> list[int]:
        return [ids.index(each["id"]) for each in (await rest.call("GET", url + query)).body]

    assert await page("?limit=3") == [6, 5, 4]
    assert await page(f"?limit=2&before={ids[4]}") == [3, 2]
    assert await page(f"?limit=2&after={ids[1]}") == [3, 2]
    assert await page(f"?limit=3&around={ids[3]}") == [4, 3, 2]
    for query in (f"?after={ids[1]}&before={ids[2]}", "?limit=0", "?limit=101", "?limit=x"):
        assert (await rest.call("GET", url + query)).code == 50035


async def test_words_of_others_are_read_by_an_application_that_may(
    rest: Rest, general: str, alex: Person, discord_sandbox: DiscordSandbox
) -> None:
    bot = await rest.application()
    hidden = await alex.say("#general", "hidden")
    shown = await alex.say("#general", f"<@{bot}> shown")
    own = (await rest.post(general, {"content": "own", "message_reference": {"message_id": hidden.id}})).body
    url = f"/channels/{general}/messages"
    history = (await rest.call("GET", url)).body
    assert [one["content"] for one in history] == ["own", shown.text, ""]
    single = (await rest.call("GET", f"{url}/{own['id']}")).body
    assert (single["content"], single["referenced_message"]["content"]) == ("own", "")
    discord_sandbox.state.application.flags = 1 << 19
    assert (await rest.call("GET", f"{url}/{hidden.id}")).body["content"] == "hidden"


async def test_an_edit_changes_what_it_names(rest: Rest, general: str) -> None:
    message = (await rest.post(general, {"content": "old", "embeds": [{"title": "kept"}]})).body
    path = f"/channels/{general}/messages/{message['id']}"
    edited = (await rest.call("PATCH", path, {"content": "new"})).body
    assert (edited["content"], edited["embeds"][0]["title"]) == ("new", "kept")
    assert message["edited_timestamp"] is None
    assert edited["edited_timestamp"] is not None
    assert (await rest.call("PATCH", path, {"content": "", "embeds": []})).code == 50006


async def test_a_message_becomes_v2_when_its_content_goes_and_stays_v2(rest: Rest, general: str) -> None:
    message = (await rest.post(general, {"content": "old"})).body
    path = f"/channels/{general}/messages/{message['id']}"
    layout = {"flags": V2, "components": [{"type": 10, "content": "new"}]}
    assert (await rest.call("PATCH", path, layout)).code == 50035
    turned = (await rest.call("PATCH", path, {**layout, "content": None})).body
    assert turned["flags"] & V2
    again = (await rest.call("PATCH", path, {"flags": 0, "components": layout["components"]})).body
    assert again["flags"] & V2
    assert (await rest.call("PATCH", path, {"content": "back"})).code == 50035


async def test_components_get_ids_in_reading_order(rest: Rest, general: str) -> None:
    components = [{"type": 17, "components": [{"type": 10, "content": "a"}, {"type": 14}]}]
    body = (await rest.post(general, {"flags": V2, "components": components})).body
    container = body["components"][0]
    assert [container["id"], *[each["id"] for each in container["components"]]] == [1, 2, 3]
    assert container["components"][1] == {"type": 14, "id": 3, "divider": True, "spacing": 1}


async def test_a_reply_carries_the_message_it_answers(rest: Rest, general: str, alex: Person) -> None:
    said = await alex.say("#general", "question")
    body = {"content": "answer", "message_reference": {"message_id": said.id}}
    reply = (await rest.post(general, body)).body
    assert (reply["type"], reply["referenced_message"]["content"]) == (19, "question")


async def test_a_reply_to_a_lost_message_can_be_sent_all_the_same(rest: Rest, general: str) -> None:
    reference = {"message_id": "1", "fail_if_not_exists": False}
    assert (await rest.post(general, {"content": "x", "message_reference": reference})).body["type"] == 0


async def test_messages_are_deleted_one_by_one(line: Line, rest: Rest, general: str) -> None:
    message = (await rest.post(general, {"content": "x"})).body
    assert (await rest.call("DELETE", f"/channels/{general}/messages/{message['id']}")).status == 204
    assert (await line.event("MESSAGE_DELETE"))["id"] == message["id"]


async def test_files_come_back_as_they_were_sent(
    rest: Rest, general: str, session: aiohttp.ClientSession
) -> None:
    body = {"content": "x", "attachments": [{"id": 0, "description": "a square"}]}
    sent = await rest.post(general, body, files=[("a square.png", plain_png((1, 2, 3))), ("b.txt", b"b")])
    square, text = sent.body["attachments"]
    assert (square["filename"], square["width"], square["height"]) == ("a_square.png", 16, 16)
    assert (square["description"], square["content_type"]) == ("a square", "image/png")
    async with session.get(square["url"]) as answer:
        assert await answer.read() == plain_png((1, 2, 3))
        assert answer.content_type == "image/png"
    async with session.get(text["url"]) as answer:
        assert await answer.read() == b"b"
        assert "attachment" in answer.headers["Content-Disposition"]


async def test_a_files_address_expires_and_is_renewed_with_the_message(
    rest: Rest, general: str, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    message = (await rest.post(general, {"content": "x"}, files=[("b.txt", b"b")])).body
    url = message["attachments"][0]["url"]
    discord_sandbox.clock.advance(24 * 3600 + 1)
    async with session.get(url) as answer:
        assert answer.status == 404
    again = (await rest.call("GET", f"/channels/{general}/messages/{message['id']}")).body
    async with session.get(again["attachments"][0]["url"]) as answer:
        assert answer.status == 200


async def test_a_files_name_may_hold_anything(
    rest: Rest, general: str, session: aiohttp.ClientSession
) -> None:
    name = "été (1) & #2 100%.txt"
    attachment = (await rest.post(general, {}, files=[(name, b"b")])).body["attachments"][0]
    assert attachment["filename"] == name.replace(" ", "_")
    async with session.get(attachment["url"]) as answer:
        assert await answer.read() == b"b"


@pytest.mark.parametrize("change", ["hm=", "/attachments/1"])
async def test_a_files_address_cannot_be_made_up(
    rest: Rest, general: str, session: aiohttp.ClientSession, change: str
) -> None:
    message = (await rest.post(general, {"content": "x"}, files=[("b.txt", b"b")])).body
    url = message["attachments"][0]["url"].replace(change, f"{change}0")
    async with session.get(url) as answer:
        assert answer.status == 404


async def test_an_edit_keeps_drops_and_adds_files(rest: Rest, general: str) -> None:
    sent = await rest.post(general, {"content": "x"}, files=[("a.txt", b"a"), ("b.txt", b"b")])
    kept = sent.body["attachments"][1]["id"]
    path = f"/channels/{general}/messages/{sent.body['id']}"
    body = {"attachments": [{"id": kept}, {"id": 0}]}
    edited = await rest.call("PATCH", path, body, files=[("c.txt", b"c")])
    assert [each["filename"] for each in edited.body["attachments"]] == ["b.txt", "c.txt"]


async def test_a_file_in_an_embed_does_not_stand_among_the_attachments(rest: Rest, general: str) -> None:
    body = {"embeds": [{"image": {"url": "attachment://a.png"}}]}
    sent = (await rest.post(general, body, files=[("a.png", plain_png((0, 0, 0)))])).body
    assert sent["attachments"] == []
    assert sent["embeds"][0]["image"]["url"].startswith("http")


async def test_a_published_message_appears_in_the_channels_that_follow(
    line: Line, rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, alex: Person
) -> None:
    news, target = await rest.channel("news"), await rest.channel("general", "Open Bench")
    url = f"{discord_sandbox.control_url}/guilds/{await rest.guild('Open Bench')}/bot"
    async with session.delete(url), session.put(url, json={"permissions": str(1 << 29 | 0x1EC00)}):
        pass
    followed = await rest.call("POST", f"/channels/{news}/followers", {"webhook_channel_id": target})
    assert followed.body["channel_id"] == news
    message = (await rest.post(news, {"content": "news"})).body
    path = f"/channels/{news}/messages/{message['id']}"
    assert (await rest.call("POST", f"{path}/crosspost")).body["flags"] & CROSSPOSTED
    copy = await alex.wait_for(target, lambda seen: seen.text == "news")
    assert copy.raw["flags"] & IS_CROSSPOST
    assert copy.raw["message_reference"]["message_id"] == message["id"]
    assert (await rest.call("POST", f"{path}/crosspost")).code == 40033
    await rest.call("PATCH", path, {"content": "better news"})
    await alex.wait_for(target, lambda seen: seen.text == "better news")


async def test_a_published_message_is_edited_at_most_three_times_an_hour(
    rest: Rest, discord_sandbox: DiscordSandbox
) -> None:
    news = await rest.channel("news")
    message = (await rest.post(news, {"content": "news"})).body
    path = f"/channels/{news}/messages/{message['id']}"
    await rest.call("POST", f"{path}/crosspost")
    answers = [await rest.call("PATCH", path, {"content": str(number)}) for number in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert (answers[3].code, answers[3].headers["X-RateLimit-Scope"]) == (20028, "shared")
    assert answers[3].body["retry_after"] > 3500
    discord_sandbox.clock.advance(3600)
    assert (await rest.call("PATCH", path, {"content": "again"})).status == 200


async def test_only_announcement_channels_publish(rest: Rest, general: str) -> None:
    message = (await rest.post(general, {"content": "x"})).body
    answer = await rest.call("POST", f"/channels/{general}/messages/{message['id']}/crosspost")
    assert (answer.status, answer.code) == (400, 50024)


async def test_reactions_and_pins_are_kept(rest: Rest, general: str, alex: Person) -> None:
    said = await alex.say("#general", "nice")
    path = f"/channels/{general}/messages/{said.id}"
    assert (await rest.call("PUT", f"{path}/reactions/%F0%9F%91%8D/@me")).status == 204
    reactions = (await rest.call("GET", path)).body["reactions"]
    assert [(each["emoji"]["name"], each["count"], each["me"]) for each in reactions] == [("👍", 1, True)]
    assert (await rest.call("PUT", f"/channels/{general}/messages/pins/{said.id}")).code == 50013


async def test_people_who_share_no_guild_get_no_direct_message(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox
) -> None:
    async with session.post(f"{discord_sandbox.control_url}/users", json={"username": "zoe"}) as made:
        stranger = (await made.json())["id"]
    answer = await rest.call("POST", "/users/@me/channels", {"recipient_id": stranger})
    assert (answer.status, answer.code) == (403, 50007)


async def test_only_so_many_private_conversations_are_opened_at_once(
    rest: Rest, discord_sandbox: DiscordSandbox, alex: Person
) -> None:
    discord_sandbox.core.limits.new_direct_channels = (1, 600.0)
    others = [user.id for user in discord_sandbox.state.users.values() if not user.bot]
    first = await rest.call("POST", "/users/@me/channels", {"recipient_id": str(others[0])})
    second = await rest.call("POST", "/users/@me/channels", {"recipient_id": str(others[1])})
    assert (first.status, second.code) == (200, 40003)
    again = await rest.call("POST", "/users/@me/channels", {"recipient_id": str(others[0])})
    assert again.status == 200
    discord_sandbox.clock.advance(601)
    later = await rest.call("POST", "/users/@me/channels", {"recipient_id": str(others[1])})
    assert later.status == 200


async def test_somebody_who_takes_no_direct_messages_gets_none(
    rest: Rest, session: aiohttp.ClientSession, discord_sandbox: DiscordSandbox, alex: Person
) -> None:
    direct = (await rest.call("POST", "/users/@me/channels", {"recipient_id": alex.id})).body["id"]
    assert (await rest.post(direct, {"content": "x"})).status == 200
    url = f"{discord_sandbox.control_url}/users/{alex.id}"
    async with session.patch(url, json={"takes_direct_messages": False}) as answer:
        assert answer.status == 200
    refused = await rest.post(direct, {"content": "y"})
    assert (refused.status, refused.code) == (403, 50007)


async def test_a_picture_that_lies_elsewhere_is_passed_on(
    rest: Rest, general: str, discord_sandbox: DiscordSandbox
) -> None:
    address, unknown = "https://images.example.org/one.png", "https://images.example.org/other.png"
    discord_sandbox.core.pictures_elsewhere[address] = plain_png((1, 2, 3))
    sections = [
        {
            "type": 9,
            "components": [{"type": 10, "content": "words"}],
            "accessory": {"type": 11, "media": {"url": url}},
        }
        for url in (address, unknown)
    ]
    sent = (await rest.post(general, {"flags": 1 << 15, "components": sections})).body
    shown, not_shown = (one["accessory"]["media"] for one in sent["components"])
    assert (shown["url"], shown["width"]) == (address, 16)
    assert not_shown["proxy_url"] == unknown
    async with rest.session.get(shown["proxy_url"]) as answer:
        assert await answer.read() == plain_png((1, 2, 3))
    async with rest.session.get(shown["proxy_url"].partition("?")[0]) as answer:
        assert answer.status == 404

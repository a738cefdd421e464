"""The life of an interaction: who may answer how, until when, and who sees it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.discord.server import DiscordSandbox
from sandbox.person import Person, Reply
from tests.sandbox.discord.raw import Answer, Line, Rest

EPHEMERAL, LOADING, V2 = 1 << 6, 1 << 7, 1 << 15
PRESS = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Press", "custom_id": "press"}]}
COMMANDS = [
    {"name": "ping", "description": "Answers"},
    {
        "name": "find",
        "description": "Finds",
        "options": [{"type": 3, "name": "what", "description": "What", "autocomplete": True}],
    },
]


def text_field(number: int = 0) -> dict[str, Any]:
    component = {"type": 4, "custom_id": f"field-{number}", "style": 1}
    return {"type": 18, "label": f"Field {number}", "component": component}


def modal(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": 9, "data": {"custom_id": "form", "title": "A form", "components": list(fields)}}


@dataclass
class Used:
    """A command that was used, as the bot sees it, and the person's wait for the answer."""

    rest: Rest
    event: dict[str, Any]
    reply: asyncio.Task[Reply]

    @property
    def webhook(self) -> str:
        return f"/webhooks/{self.event['application_id']}/{self.event['token']}"

    async def answer(self, body: Any, *, query: str = "", **more: Any) -> Answer:
        path = f"/interactions/{self.event['id']}/{self.event['token']}/callback{query}"
        return await self.rest.call("POST", path, body, authorization=None, **more)

    async def follow_up(self, body: Any, **more: Any) -> Answer:
        return await self.rest.call("POST", self.webhook, body, authorization=None, **more)

    async def original(self, method: str, body: Any = None) -> Answer:
        path = f"{self.webhook}/messages/@original"
        return await self.rest.call(method, path, body, authorization=None)


@pytest.fixture
async def used(rest: Rest, line: Line, alex: Person) -> AsyncIterator[Used]:
    await rest.call("PUT", f"/applications/{await rest.application()}/commands", COMMANDS)
    reply = asyncio.create_task(alex.command("ping", channel="#general"))
    yield Used(rest, await line.event("INTERACTION_CREATE"), reply)
    reply.cancel()
    await asyncio.wait({reply})


async def pressed(used: Used, line: Line, alex: Person) -> Used:
    """A button under the answer, pressed."""
    await used.answer({"type": 4, "data": {"content": "pong", "components": [PRESS]}})
    message = (await used.reply).message
    assert message is not None
    reply = asyncio.create_task(alex.press(message, "Press"))
    return Used(used.rest, await line.event("INTERACTION_CREATE"), reply)


async def test_the_event_carries_what_a_bot_needs(used: Used, rest: Rest, general: str) -> None:
    event = used.event
    guild = await rest.guild()
    assert (event["type"], event["version"], event["context"]) == (2, 1, 0)
    assert (event["guild_id"], event["channel_id"], event["channel"]["id"]) == (guild, general, general)
    assert (event["locale"], event["guild_locale"]) == ("en-US", "en-US")
    assert event["attachment_size_limit"] == 10 * 1024 * 1024
    assert event["entitlements"] == []
    assert event["authorizing_integration_owners"] == {"0": guild}
    assert event["member"]["user"]["username"] == "alex"
    assert int(event["member"]["permissions"]) & 1 << 11
    assert int(event["app_permissions"]) & 1 << 11


async def test_an_answer_is_204_without_with_response(used: Used) -> None:
    answer = await used.answer({"type": 4, "data": {"content": "pong"}})
    assert (answer.status, answer.body) == (204, "")
    assert (await used.reply).text == "pong"


async def test_an_answer_tells_of_its_message_with_with_response(used: Used) -> None:
    body = {"type": 4, "data": {"content": "pong", "flags": EPHEMERAL}}
    answer = (await used.answer(body, query="?with_response=true")).body
    assert answer["interaction"]["response_message_ephemeral"] is True
    assert answer["resource"]["message"]["content"] == "pong"
    assert answer["resource"]["message"]["interaction_metadata"]["id"] == used.event["id"]


async def test_a_second_answer_is_refused_with_40060(used: Used) -> None:
    await used.answer({"type": 4, "data": {"content": "pong"}})
    answer = await used.answer({"type": 4, "data": {"content": "again"}})
    assert (answer.status, answer.code) == (400, 40060)


async def test_an_answer_after_three_seconds_is_refused_with_10062(
    used: Used, discord_sandbox: DiscordSandbox
) -> None:
    discord_sandbox.clock.advance(3.1)
    reply = await used.reply
    assert (reply.state, reply.error) == ("failed", "The application did not respond")
    answer = await used.answer({"type": 4, "data": {"content": "late"}})
    assert (answer.status, answer.code) == (404, 10062)


async def test_a_wrong_token_is_refused_with_10062(used: Used) -> None:
    used.event["token"] = "wrong"
    answer = await used.answer({"type": 4, "data": {"content": "pong"}})
    assert (answer.status, answer.code) == (404, 10062)


async def test_a_refused_answer_can_be_made_good(used: Used) -> None:
    assert (await used.answer({"type": 4, "data": {"content": "x" * 2001}})).code == 50035
    assert (await used.answer({"type": 4, "data": {"content": "pong"}})).status == 204


@pytest.mark.parametrize("kind", [4, 9])
async def test_an_answer_without_data_is_refused(used: Used, kind: int) -> None:
    answer = await used.answer({"type": kind})
    assert answer.code == 50035
    assert answer.errors("data") == ["BASE_TYPE_REQUIRED"]


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 12])
async def test_an_answer_that_does_not_fit_a_command_is_refused(used: Used, kind: int) -> None:
    answer = await used.answer({"type": kind, "data": {"content": "x"}})
    assert answer.errors("type") == ["BASE_TYPE_CHOICES"]


async def test_an_empty_answer_is_refused_with_50006(used: Used) -> None:
    assert (await used.answer({"type": 4, "data": {"flags": EPHEMERAL}})).code == 50006


async def test_a_deferred_answer_is_replaced_by_the_first_followup(used: Used) -> None:
    await used.answer({"type": 5})
    original = (await used.original("GET")).body
    assert original["flags"] & LOADING
    followup = (await used.follow_up({"content": "done", "flags": EPHEMERAL})).body
    assert followup["id"] == original["id"]
    assert not followup["flags"] & (LOADING | EPHEMERAL)
    assert (await used.reply).text == "done"
    second = (await used.follow_up({"content": "more"})).body
    assert second["id"] != original["id"]


async def test_a_deferred_answer_is_finished_by_an_edit(used: Used, alex: Person, camille: Person) -> None:
    await used.answer({"type": 5, "data": {"flags": EPHEMERAL}})
    await used.original("PATCH", {"content": "done"})
    assert (await used.reply).text == "done"
    assert [seen.text for seen in await alex.read("#general")] == ["done"]
    assert await camille.read("#general") == []


async def test_an_ephemeral_message_is_not_in_the_channel_for_the_bot(used: Used, general: str) -> None:
    await used.answer({"type": 4, "data": {"content": "secret", "flags": EPHEMERAL}})
    message = (await used.original("GET")).body
    assert (await used.rest.call("GET", f"/channels/{general}/messages")).body == []
    one = await used.rest.call("GET", f"/channels/{general}/messages/{message['id']}")
    assert one.code == 10008


async def test_followups_before_an_answer_are_refused_with_10015(used: Used) -> None:
    answer = await used.follow_up({"content": "early"})
    assert (answer.status, answer.code) == (404, 10015)


async def test_the_token_ends_after_fifteen_minutes(used: Used, discord_sandbox: DiscordSandbox) -> None:
    await used.answer({"type": 4, "data": {"content": "pong"}})
    discord_sandbox.clock.advance(14 * 60)
    assert (await used.follow_up({"content": "in time"})).status == 200
    discord_sandbox.clock.advance(61)
    answer = await used.follow_up({"content": "late"})
    assert (answer.status, answer.code) == (401, 50027)
    assert (await used.original("GET")).code == 50027


async def test_a_deferred_answer_that_never_comes_fails(used: Used, discord_sandbox: DiscordSandbox) -> None:
    await used.answer({"type": 5})
    discord_sandbox.clock.advance(15 * 60)
    assert (await used.reply).state == "failed"


async def test_the_original_and_followups_can_be_deleted(used: Used) -> None:
    await used.answer({"type": 4, "data": {"content": "pong"}})
    followup = (await used.follow_up({"content": "more"})).body
    path = f"{used.webhook}/messages/{followup['id']}"
    assert (await used.rest.call("DELETE", path, authorization=None)).status == 204
    assert (await used.original("DELETE")).status == 204
    assert (await used.original("GET")).code == 10008


async def test_other_messages_are_out_of_a_tokens_reach(used: Used, general: str) -> None:
    other = (await used.rest.post(general, {"content": "other"})).body
    await used.answer({"type": 4, "data": {"content": "pong"}})
    path = f"{used.webhook}/messages/{other['id']}"
    assert (await used.rest.call("PATCH", path, {"content": "x"}, authorization=None)).code == 10008


async def test_an_answer_can_be_edited_as_a_message_when_its_token_has_ended(
    used: Used, general: str, discord_sandbox: DiscordSandbox
) -> None:
    await used.answer({"type": 4, "data": {"content": "pong"}})
    message = (await used.original("GET")).body
    discord_sandbox.clock.advance(3600)
    path = f"/channels/{general}/messages/{message['id']}"
    assert (await used.rest.call("PATCH", path, {"content": "much later"})).status == 200
    assert (await used.rest.call("DELETE", path)).status == 204


async def test_a_modal_with_six_fields_is_refused(used: Used) -> None:
    answer = await used.answer(modal(*[text_field(number) for number in range(6)]))
    assert answer.errors("data", "components") == ["BASE_TYPE_BAD_LENGTH"]


async def test_a_modal_with_a_long_title_is_refused(used: Used) -> None:
    body = modal(text_field())
    body["data"]["title"] = "x" * 46
    assert (await used.answer(body)).errors("data", "title") == ["BASE_TYPE_BAD_LENGTH"]


async def test_a_modal_is_shown_and_submitted(used: Used, line: Line, alex: Person) -> None:
    await used.answer(modal(text_field()))
    opened = await used.reply
    submitting = asyncio.create_task(alex.submit(opened, {"Field 0": "hello"}))
    submitted = Used(used.rest, await line.event("INTERACTION_CREATE"), submitting)
    assert submitted.event["type"] == 5
    field = submitted.event["data"]["components"][0]["component"]
    assert (field["custom_id"], field["value"]) == ("field-0", "hello")
    assert (await submitted.answer(modal(text_field()))).errors("type") == ["BASE_TYPE_CHOICES"]
    assert (await submitted.answer({"type": 7, "data": {"content": "x"}})).code == 50035
    await submitted.answer({"type": 4, "data": {"content": "thanks"}})
    assert (await submitting).text == "thanks"


async def test_a_button_updates_its_message(used: Used, line: Line, alex: Person) -> None:
    second = await pressed(used, line, alex)
    assert second.event["type"] == 3
    assert second.event["data"]["custom_id"] == "press"
    assert second.event["message"]["content"] == "pong"
    await second.answer({"type": 7, "data": {"content": "updated", "components": []}})
    reply = await second.reply
    assert (reply.state, reply.text) == ("updated", "updated")


async def test_a_button_can_be_acknowledged_and_its_message_edited_later(
    used: Used, line: Line, alex: Person
) -> None:
    second = await pressed(used, line, alex)
    await second.answer({"type": 6})
    assert (await second.reply).state == "updated"
    await second.original("PATCH", {"content": "later", "components": []})
    assert [seen.text for seen in await alex.read("#general")] == ["later"]


async def test_a_button_can_be_answered_with_a_new_message(used: Used, line: Line, alex: Person) -> None:
    second = await pressed(used, line, alex)
    await second.answer({"type": 4, "data": {"content": "new", "flags": EPHEMERAL}})
    assert (await second.reply).text == "new"
    assert [seen.text for seen in await alex.read("#general")] == ["pong\n[Press]", "new"]


async def test_a_v2_message_cannot_be_updated_with_content(used: Used, line: Line, alex: Person) -> None:
    shown = [{"type": 10, "content": "text"}, PRESS]
    await used.answer({"type": 4, "data": {"flags": V2, "components": shown}})
    message = (await used.reply).message
    assert message is not None
    reply = asyncio.create_task(alex.press(message, "Press"))
    second = Used(used.rest, await line.event("INTERACTION_CREATE"), reply)
    answer = await second.answer({"type": 7, "data": {"content": "x"}})
    assert "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2" in answer.errors("data", "content")
    await second.answer({"type": 6})
    await reply


@pytest.mark.parametrize(("count", "status"), [(25, 204), (26, 400)])
async def test_at_most_25_suggestions_are_taken(
    used: Used, line: Line, alex: Person, count: int, status: int
) -> None:
    typing = asyncio.create_task(
        alex.autocomplete("find", channel="#general", options={"what": "a"}, focused="what")
    )
    event = await line.event("INTERACTION_CREATE")
    assert event["data"]["options"] == [{"name": "what", "type": 3, "value": "a", "focused": True}]
    choices = [{"name": str(number), "value": str(number)} for number in range(count)]
    suggesting = Used(used.rest, event, used.reply)
    assert (await suggesting.answer({"type": 4, "data": {"content": "x"}})).code == 50035
    assert (await suggesting.answer({"type": 8, "data": {"choices": choices}})).status == status
    if status == 204:
        assert len(await typing) == count
        assert (await suggesting.follow_up({"content": "x"})).code == 10015
    typing.cancel()
    await asyncio.wait({typing})


async def test_the_global_limit_does_not_count_interactions(
    used: Used, discord_sandbox: DiscordSandbox
) -> None:
    discord_sandbox.limits.global_rate = (0, 1.0)
    discord_sandbox.clock.advance(1.0)
    assert (await used.rest.call("GET", "/users/@me")).status == 429
    assert (await used.answer({"type": 5})).status == 204
    assert (await used.follow_up({"content": "done"})).status == 200


async def test_in_a_boosted_server_files_may_be_larger(rest: Rest, line: Line, alex: Person) -> None:
    await rest.call("PUT", f"/applications/{await rest.application()}/commands", COMMANDS)
    told = await alex.manage("PATCH", f"guilds/{await rest.guild()}", {"premium_tier": 2})
    assert "error" not in told
    reply = asyncio.create_task(alex.command("ping", channel="#general"))
    event = await line.event("INTERACTION_CREATE")
    assert event["attachment_size_limit"] == 50 * 1024 * 1024
    reply.cancel()
    await asyncio.wait({reply})

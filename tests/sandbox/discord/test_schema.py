"""The official description as a judge: what it finds wrong, and the few places where it is relaxed."""

from typing import Any

import pytest

from sandbox.discord.schema import OPENAPI, Schema
from sandbox.discord.server import DiscordSandbox
from tests.sandbox.discord.conftest import SCHEMA_FOLDER
from tests.sandbox.discord.raw import Rest

MESSAGES = "/channels/{channel_id}/messages"
COMMANDS = "/applications/{application_id}/commands"


@pytest.fixture(scope="module")
def schema() -> Schema:
    if not (SCHEMA_FOLDER / OPENAPI).is_file():
        pytest.skip("the official description is not at hand")
    return Schema(SCHEMA_FOLDER)


@pytest.mark.parametrize(
    ("path", "method", "body"),
    [
        (MESSAGES, "POST", {"content": 5}),
        (MESSAGES, "POST", {"contents": "x"}),
        (MESSAGES, "POST", {"embeds": [{}] * 11}),
        (MESSAGES, "POST", {"components": [{"type": 1, "components": [{"type": 2}]}]}),
        (COMMANDS, "POST", {"description": "no name"}),
        ("/nowhere", "GET", None),
        ("/users/@me", "GET", {"a": 1}),
    ],
)
def test_a_wrong_request_is_found(schema: Schema, path: str, method: str, body: Any) -> None:
    assert schema.request_problem(method, path, body) is not None


@pytest.mark.parametrize(
    ("path", "method", "body"),
    [
        (MESSAGES, "POST", {"content": "x", "message_reference": {"message_id": 5}}),
        (MESSAGES, "POST", {"content": "x", "allowed_mentions": {"users": [5, "6"]}}),
        (MESSAGES, "POST", {"embeds": [{"title": "x", "flags": 0}]}),
        (COMMANDS, "POST", {"name": "x", "description": "y", "default_member_permissions": "8"}),
        (COMMANDS, "POST", {"name": "x", "description": "y", "default_member_permissions": 8, "nsfw": False}),
        ("/users/@me", "GET", None),
    ],
)
def test_what_clients_send_and_discord_takes_is_let_through(
    schema: Schema, path: str, method: str, body: Any
) -> None:
    assert schema.request_problem(method, path, body) is None


def test_a_wrong_answer_is_found(schema: Schema) -> None:
    assert schema.answer_problem("GET", "/users/@me", 200, {"id": "1"}) is not None
    assert schema.answer_problem("GET", "/users/@me", 201, {}) == "status 201 is not described"
    assert schema.answer_problem("GET", "/users/@me", 404, {"message": "x"}) is not None
    assert schema.answer_problem("GET", "/users/@me", 404, {"message": "x", "code": 1}) is None


def test_a_wrong_event_is_found(schema: Schema) -> None:
    assert schema.event_problem("MESSAGE_DELETE", {"id": "1"}) is not None
    assert schema.event_problem("MESSAGE_DELETE", {"id": "1", "channel_id": "2"}) is None
    assert schema.event_problem("MADE_UP", {}) is not None


async def test_a_request_that_the_description_refuses_is_a_problem(
    schema: Schema, rest: Rest, general: str, discord_sandbox: DiscordSandbox
) -> None:
    await rest.post(general, {"content": "x", "embeds": [{"color": "red"}]})
    assert discord_sandbox.journal.problems[0].startswith(f"request of POST {MESSAGES}: ")

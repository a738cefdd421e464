"""Bodies of any shape are refused with an error of Discord's, never with a failure of the sandbox."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.discord.errors import ApiError
from sandbox.discord.interactions.model import Callback
from sandbox.discord.rules import channels, commands, interactions, messages

KEYS = st.sampled_from(
    [
        "accessory",
        "attachments",
        "autocomplete",
        "choices",
        "components",
        "content",
        "custom_id",
        "data",
        "description",
        "embeds",
        "fields",
        "file",
        "flags",
        "id",
        "items",
        "label",
        "max_values",
        "media",
        "min_values",
        "name",
        "name_localizations",
        "options",
        "parse",
        "style",
        "title",
        "type",
        "url",
        "users",
        "value",
        "values",
        "allowed_mentions",
        "message_reference",
        "message_id",
        "nonce",
        "unknown",
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-2, 25)
    | st.sampled_from([1 << 15, 1 << 70])
    | st.text(max_size=4)
    | st.sampled_from(["https://example.org", "attachment://a", "http://[", "fr", "users"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
BODIES = VALUES | st.dictionaries(KEYS, VALUES, max_size=6)
CHECKS: dict[str, Callable[[Any], object]] = {
    "a message": lambda body: messages.check(body, "create"),
    "an edit of a V2 message": lambda body: messages.check(body, "edit", layout=True),
    "a command": commands.check_command,
    "a change of a command": lambda body: commands.check_command(body, partial=True),
    "all commands": commands.check_commands,
    "an answer": lambda body: interactions.check_callback(body, set(Callback)),
    "a modal": lambda body: interactions.check_callback({"type": 9, "data": body}, {Callback.MODAL}),
    "a channel": lambda body: channels.check(body, "channel"),
}


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
@given(body=BODIES)
def test_a_body_of_any_shape_is_taken_or_refused(check: Callable[[Any], object], body: Any) -> None:
    with contextlib.suppress(ApiError):
        check(body)

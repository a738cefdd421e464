"""Bodies of messages that Discord refuses, among them those that its schema lets through."""

from typing import Any

import pytest

from tests.sandbox.discord.raw import Rest

V2 = 1 << 15
MIB = 1024 * 1024


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": "press", **more}


def link(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 5, "label": "Open", "url": "https://example.org", **more}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def select(**more: Any) -> dict[str, Any]:
    options = [{"label": "one", "value": "1"}, {"label": "two", "value": "2"}]
    return {"type": 3, "custom_id": "select", "options": options, **more}


def container(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 17, "components": list(components)}


def layout(*components: dict[str, Any]) -> dict[str, Any]:
    return {"flags": V2, "components": list(components)}


def legacy(*components: dict[str, Any]) -> dict[str, Any]:
    return {"content": "x", "components": list(components)}


REFUSED: dict[str, tuple[dict[str, Any], tuple[str | int, ...], str]] = {
    "content over 2,000": ({"content": "x" * 2001}, ("content",), "BASE_TYPE_MAX_LENGTH"),
    "content that is a number": ({"content": 5}, ("content",), "STRING_TYPE_CONVERT"),
    "an unknown field": ({"content": "x", "colour": 1}, ("colour",), "UNKNOWN_FIELD"),
    "a nonce over 25": ({"content": "x", "nonce": "n" * 26}, ("nonce",), "BASE_TYPE_MAX_LENGTH"),
    "11 embeds": ({"embeds": [{"title": "t"}] * 11}, ("embeds",), "BASE_TYPE_MAX_LENGTH"),
    "embeds over 6,000 together": (
        {"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]},
        ("embeds",),
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    "an embed's title over 256": (
        {"embeds": [{"title": "x" * 257}]},
        ("embeds", 0, "title"),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "26 fields": (
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
        ("embeds", 0, "fields"),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "an empty value of a field": (
        {"embeds": [{"fields": [{"name": "n", "value": ""}]}]},
        ("embeds", 0, "fields", 0, "value"),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "an embed's picture by ftp": (
        {"embeds": [{"image": {"url": "ftp://example.org/a.png"}}]},
        ("embeds", 0, "image", "url"),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "a text display without the flag": (
        {"components": [text("x")]},
        ("components", 0),
        "UNION_TYPE_CHOICES",
    ),
    "content beside Components V2": (
        {"content": "x", **layout(text("y"))},
        ("content",),
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "embeds beside Components V2": (
        {"embeds": [{"title": "t"}], **layout(text("y"))},
        ("embeds",),
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "41 components, nested": (
        layout(container(*[text("x")] * 20), container(*[text("x")] * 19)),
        ("components",),
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "texts over 4,000 together": (
        layout(text("x" * 2001), text("x" * 2000)),
        ("components",),
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "the same custom id twice": (
        legacy(row(button(), button())),
        ("components", 0, "components", 1, "custom_id"),
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "six rows": (
        legacy(*[row(button(custom_id=str(number))) for number in range(6)]),
        ("components",),
        "BASE_TYPE_MAX_LENGTH",
    ),
    "six buttons in a row": (
        legacy(row(*[button(custom_id=str(number)) for number in range(6)])),
        ("components", 0, "components"),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a select beside a button": (
        legacy(row(select(), button())),
        ("components", 0, "components"),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a link with a custom id": (
        legacy(row(link(custom_id="x"))),
        ("components", 0, "components", 0, "custom_id"),
        "BUTTON_COMPONENT_INVALID_CUSTOM_ID",
    ),
    "a link without an address": (
        legacy(row(link(url=None))),
        ("components", 0, "components", 0, "url"),
        "BASE_TYPE_REQUIRED",
    ),
    "a button with an address": (
        legacy(row(button(url="https://example.org"))),
        ("components", 0, "components", 0, "url"),
        "BUTTON_COMPONENT_INVALID_URL",
    ),
    "a button without a custom id": (
        legacy(row(button(custom_id=None))),
        ("components", 0, "components", 0, "custom_id"),
        "BASE_TYPE_REQUIRED",
    ),
    "a button without label and emoji": (
        legacy(row(button(label=None))),
        ("components", 0, "components", 0, "label"),
        "BASE_TYPE_REQUIRED",
    ),
    "a custom id over 100": (
        legacy(row(button(custom_id="x" * 101))),
        ("components", 0, "components", 0, "custom_id"),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a link by javascript": (
        legacy(row(link(url="javascript:alert(1)"))),
        ("components", 0, "components", 0, "url"),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "a gallery's picture by ftp": (
        layout({"type": 12, "items": [{"media": {"url": "ftp://example.org/a.png"}}]}),
        ("components", 0, "items", 0, "media", "url"),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "a file by https": (
        layout({"type": 13, "file": {"url": "https://example.org/a.txt"}}),
        ("components", 0, "file", "url"),
        "URL_TYPE_INVALID_SCHEME",
    ),
    "a file that is not there": (
        layout({"type": 13, "file": {"url": "attachment://a.txt"}}),
        ("components", 0, "file", "url"),
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ),
    "26 options": (
        legacy(row(select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))),
        ("components", 0, "components", 0, "options"),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "the same value twice": (
        legacy(row(select(options=[{"label": "a", "value": "1"}, {"label": "b", "value": "1"}]))),
        ("components", 0, "components", 0, "options", 1, "value"),
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    "more to choose than there is": (
        legacy(row(select(min_values=3, max_values=3))),
        ("components", 0, "components", 0, "min_values"),
        "SELECT_COMPONENT_TOO_FEW_OPTIONS",
    ),
    "four texts in a section": (
        layout({"type": 9, "components": [text("x")] * 4, "accessory": link()}),
        ("components", 0, "components"),
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a section without an accessory": (
        layout({"type": 9, "components": [text("x")]}),
        ("components", 0, "accessory"),
        "BASE_TYPE_REQUIRED",
    ),
    "a container in a container": (
        layout(container(container(text("x")))),
        ("components", 0, "components", 0),
        "UNION_TYPE_CHOICES",
    ),
    "mentions both parsed and listed": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        ("allowed_mentions",),
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    "an attachment that was not sent": (
        {"content": "x", "attachments": [{"id": 0, "filename": "a.txt"}]},
        ("attachments", 0, "id"),
        "ATTACHMENT_NOT_FOUND",
    ),
    "a reply to nothing": (
        {"content": "x", "message_reference": {"message_id": "1"}},
        ("message_reference",),
        "MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
    ),
}


@pytest.mark.parametrize(("body", "path", "code"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_message_is_refused_with_50035(
    rest: Rest, general: str, body: dict[str, Any], path: tuple[str | int, ...], code: str
) -> None:
    answer = await rest.post(general, body)
    assert (answer.status, answer.code) == (400, 50035)
    assert code in answer.errors(*path), answer.body
    assert (await rest.call("GET", f"/channels/{general}/messages")).body == []


ACCEPTED = {
    "content of 2,000": {"content": "x" * 2000},
    "embeds of 6,000 together": {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3000}]},
    "40 components": layout(container(*[text("x")] * 19), container(*[text("x")] * 19)),
    "texts of 4,000 together": layout(text("x" * 2000), text("x" * 2000)),
    "five rows": legacy(*[row(button(custom_id=str(number))) for number in range(5)]),
    "a link of the application": legacy(row(link(url="discord://-/channels/1"))),
    "a select": legacy(row(select(min_values=1, max_values=2))),
    "ids as integers": {"content": "x", "allowed_mentions": {"users": [1]}},
    "spaces around a text": {"content": "  x  "},
}


@pytest.mark.parametrize("body", ACCEPTED.values(), ids=ACCEPTED.keys())
async def test_a_message_is_accepted(rest: Rest, general: str, body: dict[str, Any]) -> None:
    assert (await rest.post(general, body)).status == 200


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": "  "}, {"flags": V2}, {"components": []}])
async def test_an_empty_message_is_refused_with_50006(rest: Rest, general: str, body: Any) -> None:
    answer = await rest.post(general, body)
    assert (answer.status, answer.code) == (400, 50006)


async def test_a_file_over_ten_mebibytes_is_refused_with_40005(rest: Rest, general: str) -> None:
    answer = await rest.post(general, {"content": "x"}, files=[("big.bin", b"x" * (10 * MIB + 1))])
    assert (answer.status, answer.code) == (413, 40005)


async def test_eleven_files_are_refused(rest: Rest, general: str) -> None:
    answer = await rest.post(general, {}, files=[(f"{number}.txt", b"x") for number in range(11)])
    assert answer.errors("attachments") == ["BASE_TYPE_MAX_LENGTH"]


async def test_a_request_over_25_mebibytes_is_refused_with_40005(rest: Rest, general: str) -> None:
    files = [(f"{number}.bin", b"x" * 9 * MIB) for number in range(3)]
    answer = await rest.post(general, {"content": "x"}, files=files)
    assert (answer.status, answer.code) == (413, 40005)


async def test_a_body_that_is_not_json_is_refused_with_50109(rest: Rest, general: str) -> None:
    async with rest.session.post(
        f"{rest.url}/channels/{general}/messages",
        data="{",
        headers={"Content-Type": "application/json", "Authorization": f"Bot {rest.token}"},
    ) as answer:
        assert answer.status == 400
        assert (await answer.json())["code"] == 50109

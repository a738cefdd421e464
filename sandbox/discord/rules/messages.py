"""What a message may look like when it is created or edited, and by which way."""

from collections.abc import Collection, Mapping
from typing import Any, Literal

from sandbox.discord.errors import EMPTY_MESSAGE, INVALID_FORM_BODY, TOO_LARGE, ApiError
from sandbox.discord.model import Flag
from sandbox.discord.rules.forms import (
    Check,
    Path,
    Report,
    anything,
    boolean,
    choice,
    integer,
    listing,
    mapping,
    snowflake,
    text,
    url,
)
from sandbox.discord.rules.kinds import walk
from sandbox.discord.rules.layouts import check_layout, check_legacy

MAX_CONTENT = 2000
MAX_EMBEDS_TEXT = 6000
MAX_FILES = 10
MAX_REQUEST = 25 * 1024 * 1024
MAX_NONCE = 25

Way = Literal["create", "edit", "webhook", "webhook_edit", "reply", "update"]

_image_url = url("http", "https", "attachment")
_image = mapping(
    {},
    {
        "url": _image_url,
        "width": integer(0),
        "height": integer(0),
        "description": text(4096),
        "proxy_url": anything,
        "content_type": anything,
        "flags": integer(0),
        "placeholder": anything,
        "placeholder_version": anything,
    },
)
_field = mapping({"name": text(256, 1), "value": text(1024, 1)}, {"inline": boolean})
_named = {"name": text(256), "url": url("http", "https")}
_embed = mapping(
    {},
    {
        "type": text(32),
        "title": text(256),
        "description": text(4096),
        "url": url("http", "https"),
        "color": integer(0, 0xFFFFFF),
        "timestamp": text(64),
        "footer": mapping({}, {"text": text(2048), "icon_url": _image_url, "proxy_icon_url": anything}),
        "image": _image,
        "thumbnail": _image,
        "author": mapping({}, {**_named, "icon_url": _image_url, "proxy_icon_url": anything}),
        "provider": mapping({}, _named),
        "video": anything,
        "fields": listing(_field, 25),
        "flags": integer(0),
    },
)
_allowed_mentions = mapping(
    {},
    {
        "parse": listing(choice(["users", "roles", "everyone"]), 3),
        "users": listing(snowflake, 100),
        "roles": listing(snowflake, 100),
        "replied_user": boolean,
    },
)
_attachment = mapping(
    {"id": snowflake},
    {
        "filename": text(1024),
        "description": text(1024),
        "title": text(1024),
        "duration_secs": anything,
        "waveform": anything,
        "is_remix": boolean,
        "is_spoiler": boolean,
    },
)
_reference = mapping(
    {"message_id": snowflake},
    {
        "type": choice([0, 1]),
        "guild_id": snowflake,
        "channel_id": snowflake,
        "fail_if_not_exists": boolean,
    },
)


def _nonce(value: Any, path: Path, report: Report) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        report.add(path, "UNION_TYPE_CHOICES", "Value must be a string or an integer.")
    elif len(str(value)) > MAX_NONCE:
        report.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_NONCE} or fewer in length.")


_body: dict[str, Check] = {
    "content": text(MAX_CONTENT),
    "embeds": listing(_embed, 10),
    "allowed_mentions": _allowed_mentions,
    "components": anything,
    "attachments": listing(_attachment, 10),
    "flags": integer(0),
}
# Clients send `tts` (discord.py) and `enforce_nonce` (discord.js) with every message and edit, also where
# nothing of the kind is described, and Discord takes it.
_body |= {"tts": boolean, "enforce_nonce": boolean}
_sender: dict[str, Check] = {"username": text(80, 1), "avatar_url": url("http", "https")}
_stickers: dict[str, Check] = {"sticker_ids": listing(snowflake, 0)}
_forms: dict[Way, Check] = {
    "create": mapping({}, {**_body, **_stickers, "nonce": _nonce, "message_reference": _reference}),
    "edit": mapping({}, {**_body, **_stickers}),
    "webhook": mapping({}, {**_body, **_sender, "thread_name": text(100)}),
    "webhook_edit": mapping({}, _body),
    "reply": mapping({}, _body),
    "update": mapping({}, _body),
}


def _embed_length(embed: Mapping[str, Any]) -> int:
    parts = [embed.get("title"), embed.get("description")]
    parts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        parts += [field.get("name"), field.get("value")]
    return sum(len(part) for part in parts if isinstance(part, str))


def _check_embeds_length(embeds: Any, report: Report) -> None:
    if report.errors or not isinstance(embeds, list):
        return
    if sum(_embed_length(embed) for embed in embeds) > MAX_EMBEDS_TEXT:
        message = f"Embed size exceeds maximum size of {MAX_EMBEDS_TEXT}"
        report.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", message)


def _check_layout(body: Mapping[str, Any], report: Report) -> None:
    for key in ("content", "embeds", "sticker_ids", "poll"):
        if body.get(key):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            report.add((key,), code, message)
    check_layout(body.get("components") or [], ("components",), report)


def _check_mentions(mentions: Any, report: Report) -> None:
    if not isinstance(mentions, dict):
        return
    for key in ("users", "roles"):
        if mentions.get(key) and key in (mentions.get("parse") or []):
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            message = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            report.add(("allowed_mentions",), code, message)


def check(body: Any, way: Way, *, layout: bool = False, below: str | None = None) -> None:
    """Refuse a body that Discord would refuse; `layout` says that the message already is a V2 one.

    `below` names the field of the request that holds the body.
    """
    report = Report()
    _forms[way](body, (), report)
    if isinstance(body, dict):
        flags = body.get("flags")
        if layout or (isinstance(flags, int) and flags & Flag.COMPONENTS_V2):
            _check_layout(body, report)
        elif body.get("components") is not None:
            check_legacy(body["components"], ("components",), report)
        _check_embeds_length(body.get("embeds"), report)
        _check_mentions(body.get("allowed_mentions"), report)
    if below is not None and report.errors:
        report.errors = {below: report.errors}
    report.finish()


def check_files(sizes: Collection[int], largest: int) -> None:
    """Refuse files that are too many, or too large, each or together."""
    if len(sizes) > MAX_FILES:
        raise wrong(("attachments",), "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_FILES} or fewer in length.")
    if any(size > largest for size in sizes) or sum(sizes) > MAX_REQUEST:
        raise ApiError(TOO_LARGE)


def check_references(body: Mapping[str, Any], names: Collection[str]) -> None:
    """Refuse `attachment://` addresses that name no file of the message."""
    report = Report()
    for component, path in walk(body.get("components"), ("components",)):
        for key, media in _media_of(component):
            if media.get("url", "").startswith("attachment://") and media["url"][13:] not in names:
                code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
                message = f"The referenced attachment '{media['url'][13:]}' was not found"
                report.add((*path, *key, "url"), code, message)
    report.finish()


def _media_of(component: Mapping[str, Any]) -> list[tuple[Path, dict[str, Any]]]:
    single: list[tuple[Path, dict[str, Any]]] = [
        ((key,), component[key]) for key in ("media", "file") if isinstance(component.get(key), dict)
    ]
    items = enumerate(component.get("items") or [])
    return single + [(("items", index, "media"), item["media"]) for index, item in items]


def check_not_empty(*, content: str, embeds: object, components_: object, files: object) -> None:
    """A message has at least a text, an embed, a component or a file."""
    if not (content.strip() or embeds or components_ or files):
        raise ApiError(EMPTY_MESSAGE)


def wrong(path: Path, code: str, message: str) -> ApiError:
    """One error of an otherwise good body."""
    report = Report()
    report.add(path, code, message)
    return ApiError(INVALID_FORM_BODY, errors=report.errors)

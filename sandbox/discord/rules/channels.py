"""What bodies about channels, threads, roles and guilds may look like."""

from typing import Any

from sandbox.discord.rules.forms import (
    Check,
    anything,
    bits,
    boolean,
    choice,
    integer,
    listing,
    mapping,
    nullable,
    run,
    snowflake,
    text,
)

ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
MAX_TAGS = 20
MAX_APPLIED_TAGS = 5

_tag = mapping(
    {"name": text(50, 1)},
    {"id": snowflake, "emoji_id": snowflake, "emoji_name": text(100), "moderated": boolean},
)
_overwrite = mapping({"id": snowflake}, {"type": choice([0, 1]), "allow": bits, "deny": bits})
_channel: dict[str, Check] = {
    "type": choice([0, 4, 5, 15]),
    "position": integer(0),
    "topic": text(4096),
    "nsfw": boolean,
    "rate_limit_per_user": integer(0, 21600),
    "parent_id": snowflake,
    "permission_overwrites": listing(_overwrite, 100),
    "default_auto_archive_duration": choice(ARCHIVE_MINUTES),
    "default_thread_rate_limit_per_user": integer(0, 21600),
    "default_reaction_emoji": anything,
    "default_sort_order": choice([0, 1]),
    "default_forum_layout": choice([0, 1, 2]),
    "available_tags": listing(_tag, MAX_TAGS),
}
_thread_common: dict[str, Check] = {
    "auto_archive_duration": choice(ARCHIVE_MINUTES),
    "rate_limit_per_user": integer(0, 21600),
}
_forms: dict[str, Check] = {
    "channel": mapping({"name": text(100, 1)}, _channel),
    "channel_patch": mapping({}, {"name": text(100, 1), "flags": integer(0), **_channel}),
    "thread_patch": mapping(
        {},
        {
            "name": text(100, 1),
            "archived": boolean,
            "locked": boolean,
            "invitable": boolean,
            "flags": integer(0),
            "applied_tags": listing(snowflake, MAX_APPLIED_TAGS),
            **_thread_common,
        },
    ),
    "thread_from_message": mapping({"name": text(100, 1)}, _thread_common),
    "thread": mapping(
        {"name": text(100, 1)}, {"type": choice([10, 11, 12]), "invitable": boolean, **_thread_common}
    ),
    "forum_post": mapping(
        {"name": text(100, 1), "message": anything},
        {"type": choice([11]), "applied_tags": listing(snowflake, MAX_APPLIED_TAGS), **_thread_common},
    ),
    "overwrite": mapping({}, {"type": choice([0, 1]), "allow": bits, "deny": bits}),
    "role": mapping(
        {},
        {
            "name": text(100),
            "permissions": bits,
            "color": integer(0, 0xFFFFFF),
            "colors": anything,
            "hoist": boolean,
            "mentionable": boolean,
            "icon": anything,
            "unicode_emoji": anything,
        },
    ),
    "member": mapping({}, {"nick": text(32), "roles": listing(snowflake, 250)}),
    "me": mapping({}, {"nick": text(32)}),
    "direct": mapping({"recipient_id": snowflake}, {}),
    "follower": mapping({"webhook_channel_id": snowflake}, {}),
    "bulk_delete": mapping({"messages": listing(snowflake, 100)}, {}),
    "profile": mapping({}, {"username": text(32, 2), "avatar": nullable(anything), "banner": anything}),
    "application": mapping({}, {"description": text(400), "flags": integer(0), "tags": anything}),
    "nothing": mapping({}, {}),
}


def check(body: Any, form: str) -> None:
    """Refuse a body that does not have the shape called `form`."""
    run(_forms[form], {} if body is None else body)

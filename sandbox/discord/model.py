"""What a Discord holds: plain values, times in seconds since the epoch, ids as integers."""

from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Any


class ChannelType(IntEnum):
    """The kinds of channels this sandbox has."""

    TEXT = 0
    DM = 1
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


class MessageType(IntEnum):
    """The kinds of messages this sandbox writes."""

    DEFAULT = 0
    RENAMED = 4
    PINNED = 6
    FOLLOWED = 12
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_MENU_COMMAND = 23


class Flag(IntFlag):
    """Message flags."""

    CROSSPOSTED = 1 << 0
    IS_CROSSPOST = 1 << 1
    SUPPRESS_EMBEDS = 1 << 2
    SOURCE_DELETED = 1 << 3
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class User:
    """A person or a bot; some people take no private messages from those who are in a server with them."""

    id: int
    username: str
    global_name: str | None = None
    locale: str = "en-US"
    bot: bool = False
    discriminator: str = "0"
    takes_direct_messages: bool = True


@dataclass(slots=True)
class Role:
    """A role of a guild; the one with the guild's id is @everyone."""

    id: int
    name: str
    permissions: int
    position: int = 0
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    bot_id: int | None = None


@dataclass(slots=True)
class Member:
    """A user in a guild."""

    user_id: int
    joined_at: float
    roles: list[int] = field(default_factory=list)
    nick: str | None = None


@dataclass(slots=True)
class Overwrite:
    """What a channel allows and denies to a role (type 0) or a member (type 1)."""

    id: int
    type: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Tag:
    """A tag of a forum."""

    id: int
    name: str
    moderated: bool = False
    emoji_id: int | None = None
    emoji_name: str | None = None


@dataclass(slots=True)
class Thread:
    """What only a thread has."""

    owner_id: int
    created_at: float
    archive_timestamp: float
    auto_archive_duration: int = 4320
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    message_count: int = 0
    total_message_sent: int = 0
    members: dict[int, float] = field(default_factory=dict)
    applied_tags: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Channel:
    """A channel of a guild, a thread, or a direct conversation (`guild_id` None)."""

    id: int
    type: int
    guild_id: int | None = None
    name: str = ""
    topic: str | None = None
    position: int = 0
    parent_id: int | None = None
    overwrites: list[Overwrite] = field(default_factory=list)
    nsfw: bool = False
    rate_limit_per_user: int = 0
    flags: int = 0
    default_auto_archive_duration: int | None = None
    default_thread_rate_limit_per_user: int = 0
    default_sort_order: int | None = None
    default_forum_layout: int = 0
    tags: list[Tag] = field(default_factory=list)
    last_message_id: int | None = None
    last_pin_at: float | None = None
    recipients: list[int] = field(default_factory=list)
    thread: Thread | None = None


# The largest file in bytes by how much a server is boosted; the first one anywhere else.
LARGEST_FILES = (10 * 1024 * 1024, 10 * 1024 * 1024, 50 * 1024 * 1024, 100 * 1024 * 1024)


@dataclass(slots=True)
class Guild:
    """A server. `bot_joined_at` is None while the bot is not in it; `premium_tier` says how boosted it is."""

    id: int
    name: str
    owner_id: int
    preferred_locale: str = "en-US"
    description: str | None = None
    bot_joined_at: float | None = None
    system_channel_id: int | None = None
    public_updates_channel_id: int | None = None
    premium_tier: int = 0
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Channel] = field(default_factory=dict)


@dataclass(slots=True)
class Attachment:
    """A file of a message; its bytes lie in the state's files under its id."""

    id: int
    channel_id: int
    filename: str
    size: int
    content_type: str
    width: int | None = None
    height: int | None = None
    description: str | None = None
    title: str | None = None


@dataclass(slots=True)
class Message:
    """A message. `ephemeral_for` is the one person who sees it; `nonce` is what its author sent along."""

    id: int
    channel_id: int
    author_id: int
    created_at: float
    type: int = 0
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    tts: bool = False
    edited_at: float | None = None
    mentions: list[int] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    nonce: str | int | None = None
    pinned_at: float | None = None
    reference: dict[str, Any] | None = None
    webhook_id: int | None = None
    author_name: str | None = None
    application_id: int | None = None
    interaction: dict[str, Any] | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict)
    ephemeral_for: int | None = None
    copies: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Webhook:
    """A channel follower (type 2): what is published in the source appears in the target."""

    id: int
    channel_id: int
    guild_id: int
    name: str
    source_channel_id: int
    source_guild_id: int
    user_id: int


@dataclass(slots=True)
class Application:
    """The bot's application; its bot user has the same id."""

    id: int
    name: str
    description: str
    owner_id: int
    token: str
    verify_key: str
    flags: int = 0
    shards: int = 1

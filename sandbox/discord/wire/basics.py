"""Users, roles, members, applications and guilds as Discord writes them."""

from datetime import UTC, datetime
from typing import Any

from sandbox.discord.model import Application, Guild, Member, Role, User
from sandbox.discord.state import State

Json = dict[str, Any]


def stamp(moment: float) -> str:
    """An instant as Discord writes it."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="microseconds")


def stamp_or_none(moment: float | None) -> str | None:
    """An instant, or null."""
    return None if moment is None else stamp(moment)


def user(one: User) -> Json:
    """A user as others see it."""
    wire: Json = {
        "id": str(one.id),
        "username": one.username,
        "global_name": one.global_name,
        "avatar": None,
        "discriminator": one.discriminator,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }
    if one.bot:
        wire["bot"] = True
    return wire


def own_user(one: User) -> Json:
    """The bot's user as it sees itself."""
    return {
        **user(one),
        "mfa_enabled": True,
        "locale": one.locale,
        "premium_type": 0,
        "email": None,
        "verified": True,
    }


def role(one: Role) -> Json:
    """A role."""
    wire: Json = {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(one.permissions),
        "position": one.position,
        "color": one.color,
        "colors": {"primary_color": one.color, "secondary_color": None, "tertiary_color": None},
        "hoist": one.hoist,
        "managed": one.bot_id is not None,
        "mentionable": one.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if one.bot_id is not None:
        wire["tags"] = {"bot_id": str(one.bot_id)}
    return wire


def member_without_user(one: Member) -> Json:
    """A member, where the user stands beside it."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": stamp(one.joined_at),
        "nick": one.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role_id) for role_id in one.roles],
        "mute": False,
        "deaf": False,
    }


def member(state: State, one: Member) -> Json:
    """A member with its user."""
    return {**member_without_user(one), "user": user(state.users[one.user_id])}


def application(state: State, one: Application) -> Json:
    """The application as its own bot sees it."""
    return {
        "id": str(one.id),
        "name": one.name,
        "icon": None,
        "description": one.description,
        "type": None,
        "bot": user(state.bot),
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": one.verify_key,
        "flags": one.flags,
        "flags_new": str(one.flags),
        "integration_types_config": {"0": {}},
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(state.users[one.owner_id]),
        "approximate_guild_count": sum(1 for _ in state.bot_guilds()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
    }


def guild(one: Guild) -> Json:
    """A guild without its channels and members."""
    return {
        "id": str(one.id),
        "name": one.name,
        "icon": None,
        "description": one.description,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": ["COMMUNITY", "NEWS"],
        "banner": None,
        "owner_id": str(one.owner_id),
        "application_id": None,
        "region": "rotterdam",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": _id(one.system_channel_id),
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": [role(each) for each in one.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 2,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": one.premium_tier,
        "premium_subscription_count": 0,
        "preferred_locale": one.preferred_locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": _id(one.public_updates_channel_id),
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def _id(one: int | None) -> str | None:
    return None if one is None else str(one)

"""Who the bot is: users, the application, and where the gateway is."""

from collections.abc import Callable

from sandbox.discord import access
from sandbox.discord.acts import channels as acts
from sandbox.discord.errors import CANNOT_MESSAGE_USER, OPENING_TOO_FAST, ApiError
from sandbox.discord.permissions import in_guild
from sandbox.discord.rest.endpoint import Call, Endpoint
from sandbox.discord.rules import channels as rules
from sandbox.discord.snowflakes import read_snowflake, snowflake_of
from sandbox.discord.wire import basics
from sandbox.discord.wire.basics import Json


def endpoints(gateway_url: Callable[[], str], starts_left: Callable[[], tuple[int, float]]) -> list[Endpoint]:
    """The endpoints; `starts_left` tells the identifies left today and the seconds until they are reset."""

    def gateway(_call: Call) -> Json:
        return {"url": gateway_url()}

    def gateway_bot(call: Call) -> Json:
        left, reset_after = starts_left()
        return {
            "url": gateway_url(),
            "shards": call.core.state.application.shards,
            "session_start_limit": {
                "total": call.core.limits.identifies_per_day,
                "remaining": left,
                "reset_after": int(reset_after * 1000),
                "max_concurrency": call.core.limits.max_concurrency,
            },
        }

    return [
        Endpoint("GET", "/gateway", gateway, token=True),
        Endpoint("GET", "/gateway/bot", gateway_bot),
        Endpoint("GET", "/users/@me", own_user),
        Endpoint("PATCH", "/users/@me", edit_own_user),
        Endpoint("GET", "/users/{user_id}", user),
        Endpoint(
            "GET",
            "/users/@me/guilds",
            own_guilds,
            queries=frozenset({"before", "after", "limit", "with_counts"}),
        ),
        Endpoint("POST", "/users/@me/channels", open_direct),
        Endpoint("GET", "/applications/@me", application),
        Endpoint("PATCH", "/applications/@me", edit_application),
        Endpoint("GET", "/oauth2/applications/@me", application),
    ]


def own_user(call: Call) -> Json:
    """GET /users/@me."""
    return basics.own_user(call.core.state.bot)


def edit_own_user(call: Call) -> Json:
    """PATCH /users/@me: the name; pictures are taken and not kept."""
    rules.check(call.body, "profile")
    if call.body.get("username"):
        call.core.state.bot.username = call.body["username"]
        call.core.state.changed()
    return basics.own_user(call.core.state.bot)


def user(call: Call) -> Json:
    """GET /users/{user_id}."""
    return basics.user(access.user_for(call.core.state, call.id("user_id")))


def own_guilds(call: Call) -> list[Json]:
    """GET /users/@me/guilds."""
    before, after = call.query_id("before"), call.query_id("after")
    guilds = sorted(call.core.state.bot_guilds(), key=lambda guild: guild.id)
    chosen = [
        guild
        for guild in guilds
        if (before is None or guild.id < before) and (after is None or guild.id > after)
    ]
    limit = call.limit(200, 200)
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": guild.owner_id == call.bot_id,
            "permissions": str(in_guild(guild, guild.members[call.bot_id])),
            "features": ["COMMUNITY", "NEWS"],
        }
        for guild in (chosen[-limit:] if before is not None else chosen[:limit])
    ]


def open_direct(call: Call) -> Json:
    """POST /users/@me/channels: a direct conversation with someone who shares a guild with the bot."""
    rules.check(call.body, "direct")
    recipient = access.user_for(call.core.state, read_snowflake(call.body["recipient_id"]) or 0)
    shared = any(recipient.id in guild.members for guild in call.core.state.bot_guilds())
    if recipient.bot or not shared:
        raise ApiError(CANNOT_MESSAGE_USER)
    state = call.core.state
    if state.direct_channel(call.bot_id, recipient.id) is None:
        most, seconds = call.core.limits.new_direct_channels
        since = snowflake_of(call.core.clock.time() - seconds)
        if sum(each.guild_id is None and each.id >= since for each in state.channels.values()) >= most:
            raise ApiError(OPENING_TOO_FAST)
    return call.core.wire.channel(acts.open_direct(call.core, call.bot_id, recipient.id))


def application(call: Call) -> Json:
    """GET /applications/@me and /oauth2/applications/@me."""
    return basics.application(call.core.state, call.core.state.application)


def edit_application(call: Call) -> Json:
    """PATCH /applications/@me: the description."""
    rules.check(call.body, "application")
    if call.body.get("description") is not None:
        call.core.state.application.description = call.body["description"]
        call.core.state.changed()
    return application(call)

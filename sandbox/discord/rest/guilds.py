"""Guilds, their members and their roles."""

from typing import Any

from sandbox.discord import access
from sandbox.discord.acts import guilds as acts
from sandbox.discord.core import Core
from sandbox.discord.errors import MISSING_ACCESS, MISSING_PERMISSIONS, UNKNOWN_ROLE, ApiError
from sandbox.discord.gateway.protocol import PRIVILEGED, Intent
from sandbox.discord.model import Guild, Member, Role
from sandbox.discord.permissions import ADMINISTRATOR, ALL, MANAGE_NICKNAMES, MANAGE_ROLES, in_guild
from sandbox.discord.rest.endpoint import NO_CONTENT, Answer, Call, Endpoint
from sandbox.discord.rules import channels as rules
from sandbox.discord.snowflakes import read_snowflake
from sandbox.discord.wire import basics
from sandbox.discord.wire.basics import Json


def endpoints() -> list[Endpoint]:
    """The endpoints."""
    guild = "/guilds/{guild_id}"
    member = guild + "/members/{user_id}"
    return [
        Endpoint("GET", guild, single, queries=frozenset({"with_counts"})),
        Endpoint("DELETE", "/users/@me/guilds/{guild_id}", leave),
        Endpoint("GET", guild + "/members", members, queries=frozenset({"limit", "after"})),
        Endpoint("GET", guild + "/members/search", search, queries=frozenset({"query", "limit"})),
        Endpoint("PATCH", guild + "/members/@me", edit_own_member),
        Endpoint("GET", member, single_member),
        Endpoint("PATCH", member, edit_member),
        Endpoint("PUT", member + "/roles/{role_id}", give_role),
        Endpoint("DELETE", member + "/roles/{role_id}", take_role),
        Endpoint("GET", guild + "/roles", roles),
        Endpoint("POST", guild + "/roles", create_role),
        Endpoint("GET", guild + "/roles/{role_id}", single_role),
        Endpoint("PATCH", guild + "/roles/{role_id}", edit_role),
        Endpoint("DELETE", guild + "/roles/{role_id}", delete_role),
    ]


def _guild(call: Call) -> Guild:
    return access.guild_for(call.core.state, call.bot_id, call.id("guild_id"))


def single(call: Call) -> Json:
    """GET one guild."""
    guild = _guild(call)
    wire = basics.guild(guild)
    if call.query_flag("with_counts"):
        wire |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
    return wire


def leave(call: Call) -> Answer:
    """DELETE one's own membership."""
    acts.remove_bot(call.core, _guild(call))
    return NO_CONTENT


def members(call: Call) -> list[Json]:
    """GET members: for applications with the privileged intent."""
    guild = _guild(call)
    if not call.core.state.application.flags & PRIVILEGED[Intent.GUILD_MEMBERS]:
        raise ApiError(MISSING_ACCESS)
    after = call.query_id("after") or 0
    found = sorted((each for each in guild.members.values() if each.user_id > after), key=_by_id)
    return [basics.member(call.core.state, each) for each in found[: call.limit(1, 1000)]]


def _by_id(member: Member) -> int:
    return member.user_id


def search(call: Call) -> list[Json]:
    """GET members whose name begins so."""
    start = call.query.get("query", "").lower()
    state = call.core.state
    found = [
        each
        for each in _guild(call).members.values()
        if state.users[each.user_id].username.lower().startswith(start)
        or (each.nick or "").lower().startswith(start)
    ]
    return [basics.member(state, each) for each in found[: call.limit(1, 1000)]]


def single_member(call: Call) -> Json:
    """GET one member."""
    return basics.member(call.core.state, access.member_for(_guild(call), call.id("user_id")))


def edit_own_member(call: Call) -> Json:
    """PATCH the bot's own member: its nickname."""
    rules.check(call.body, "me")
    guild = _guild(call)
    return _changed(call.core, guild, guild.members[call.bot_id], call.body)


def edit_member(call: Call) -> Json:
    """PATCH a member: nickname and roles, each with its permission."""
    rules.check(call.body, "member")
    guild = _guild(call)
    member = access.member_for(guild, call.id("user_id"))
    needed = (MANAGE_NICKNAMES if "nick" in call.body else 0) | (MANAGE_ROLES if "roles" in call.body else 0)
    access.guild_permission(call.core.state, call.bot_id, guild.id, needed)
    wanted = [read_snowflake(each) or 0 for each in call.body.get("roles") or member.roles]
    for role_id in set(wanted) ^ set(member.roles):
        _assignable(call, guild, role_id)
    member.roles = wanted
    return _changed(call.core, guild, member, call.body)


def _changed(core: Core, guild: Guild, member: Member, body: Any) -> Json:
    if "nick" in body:
        member.nick = body["nick"] or None
    acts.member_changed(core, guild, member)
    return basics.member(core.state, member)


def give_role(call: Call) -> Answer:
    """PUT a role."""
    guild = access.guild_permission(call.core.state, call.bot_id, call.id("guild_id"), MANAGE_ROLES)
    member = access.member_for(guild, call.id("user_id"))
    role = _assignable(call, guild, call.id("role_id"))
    acts.set_roles(call.core, guild, member, [*member.roles, role.id])
    return NO_CONTENT


def take_role(call: Call) -> Answer:
    """DELETE a role of a member."""
    guild = access.guild_permission(call.core.state, call.bot_id, call.id("guild_id"), MANAGE_ROLES)
    member = access.member_for(guild, call.id("user_id"))
    role = _assignable(call, guild, call.id("role_id"))
    acts.set_roles(call.core, guild, member, [each for each in member.roles if each != role.id])
    return NO_CONTENT


def _role(guild: Guild, role_id: int) -> Role:
    role = guild.roles.get(role_id)
    if role is None:
        raise ApiError(UNKNOWN_ROLE)
    return role


def _assignable(call: Call, guild: Guild, role_id: int) -> Role:
    """A role below the bot's highest one; only those can it give, take and change."""
    role = _role(guild, role_id)
    own = guild.members[call.bot_id]
    highest = max((guild.roles[each].position for each in own.roles), default=0)
    if guild.owner_id != call.bot_id and role.position >= highest:
        raise ApiError(MISSING_PERMISSIONS)
    return role


def roles(call: Call) -> list[Json]:
    """GET roles."""
    return [basics.role(each) for each in _guild(call).roles.values()]


def single_role(call: Call) -> Json:
    """GET one role."""
    return basics.role(_role(_guild(call), call.id("role_id")))


def create_role(call: Call) -> Json:
    """POST a role, with no more permissions than the bot has."""
    body = call.body or {}
    rules.check(body, "role")
    guild = access.guild_permission(call.core.state, call.bot_id, call.id("guild_id"), MANAGE_ROLES)
    told = body.get("permissions")
    allowed = guild.roles[guild.id].permissions if told is None else int(told)
    _refuse_beyond(call, guild, allowed)
    name = body.get("name") or "new role"
    more = {key: body[key] for key in ("color", "hoist", "mentionable") if body.get(key) is not None}
    return basics.role(acts.create_role(call.core, guild, name, allowed, **more))


def edit_role(call: Call) -> Json:
    """PATCH a role."""
    body = call.body or {}
    rules.check(body, "role")
    guild = access.guild_permission(call.core.state, call.bot_id, call.id("guild_id"), MANAGE_ROLES)
    role = _assignable(call, guild, call.id("role_id"))
    if body.get("permissions") is not None:
        _refuse_beyond(call, guild, int(body["permissions"]))
        role.permissions = int(body["permissions"])
    for key in ("name", "color", "hoist", "mentionable"):
        if body.get(key) is not None:
            setattr(role, key, body[key])
    acts.role_changed(call.core, guild, role)
    return basics.role(role)


def delete_role(call: Call) -> Answer:
    """DELETE a role."""
    guild = access.guild_permission(call.core.state, call.bot_id, call.id("guild_id"), MANAGE_ROLES)
    acts.delete_role(call.core, guild, _assignable(call, guild, call.id("role_id")))
    return NO_CONTENT


def _refuse_beyond(call: Call, guild: Guild, allowed: int) -> None:
    own = in_guild(guild, guild.members[call.bot_id])
    if allowed & ~own & ALL and not own & ADMINISTRATOR:
        raise ApiError(MISSING_PERMISSIONS)

"""Application commands, global and of a guild."""

from collections.abc import Mapping
from typing import Any

from sandbox.discord.core import Core
from sandbox.discord.errors import (
    BOTS_CANNOT_USE,
    DAILY_COMMANDS_REACHED,
    MISSING_ACCESS,
    UNKNOWN_APPLICATION,
    UNKNOWN_COMMAND,
    UNKNOWN_COMMAND_PERMISSIONS,
    ApiError,
    SlowDown,
)
from sandbox.discord.rest.endpoint import NO_CONTENT, Answer, Call, Endpoint
from sandbox.discord.rules import commands as rules
from sandbox.discord.rules.commands import CommandType
from sandbox.discord.snowflakes import read_snowflake
from sandbox.discord.wire.basics import Json

BUCKET = "command"
GLOBAL = 0


def endpoints() -> list[Endpoint]:
    """The endpoints."""
    paths = (
        "/applications/{application_id}/commands",
        "/applications/{application_id}/guilds/{guild_id}/commands",
    )
    found = []
    for path in paths:
        one = path + "/{command_id}"
        found += [
            Endpoint("GET", path, listed, BUCKET, queries=frozenset({"with_localizations"})),
            Endpoint("PUT", path, overwrite, BUCKET),
            Endpoint("POST", path, create, BUCKET),
            Endpoint("GET", one, single, BUCKET),
            Endpoint("PATCH", one, edit, BUCKET),
            Endpoint("DELETE", one, delete, BUCKET),
        ]
    guild = paths[1]
    return [
        *found,
        Endpoint("GET", guild + "/permissions", all_permissions, BUCKET),
        Endpoint("GET", guild + "/{command_id}/permissions", permissions, BUCKET),
        Endpoint("PUT", guild + "/{command_id}/permissions", set_permissions, BUCKET),
    ]


def overwrite(call: Call) -> list[Json]:
    """PUT all commands at once; those that stay keep their ids."""
    scope = _scope(call)
    body = [] if call.body is None else call.body
    rules.check_commands(body)
    old = {(each["type"], each["name"]): each for each in call.core.state.commands.get(scope, {}).values()}
    by_id = {each["id"]: each for each in old.values()}
    kept = {}
    for told in body:
        before = by_id.get(str(told.get("id"))) or old.get((told.get("type") or 1, told["name"]))
        if before is None:
            _count(call.core, scope)
        command = _command(call.core, scope, told, before)
        kept[int(command["id"])] = command
    call.core.state.commands[scope] = kept
    call.core.state.changed()
    return list(kept.values())


def create(call: Call) -> Answer:
    """POST one command; one of the same name is replaced."""
    scope = _scope(call)
    rules.check_command(call.body)
    commands = call.core.state.commands.setdefault(scope, {})
    kind = call.body.get("type") or CommandType.CHAT_INPUT
    before = next(
        (each for each in commands.values() if (each["type"], each["name"]) == (kind, call.body["name"])),
        None,
    )
    if before is None:
        rules.check_counts([*commands.values(), call.body])
        _count(call.core, scope)
    command = _command(call.core, scope, call.body, before)
    commands[int(command["id"])] = command
    call.core.state.changed()
    return Answer(command, 201 if before is None else 200)


def _count(core: Core, scope: int) -> None:
    """Count one new command."""
    wait = core.command_creates.take(scope, core.clock.time())
    if wait is not None:
        raise SlowDown(DAILY_COMMANDS_REACHED, wait)


def _scope(call: Call) -> int:
    if call.id("application_id") != call.bot_id:
        raise ApiError(UNKNOWN_APPLICATION)
    if "guild_id" not in call.params:
        return GLOBAL
    guild = call.core.state.guilds.get(call.id("guild_id"))
    if guild is None or guild.bot_joined_at is None:
        raise ApiError(MISSING_ACCESS)
    return guild.id


def _command(core: Core, scope: int, told: Mapping[str, Any], before: Mapping[str, Any] | None) -> Json:
    """A command as Discord keeps and answers it."""
    bits = told.get("default_member_permissions")
    command: Json = {
        "id": before["id"] if before is not None else str(core.snowflakes.next()),
        "application_id": str(core.state.application.id),
        "version": str(core.snowflakes.next()),
        "default_member_permissions": None if bits is None else str(bits),
        "type": told.get("type") or int(CommandType.CHAT_INPUT),
        "name": told["name"],
        "name_localizations": told.get("name_localizations") or None,
        "description": told.get("description") or "",
        "description_localizations": told.get("description_localizations") or None,
        "nsfw": bool(told.get("nsfw")),
    }
    if told.get("options"):
        command["options"] = [_option(each) for each in told["options"]]
    if scope != GLOBAL:
        command["guild_id"] = str(scope)
        return command
    contexts = told.get("contexts")
    if contexts is None and told.get("dm_permission") is False:
        contexts = [0]
    command["contexts"] = contexts
    command["integration_types"] = told.get("integration_types") or [0]
    command["dm_permission"] = contexts is None or 1 in contexts
    return command


def _option(told: Mapping[str, Any]) -> Json:
    option = {key: value for key, value in told.items() if value is not None and value != []}
    for key in ("autocomplete", "required"):
        if option.get(key) is False:
            del option[key]
    if "options" in option:
        option["options"] = [_option(each) for each in option["options"]]
    return option


def listed(call: Call) -> list[Json]:
    """GET commands; the translations only when asked for."""
    commands = call.core.state.commands.get(_scope(call), {}).values()
    if call.query_flag("with_localizations"):
        return list(commands)
    hidden = ("name_localizations", "description_localizations")
    return [{key: value for key, value in each.items() if key not in hidden} for each in commands]


def single(call: Call) -> Json:
    """GET one command."""
    command = call.core.state.commands.get(_scope(call), {}).get(call.id("command_id"))
    if command is None:
        raise ApiError(UNKNOWN_COMMAND)
    return command


def edit(call: Call) -> Json:
    """PATCH one command."""
    before = single(call)
    rules.check_command(call.body, partial=True)
    merged = {**before, **call.body}
    for given in ("id", "application_id", "version", "guild_id"):
        merged.pop(given, None)
    rules.check_command(merged)
    scope = _scope(call)
    command = _command(call.core, scope, merged, before)
    call.core.state.commands[scope][int(command["id"])] = command
    call.core.state.changed()
    return command


def delete(call: Call) -> Answer:
    """DELETE one command."""
    command = single(call)
    del call.core.state.commands[_scope(call)][int(command["id"])]
    call.core.state.changed()
    return NO_CONTENT


def all_permissions(call: Call) -> list[Json]:
    """GET the permissions of all commands in a guild: nobody has set any."""
    _scope(call)
    return []


def permissions(call: Call) -> Json:
    """GET the permissions of one command: nobody has set any."""
    scope = _scope(call)
    known = {each["id"] for each in call.core.state.commands_for(scope)}
    if str(read_snowflake(call.params["command_id"])) not in known:
        raise ApiError(UNKNOWN_COMMAND)
    raise ApiError(UNKNOWN_COMMAND_PERMISSIONS)


def set_permissions(_call: Call) -> Json:
    """PUT permissions: needs a person's token, which a bot does not have."""
    raise ApiError(BOTS_CANNOT_USE)

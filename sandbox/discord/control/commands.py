"""Which commands a person may use where, and using one."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.discord import permissions
from sandbox.discord.control.asking import Asked, Mistake, message_of, user_of
from sandbox.discord.control.options import Resolver, typed_options
from sandbox.discord.core import Core
from sandbox.discord.interactions.machine import Interactions
from sandbox.discord.interactions.model import Interaction, Kind
from sandbox.discord.interactions.payloads import DIRECT_CONTEXT, GUILD_CONTEXT
from sandbox.discord.model import Channel, User
from sandbox.discord.rules.commands import CommandType, OptionType

Json = dict[str, Any]
NESTING = {OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP}


def usable(core: Core, user: User, channel: Channel) -> Iterator[Json]:
    """The commands that `user` may use in `channel`."""
    state = core.state
    if channel.guild_id is not None and state.guilds[channel.guild_id].bot_joined_at is None:
        return
    allowed = state.permissions_of(user.id, channel)
    for command in state.commands_for(channel.guild_id):
        if _may_use(command, channel, allowed):
            yield command


def _may_use(command: Mapping[str, Any], channel: Channel, allowed: int) -> bool:
    contexts = command.get("contexts")
    if channel.guild_id is None:
        return contexts is None or DIRECT_CONTEXT in contexts
    if contexts is not None and GUILD_CONTEXT not in contexts:
        return False
    if allowed & permissions.ADMINISTRATOR:
        return True
    if not allowed & permissions.USE_APPLICATION_COMMANDS or (command["nsfw"] and not channel.nsfw):
        return False
    needed = command["default_member_permissions"]
    return needed is None or (needed != "0" and allowed & int(needed) == int(needed))


def use(asked: Asked, interactions: Interactions) -> Interaction:
    """A person uses a command."""
    user = asked.user()
    channel = asked.channel(user)
    if asked.body.get("target") is not None:
        return _use_menu(asked, interactions, user, channel)
    command, path = _find(asked.core, user, channel, asked.text("name"))
    resolver = Resolver(asked.core, user, channel, asked.files)
    described = path[-1].get("options") or []
    options = typed_options(described, _given(asked), resolver)
    data = _data(command, path, options, resolver)
    return interactions.open(
        Kind.COMMAND, user.id, channel, _full_name(path), data, metadata=_metadata(command, path)
    )


def complete(asked: Asked, interactions: Interactions) -> Interaction:
    """A person types an option of a command."""
    user = asked.user()
    channel = asked.channel(user)
    command, path = _find(asked.core, user, channel, asked.text("name"))
    resolver = Resolver(asked.core, user, channel, {})
    described = path[-1].get("options") or []
    options = typed_options(described, _given(asked), resolver, asked.text("focused"))
    data = _data(command, path, options, resolver)
    return interactions.open(Kind.AUTOCOMPLETE, user.id, channel, _full_name(path), data)


def _given(asked: Asked) -> Mapping[str, Any]:
    given = asked.body.get("options") or {}
    if not isinstance(given, dict):
        raise Mistake("options must be an object")
    return given


def _find(core: Core, user: User, channel: Channel, name: str) -> tuple[Json, list[Json]]:
    """A slash command by its full name, and the way down to the sub-command."""
    words = name.removeprefix("/").split()
    if not words:
        raise Mistake("which command?")
    for command in usable(core, user, channel):
        if command["type"] == CommandType.CHAT_INPUT and command["name"] == words[0]:
            return command, _descend(command, words)
    exists = any(each["name"] == words[0] for each in core.state.commands_for(channel.guild_id))
    if exists:
        raise Mistake(f"{user.username} may not use /{words[0]} here", 403)
    raise Mistake(f"there is no command /{name}", 404)


def _descend(command: Json, words: list[str]) -> list[Json]:
    path = [command]
    for word in words[1:]:
        inner = path[-1].get("options") or []
        found = next((each for each in inner if each["type"] in NESTING and each["name"] == word), None)
        if found is None:
            raise Mistake(f"there is no command /{' '.join(words)}", 404)
        path.append(found)
    if any(each["type"] in NESTING for each in path[-1].get("options") or []):
        raise Mistake(f"/{' '.join(words)} needs the name of a sub-command")
    return path


def _full_name(path: list[Json]) -> str:
    return " ".join(each["name"] for each in path)


def _data(command: Json, path: list[Json], options: list[Json], resolver: Resolver) -> Json:
    for step in reversed(path[1:]):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if options:
        data["options"] = options
    if resolver.resolved:
        data["resolved"] = resolver.resolved
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data


def _metadata(command: Json, path: list[Json]) -> Json:
    return {"name": _full_name(path), "command_type": command["type"]}


def _use_menu(asked: Asked, interactions: Interactions, user: User, channel: Channel) -> Interaction:
    """A command from the menu of a message or of a user."""
    name = asked.text("name")
    command = next(
        (
            each
            for each in usable(asked.core, user, channel)
            if each["name"] == name and each["type"] != CommandType.CHAT_INPUT
        ),
        None,
    )
    if command is None:
        raise Mistake(f"{user.username} finds no menu entry {name!r} here", 404)
    resolver = Resolver(asked.core, user, channel, {})
    metadata = _metadata(command, [command])
    if command["type"] == CommandType.MESSAGE:
        message = message_of(asked.core, user, asked.body["target"])
        target = message.id
        resolver.resolved["messages"] = {str(message.id): asked.core.wire.message(message)}
        metadata["target_message_id"] = target
    else:
        target = user_of(asked.core, asked.body["target"]).id
        resolver.add_user(str(target))
        metadata["target_user_id"] = target
    data = {**_data(command, [command], [], resolver), "target_id": str(target)}
    return interactions.open(Kind.COMMAND, user.id, channel, name, data, metadata=metadata)

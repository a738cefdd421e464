"""The options of a slash command: what a person typed becomes what Discord sends."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sandbox.discord.acts.files import Upload, keep
from sandbox.discord.control.asking import Mistake
from sandbox.discord.core import Core
from sandbox.discord.interactions.payloads import resolved_channel, resolved_member
from sandbox.discord.model import Channel, Role, User
from sandbox.discord.rules.commands import OptionType
from sandbox.discord.snowflakes import read_snowflake
from sandbox.discord.wire import basics

Json = dict[str, Any]
MAX_TYPED = 6000
Named = TypeVar("Named", User, Role, Channel)


@dataclass
class Resolver:
    """Turns ids and files into values, and collects the objects that go along as `resolved`."""

    core: Core
    user: User
    channel: Channel
    files: Mapping[str, Upload]
    resolved: dict[str, Json] = field(default_factory=dict)

    def add_user(self, told: Any) -> str | None:
        """A user of this guild."""
        state = self.core.state
        user = _by_id_or_name(state.users.values(), told, lambda each: each.username)
        if user is None:
            return None
        self.resolved.setdefault("users", {})[str(user.id)] = basics.user(user)
        guild = state.guilds.get(self.channel.guild_id or 0)
        if guild is not None and user.id in guild.members:
            member = resolved_member(self.core, guild.members[user.id], self.channel)
            self.resolved.setdefault("members", {})[str(user.id)] = member
        return str(user.id)

    def add_role(self, told: Any) -> str | None:
        """A role of this guild."""
        guild = self.core.state.guilds.get(self.channel.guild_id or 0)
        roles = () if guild is None else guild.roles.values()
        role = _by_id_or_name(roles, told, lambda each: each.name)
        if role is None:
            return None
        self.resolved.setdefault("roles", {})[str(role.id)] = basics.role(role)
        return str(role.id)

    def add_channel(self, told: Any, kinds: Any = None) -> str | None:
        """A channel of this guild that the person sees, of one of `kinds` when there are any."""
        state = self.core.state
        guild = state.guilds.get(self.channel.guild_id or 0)
        channels = () if guild is None else (*guild.channels.values(), *guild.threads.values())
        channel = _by_id_or_name(channels, told, lambda each: f"#{each.name}")
        if channel is None:
            return None
        if not state.may_see(self.user.id, channel) or (kinds and channel.type not in kinds):
            return None
        wire = resolved_channel(self.core, channel, self.user.id)
        self.resolved.setdefault("channels", {})[str(channel.id)] = wire
        return str(channel.id)

    def add_file(self, told: Any) -> str | None:
        """A file that came with the request, by the name of its part."""
        upload = self.files.get(told) if isinstance(told, str) else None
        if upload is None:
            return None
        attachment = keep(self.core, self.channel.id, upload, {})
        wire = self.core.wire.attachment(attachment, ephemeral=True)
        self.resolved.setdefault("attachments", {})[str(attachment.id)] = wire
        return str(attachment.id)

    def add_any(self, told: Any) -> str | None:
        """A user or a role."""
        return self.add_user(told) or self.add_role(told)


def _by_id_or_name(things: Iterable[Named], told: Any, name_of: Callable[[Named], str]) -> Named | None:
    number = read_snowflake(told)
    return next((each for each in things if number == each.id or name_of(each) == told), None)


def typed_options(
    described: list[Json], given: Mapping[str, Any], resolver: Resolver, focused: str | None = None
) -> list[Json]:
    """The options of a command (or sub-command) as they go to the bot.

    With `focused` the person is still typing: nothing is required, and that option's text goes as it is.
    """
    known = {option["name"] for option in described}
    unknown = given.keys() - known
    if unknown:
        raise Mistake(f"this command has no option {', '.join(sorted(unknown))}")
    if focused is not None and focused not in known:
        raise Mistake(f"this command has no option {focused}")
    options = []
    for option in described:
        name = option["name"]
        if name == focused:
            options.append(_unfinished(option, given.get(name, "")))
        elif given.get(name) is not None:
            value = _value(option, given[name], resolver)
            options.append({"name": name, "type": option["type"], "value": value})
        elif option.get("required") and focused is None:
            raise Mistake(f"the option {name} is required")
    return options


def _unfinished(option: Json, text: Any) -> Json:
    if not option.get("autocomplete"):
        raise Mistake(f"the option {option['name']} has no autocomplete")
    return {"name": option["name"], "type": option["type"], "value": str(text), "focused": True}


def _value(option: Json, given: Any, resolver: Resolver) -> Any:
    kind = option["type"]
    if option.get("choices"):
        return _choice(option, given)
    if kind == OptionType.STRING:
        return _text(option, given)
    if kind in {OptionType.INTEGER, OptionType.NUMBER}:
        return _number(option, given)
    if kind == OptionType.BOOLEAN:
        if not isinstance(given, bool):
            raise Mistake(f"{option['name']} must be true or false")
        return given
    return _object(option, given, resolver)


def _object(option: Json, given: Any, resolver: Resolver) -> str:
    kind = option["type"]
    if kind == OptionType.USER:
        found = resolver.add_user(given)
    elif kind == OptionType.CHANNEL:
        found = resolver.add_channel(given, option.get("channel_types"))
    elif kind == OptionType.ROLE:
        found = resolver.add_role(given)
    elif kind == OptionType.MENTIONABLE:
        found = resolver.add_any(given)
    else:
        found = resolver.add_file(given)
    if found is None:
        raise Mistake(f"{option['name']}: {given!r} cannot be chosen here")
    return found


def _choice(option: Json, given: Any) -> Any:
    for choice in option["choices"]:
        if given in (choice["value"], choice["name"]):
            return choice["value"]
    raise Mistake(f"{option['name']}: {given!r} is none of the choices")


def _text(option: Json, given: Any) -> str:
    text = str(given)
    least, most = option.get("min_length", 0), option.get("max_length", MAX_TYPED)
    if not least <= len(text) <= most:
        raise Mistake(f"{option['name']} must have {least} to {most} characters")
    return text


def _number(option: Json, given: Any) -> float:
    whole = option["type"] == OptionType.INTEGER
    try:
        value = int(given) if whole else float(given)
    except (TypeError, ValueError):
        raise Mistake(f"{option['name']} must be a {'whole ' if whole else ''}number") from None
    least, most = option.get("min_value"), option.get("max_value")
    if (least is not None and value < least) or (most is not None and value > most):
        raise Mistake(f"{option['name']} must be between {least} and {most}")
    return value

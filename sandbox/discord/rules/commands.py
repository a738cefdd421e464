"""What an application command may look like."""

import re
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from sandbox.discord.errors import INVALID_FORM_BODY, MAX_COMMANDS, ApiError
from sandbox.discord.rules.forms import (
    Check,
    Path,
    Report,
    anything,
    bits,
    boolean,
    choice,
    integer,
    listing,
    mapping,
    number,
    snowflake,
    text,
    union,
)


class CommandType(IntEnum):
    """Kinds of commands."""

    CHAT_INPUT = 1
    USER = 2
    MESSAGE = 3


class OptionType(IntEnum):
    """Kinds of options."""

    SUBCOMMAND = 1
    SUBCOMMAND_GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


LOCALES = frozenset(
    {
        "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr",
        "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk",
        "vi", "zh-CN", "zh-TW",
    }
)  # fmt: skip
NAME = re.compile(r"[-_'\w]{1,32}")
MAX_OPTIONS = 25
MAX_CHARACTERS = 8000
MAX_PER_TYPE = {CommandType.CHAT_INPUT: 100, CommandType.USER: 15, CommandType.MESSAGE: 15}


def _name(value: Any, path: Path, report: Report) -> None:
    text(32, 1)(value, path, report)
    if isinstance(value, str) and value and (not NAME.fullmatch(value) or value != value.lower()):
        message = "Command name is invalid"
        report.add(path, "APPLICATION_COMMAND_INVALID_NAME", message)


def _localised(inner: Check) -> Check:
    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
            return
        for locale, translation in value.items():
            if locale not in LOCALES:
                report.add((*path, locale), "BASE_TYPE_CHOICES", f'"{locale}" is not a known locale.')
            elif translation is not None:
                inner(translation, (*path, locale), report)

    return check


_description = text(100, 1)
_names: dict[str, Check] = {"name_localizations": _localised(_name)}
_descriptions: dict[str, Check] = {"description_localizations": _localised(_description)}
_option_base: dict[str, Check] = {**_names, **_descriptions, "required": boolean}


def _choices(value: Check) -> Check:
    one = mapping({"name": text(100, 1), "value": value}, {"name_localizations": _localised(text(100, 1))})
    return listing(one, MAX_OPTIONS)


def _option(kind: OptionType, **more: Check) -> Check:
    # Clients send `choices: []` and `autocomplete: false` with options that can have neither.
    needless = {
        "autocomplete": boolean,
        "choices": listing(anything, 0),
        "options": listing(anything, 0),
        "channel_types": listing(integer(0, 16), 20),
    }
    return mapping(
        {"type": choice([int(kind)]), "name": _name, "description": _description},
        {**_option_base, **needless, **more},
    )


def _numeric(kind: OptionType, value: Check) -> Check:
    return _option(kind, choices=_choices(value), min_value=value, max_value=value)


_leaves: dict[int, Check] = {
    OptionType.STRING: _option(
        OptionType.STRING,
        choices=_choices(text(100)),
        min_length=integer(0, 6000),
        max_length=integer(1, 6000),
    ),
    OptionType.INTEGER: _numeric(OptionType.INTEGER, integer()),
    OptionType.NUMBER: _numeric(OptionType.NUMBER, number),
    **{
        kind: _option(kind)
        for kind in (
            OptionType.BOOLEAN,
            OptionType.USER,
            OptionType.CHANNEL,
            OptionType.ROLE,
            OptionType.MENTIONABLE,
            OptionType.ATTACHMENT,
        )
    },
}
_subcommand = _option(OptionType.SUBCOMMAND, options=listing(union(_leaves), MAX_OPTIONS))
_group = _option(
    OptionType.SUBCOMMAND_GROUP, options=listing(union({OptionType.SUBCOMMAND: _subcommand}), MAX_OPTIONS)
)
_options = listing(
    union({**_leaves, OptionType.SUBCOMMAND: _subcommand, OptionType.SUBCOMMAND_GROUP: _group}), MAX_OPTIONS
)
_command_optional: dict[str, Check] = {
    "id": snowflake,
    "type": choice([1, 2, 3]),
    "description": text(100),
    "name_localizations": _localised(text(32, 1)),
    "description_localizations": _localised(_description),
    "options": _options,
    "default_member_permissions": bits,
    "dm_permission": boolean,
    "default_permission": boolean,
    "integration_types": listing(choice([0, 1]), 2),
    "contexts": listing(choice([0, 1, 2]), 3),
    "nsfw": boolean,
}
_command = mapping({"name": text(32, 1)}, _command_optional)
_patch = mapping({}, {"name": text(32, 1), **_command_optional})


def _chat_input_rules(command: Mapping[str, Any], path: Path, report: Report) -> None:
    _name(command.get("name"), (*path, "name"), report)
    for locale, name in (command.get("name_localizations") or {}).items():
        _name(name, (*path, "name_localizations", locale), report)
    if not command.get("description"):
        report.add((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    _options_rules(command.get("options") or [], (*path, "options"), report)


def _options_rules(options: list[Any], path: Path, report: Report) -> None:
    seen: set[Any] = set()
    optional_before = False
    for index, option in enumerate(options):
        if not isinstance(option, dict):
            continue
        here = (*path, index)
        if option.get("name") in seen:
            message = "Option name is already used"
            report.add((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message)
        seen.add(option.get("name"))
        if option.get("type") in {OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP}:
            _options_rules(option.get("options") or [], (*here, "options"), report)
            continue
        if option.get("required") and optional_before:
            message = "Required options must be placed before non-required options"
            report.add((*here,), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_before = optional_before or not option.get("required")
        if option.get("autocomplete") and option.get("choices"):
            message = "Choices and autocomplete exclude each other"
            report.add(here, "APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE", message)
    kinds = {option.get("type") for option in options if isinstance(option, dict)}
    if kinds & {OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP} and len(kinds - {1, 2}) > 0:
        message = "Sub-commands and sub-command groups cannot be mixed with other options"
        report.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)


def characters(thing: Mapping[str, Any]) -> int:
    """The length that counts towards a command's 8,000: names, descriptions and values, all the way down.

    Of each localised text the longest version counts.
    """
    total = 0
    for key in ("name", "description"):
        versions = [thing.get(key), *(thing.get(f"{key}_localizations") or {}).values()]
        total += max((len(version) for version in versions if isinstance(version, str)), default=0)
    if isinstance(thing.get("value"), str):
        total += len(thing["value"])
    for key in ("options", "choices"):
        total += sum(characters(inner) for inner in thing.get(key) or [])
    return total


def _rules(command: Any, path: Path, report: Report) -> None:
    if not isinstance(command, dict):
        return
    if (command.get("type") or CommandType.CHAT_INPUT) == CommandType.CHAT_INPUT:
        _chat_input_rules(command, path, report)
    else:
        for key in ("description", "options"):
            if command.get(key):
                message = "Context menu commands cannot have this field"
                report.add((*path, key), "APPLICATION_COMMAND_CONTEXT_MENU_FIELD", message)
    if not report.errors and characters(command) > MAX_CHARACTERS:
        message = f"Command exceeds maximum size ({MAX_CHARACTERS})"
        report.add(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def check_command(body: Any, *, partial: bool = False) -> None:
    """Refuse a command that Discord would refuse."""
    report = Report()
    (_patch if partial else _command)(body, (), report)
    if not partial and not report.errors:
        _rules(body, (), report)
    report.finish()


def check_commands(body: Any) -> None:
    """Refuse a bulk overwrite that Discord would refuse."""
    report = Report()
    listing(_command, sum(MAX_PER_TYPE.values()))(body, (), report)
    if not report.errors:
        for index, command in enumerate(body):
            _rules(command, (index,), report)
        _names_are_unique(body, report)
    report.finish()
    check_counts(body)


def _names_are_unique(commands: list[dict[str, Any]], report: Report) -> None:
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        key = (command.get("type") or 1, command["name"])
        if key in seen:
            message = "Application command names must be unique"
            report.add((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)


def check_counts(commands: list[dict[str, Any]]) -> None:
    """Refuse more commands of a type than a scope may have."""
    for kind, most in MAX_PER_TYPE.items():
        count = sum(1 for command in commands if (command.get("type") or 1) == kind)
        if count > most:
            message = f"Maximum number of application commands reached ({most})"
            errors = {"_errors": [{"code": "MAX_APPLICATION_COMMANDS", "message": message}]}
            raise ApiError(MAX_COMMANDS if kind == 1 else INVALID_FORM_BODY, errors=errors)

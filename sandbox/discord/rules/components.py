"""What components may look like in a message and in a modal, and the rules that span several of them."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

from sandbox.discord.rules.forms import (
    Check,
    Path,
    Report,
    anything,
    bad_length,
    boolean,
    choice,
    every,
    integer,
    listing,
    mapping,
    nullable,
    snowflake,
    text,
    union,
    url,
)


class Kind(IntEnum):
    """Component types."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = frozenset(
    {
        Kind.STRING_SELECT,
        Kind.USER_SELECT,
        Kind.ROLE_SELECT,
        Kind.MENTIONABLE_SELECT,
        Kind.CHANNEL_SELECT,
    }
)
LINK_BUTTON = 5
MAX_COMPONENTS = 40
MAX_TEXT = 4000
MAX_LEGACY_ROWS = 5
MAX_ROW_BUTTONS = 5

_common = {"id": integer(0, (1 << 31) - 1)}
_custom_id = text(100, 1)
_emoji = mapping({}, {"id": snowflake, "name": text(100), "animated": boolean})
_media = mapping({"url": url("http", "https", "attachment")}, {})
_attached = mapping({"url": url("attachment")}, {})


def _kind(kind: Kind, required: dict[str, Check], optional: dict[str, Check]) -> Check:
    return mapping({"type": choice([int(kind)]), **required}, {**_common, **optional})


def _button_rules(button: Any, path: Path, report: Report) -> None:
    """A link has an address and nothing else; any other button has a custom id and no address."""
    if not isinstance(button, dict):
        return
    address, custom_id = button.get("url"), button.get("custom_id")
    if button.get("style") == LINK_BUTTON:
        if address is None:
            report.add((*path, "url"), "BASE_TYPE_REQUIRED", "This field is required.")
        if custom_id is not None:
            message = "A custom id and url cannot both be specified"
            report.add((*path, "custom_id"), "BUTTON_COMPONENT_INVALID_CUSTOM_ID", message)
    else:
        if custom_id is None:
            report.add((*path, "custom_id"), "BASE_TYPE_REQUIRED", "This field is required.")
        if address is not None:
            message = "A custom id and url cannot both be specified"
            report.add((*path, "url"), "BUTTON_COMPONENT_INVALID_URL", message)
    if not button.get("label") and not button.get("emoji"):
        report.add((*path, "label"), "BASE_TYPE_REQUIRED", "A button needs a label or an emoji.")


_button = every(
    _kind(
        Kind.BUTTON,
        {"style": choice(range(1, 6))},
        {
            "custom_id": _custom_id,
            "label": text(80),
            "disabled": boolean,
            "url": url("http", "https", "discord", maximum=512),
            "emoji": _emoji,
        },
    ),
    _button_rules,
)


def _counts(component: Any, path: Path, report: Report) -> None:
    """`min_values` is not above `max_values`, and a list of options can satisfy both."""
    if not isinstance(component, dict):
        return
    least, most = component.get("min_values"), component.get("max_values")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.add((*path, "min_values"), "SELECT_COMPONENT_MIN_ABOVE_MAX", "Must not exceed max_values.")
    options = component.get("options")
    if not isinstance(options, list):
        return
    values = [option.get("value") for option in options if isinstance(option, dict)]
    for index, value in enumerate(values):
        if value in values[:index]:
            message = "The specified option value is already used"
            where = (*path, "options", index, "value")
            report.add(where, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
    if isinstance(least, int) and least > len(options):
        report.add((*path, "min_values"), "SELECT_COMPONENT_TOO_FEW_OPTIONS", "There are fewer options.")


_option = mapping(
    {"label": text(100, 1), "value": text(100, 1)},
    {"description": text(100), "emoji": _emoji, "default": boolean},
)
_choice_option = mapping(
    {"label": text(100, 1), "value": text(100, 1)}, {"description": text(100), "default": boolean}
)
_select_common: dict[str, Check] = {
    "placeholder": text(150),
    "min_values": integer(0, 25),
    "max_values": integer(1, 25),
    "disabled": boolean,
    "required": boolean,
}


def _default(*kinds: str) -> Check:
    return mapping({"id": snowflake, "type": choice(kinds)}, {})


def _entity_select(kind: Kind, *kinds: str, **optional: Check) -> Check:
    more = {"default_values": listing(_default(*kinds), 25), **_select_common, **optional}
    return every(_kind(kind, {"custom_id": _custom_id}, more), _counts)


_selects: dict[int, Check] = {
    Kind.STRING_SELECT: every(
        _kind(
            Kind.STRING_SELECT, {"custom_id": _custom_id, "options": listing(_option, 25, 1)}, _select_common
        ),
        _counts,
    ),
    Kind.USER_SELECT: _entity_select(Kind.USER_SELECT, "user"),
    Kind.ROLE_SELECT: _entity_select(Kind.ROLE_SELECT, "role"),
    Kind.MENTIONABLE_SELECT: _entity_select(Kind.MENTIONABLE_SELECT, "user", "role"),
    Kind.CHANNEL_SELECT: _entity_select(
        Kind.CHANNEL_SELECT, "channel", channel_types=listing(integer(0, 16), 20)
    ),
}


def _row_rules(row: Any, path: Path, report: Report) -> None:
    """Up to five buttons, or one select."""
    children = row.get("components") if isinstance(row, dict) else None
    if not isinstance(children, list):
        return
    kinds = [child.get("type") for child in children if isinstance(child, dict)]
    if any(kind in SELECTS for kind in kinds) and len(kinds) > 1:
        bad_length((*path, "components"), report, 1, 1)


_row = every(
    _kind(
        Kind.ACTION_ROW,
        {"components": listing(union({Kind.BUTTON: _button, **_selects}), MAX_ROW_BUTTONS, 1)},
        {},
    ),
    _row_rules,
)
_text_display = _kind(Kind.TEXT_DISPLAY, {"content": text(MAX_TEXT, 1)}, {})
_thumbnail = _kind(Kind.THUMBNAIL, {"media": _media}, {"description": text(1024), "spoiler": boolean})
_section = _kind(
    Kind.SECTION,
    {
        "components": listing(union({Kind.TEXT_DISPLAY: _text_display}), 3, 1),
        "accessory": union({Kind.BUTTON: _button, Kind.THUMBNAIL: _thumbnail}),
    },
    {},
)
_gallery_item = mapping({"media": _media}, {"description": text(1024), "spoiler": boolean})
_gallery = _kind(Kind.MEDIA_GALLERY, {"items": listing(_gallery_item, 10, 1)}, {})
_file = _kind(Kind.FILE, {"file": _attached}, {"spoiler": boolean})
_separator = _kind(Kind.SEPARATOR, {}, {"divider": boolean, "spacing": choice([1, 2])})
_in_container: dict[int, Check] = {
    Kind.ACTION_ROW: _row,
    Kind.SECTION: _section,
    Kind.TEXT_DISPLAY: _text_display,
    Kind.MEDIA_GALLERY: _gallery,
    Kind.FILE: _file,
    Kind.SEPARATOR: _separator,
}
_container = _kind(
    Kind.CONTAINER,
    {"components": listing(union(_in_container), MAX_COMPONENTS, 1)},
    {"accent_color": nullable(integer(0, 0xFFFFFF)), "spoiler": boolean},
)
_layout = listing(union({**_in_container, Kind.CONTAINER: _container}), MAX_COMPONENTS)
_legacy = listing(union({Kind.ACTION_ROW: _row}), MAX_LEGACY_ROWS)

_text_input_optional: dict[str, Check] = {
    "label": text(45),
    "min_length": integer(0, 4000),
    "max_length": integer(1, 4000),
    "required": boolean,
    "value": text(4000),
    "placeholder": text(100),
}
_text_input = _kind(Kind.TEXT_INPUT, {"custom_id": _custom_id, "style": choice([1, 2])}, _text_input_optional)
_group = {
    "required": boolean,
    "min_values": integer(0, 10),
    "max_values": integer(1, 10),
}
_in_label: dict[int, Check] = {
    Kind.TEXT_INPUT: _text_input,
    **_selects,
    Kind.FILE_UPLOAD: every(_kind(Kind.FILE_UPLOAD, {"custom_id": _custom_id}, _group), _counts),
    Kind.RADIO_GROUP: every(
        _kind(
            Kind.RADIO_GROUP,
            {"custom_id": _custom_id, "options": listing(_choice_option, 10, 2)},
            {"required": boolean},
        ),
        _counts,
    ),
    Kind.CHECKBOX_GROUP: every(
        _kind(
            Kind.CHECKBOX_GROUP, {"custom_id": _custom_id, "options": listing(_choice_option, 10, 1)}, _group
        ),
        _counts,
    ),
    Kind.CHECKBOX: _kind(Kind.CHECKBOX, {"custom_id": _custom_id}, {"default": boolean}),
}
_label = _kind(Kind.LABEL, {"label": text(45, 1), "component": union(_in_label)}, {"description": text(100)})
_text_row = _kind(Kind.ACTION_ROW, {"components": listing(union({Kind.TEXT_INPUT: _text_input}), 1, 1)}, {})
_modal_components = listing(
    union({Kind.LABEL: _label, Kind.TEXT_DISPLAY: _text_display, Kind.ACTION_ROW: _text_row}), 5, 1
)
_modal = mapping(
    {"custom_id": _custom_id, "title": text(45, 1), "components": _modal_components}, {"file_types": anything}
)


def walk(components: Any, path: Path = ()) -> Iterator[tuple[dict[str, Any], Path]]:
    """Every component in reading order with its path, however deep."""
    if not isinstance(components, list):
        return
    for index, component in enumerate(components):
        if not isinstance(component, dict):
            continue
        here = (*path, index)
        yield component, here
        yield from walk(component.get("components"), (*here, "components"))
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield component[key], (*here, key)


def _unique(components: Any, path: Path, report: Report) -> None:
    seen_custom: set[str] = set()
    seen_ids: set[int] = set()
    for component, where in walk(components, path):
        custom_id, number = component.get("custom_id"), component.get("id")
        if isinstance(custom_id, str):
            if custom_id in seen_custom:
                message = "Component custom id cannot be duplicated"
                report.add((*where, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
            seen_custom.add(custom_id)
        if isinstance(number, int) and number:
            if number in seen_ids:
                report.add((*where, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
            seen_ids.add(number)


def check_legacy(components: Any, path: Path, report: Report) -> None:
    """Components of a message without the flag of Components V2."""
    _legacy(components, path, report)
    _unique(components, path, report)


def check_layout(components: Any, path: Path, report: Report) -> None:
    """Components of a message with the flag: 40 in all, 4,000 characters of text in all."""
    _layout(components, path, report)
    _unique(components, path, report)
    every_one = [component for component, _ in walk(components)]
    if len(every_one) > MAX_COMPONENTS:
        message = f"The number of components in the message exceeds the maximum of {MAX_COMPONENTS}"
        report.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    written = sum(
        len(component["content"])
        for component in every_one
        if component.get("type") == Kind.TEXT_DISPLAY and isinstance(component.get("content"), str)
    )
    if written > MAX_TEXT:
        message = f"Components displayable text size exceeds maximum size of {MAX_TEXT}"
        report.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)


def check_modal(data: Any, path: Path, report: Report) -> None:
    """The data of a modal."""
    _modal(data, path, report)
    if isinstance(data, dict):
        _unique(data.get("components"), (*path, "components"), report)

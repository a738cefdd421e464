"""What buttons, selects and the other parts look like wherever they stand."""

from typing import Any

from sandbox.discord.rules.forms import (
    Check,
    Path,
    Report,
    boolean,
    choice,
    every,
    integer,
    listing,
    mapping,
    snowflake,
    text,
    url,
)
from sandbox.discord.rules.kinds import Kind, walk

LINK_BUTTON = 5
MAX_TEXT = 4000

_common = {"id": integer(0, (1 << 31) - 1)}
custom_id_text = text(100, 1)
_emoji = mapping({}, {"id": snowflake, "name": text(100), "animated": boolean})
media = mapping({"url": url("http", "https", "attachment")}, {})
attached = mapping({"url": url("attachment")}, {})


def component(kind: Kind, required: dict[str, Check], optional: dict[str, Check]) -> Check:
    """A component of one kind; every component may have an id."""
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


button = every(
    component(
        Kind.BUTTON,
        {"style": choice(range(1, 6))},
        {
            "custom_id": custom_id_text,
            "label": text(80),
            "disabled": boolean,
            "url": url("http", "https", "discord", maximum=512),
            "emoji": _emoji,
        },
    ),
    _button_rules,
)


def counts(select: Any, path: Path, report: Report) -> None:
    """`min_values` is not above `max_values`, and a list of options can satisfy both."""
    if not isinstance(select, dict):
        return
    least, most = select.get("min_values"), select.get("max_values")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.add((*path, "min_values"), "SELECT_COMPONENT_MIN_ABOVE_MAX", "Must not exceed max_values.")
    options = select.get("options")
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
choice_option = mapping(
    {"label": text(100, 1), "value": text(100, 1)}, {"description": text(100), "default": boolean}
)
_common_of_selects: dict[str, Check] = {
    "placeholder": text(150),
    "min_values": integer(0, 25),
    "max_values": integer(1, 25),
    "disabled": boolean,
    "required": boolean,
}


def _default(*kinds: str) -> Check:
    return mapping({"id": snowflake, "type": choice(kinds)}, {})


def _entity_select(kind: Kind, *kinds: str, **optional: Check) -> Check:
    more = {"default_values": listing(_default(*kinds), 25), **_common_of_selects, **optional}
    return every(component(kind, {"custom_id": custom_id_text}, more), counts)


selects: dict[int, Check] = {
    Kind.STRING_SELECT: every(
        component(
            Kind.STRING_SELECT,
            {"custom_id": custom_id_text, "options": listing(_option, 25, 1)},
            _common_of_selects,
        ),
        counts,
    ),
    Kind.USER_SELECT: _entity_select(Kind.USER_SELECT, "user"),
    Kind.ROLE_SELECT: _entity_select(Kind.ROLE_SELECT, "role"),
    Kind.MENTIONABLE_SELECT: _entity_select(Kind.MENTIONABLE_SELECT, "user", "role"),
    Kind.CHANNEL_SELECT: _entity_select(
        Kind.CHANNEL_SELECT, "channel", channel_types=listing(integer(0, 16), 20)
    ),
}
text_display = component(Kind.TEXT_DISPLAY, {"content": text(MAX_TEXT, 1)}, {})


def unique(components: Any, path: Path, report: Report) -> None:
    """Custom ids and ids are used once in a message or modal."""
    seen_custom: set[str] = set()
    seen_ids: set[int] = set()
    for each, where in walk(components, path):
        custom_id, number = each.get("custom_id"), each.get("id")
        if isinstance(custom_id, str):
            if custom_id in seen_custom:
                message = "Component custom id cannot be duplicated"
                report.add((*where, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
            seen_custom.add(custom_id)
        if isinstance(number, int) and number:
            if number in seen_ids:
                report.add((*where, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
            seen_ids.add(number)

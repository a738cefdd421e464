"""Components as they are kept: numbered, and with the values that Discord fills in."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.discord.rules.kinds import SELECTS, Kind, walk

_DEFAULTS: dict[int, dict[str, Any]] = {
    Kind.BUTTON: {"disabled": False},
    Kind.THUMBNAIL: {"description": None, "spoiler": False},
    Kind.MEDIA_GALLERY: {},
    Kind.FILE: {"spoiler": False},
    Kind.SEPARATOR: {"divider": True, "spacing": 1},
    Kind.CONTAINER: {"accent_color": None, "spoiler": False},
    Kind.TEXT_INPUT: {"required": True, "label": None, "min_length": None, "max_length": None},
    Kind.FILE_UPLOAD: {"min_values": 1, "max_values": 1, "required": True},
    Kind.RADIO_GROUP: {"required": True},
    Kind.CHECKBOX_GROUP: {"required": True},
    Kind.CHECKBOX: {"default": False},
    **{kind: {"min_values": 1, "max_values": 1, "disabled": False} for kind in SELECTS},
}


def kept(components: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """`components` with defaults filled in and an id each: 1, 2, 3 … in reading order."""
    filled = [_filled(component) for component in components]
    taken = {component["id"] for component, _ in walk(filled) if component.get("id")}
    numbers = (number for number in range(1, 1000) if number not in taken)
    for component, _ in walk(filled):
        if not component.get("id"):
            component["id"] = next(numbers)
    return filled


def _filled(component: Mapping[str, Any]) -> dict[str, Any]:
    kind = component["type"]
    defaults = _DEFAULTS.get(kind, {})
    given = {key: value for key, value in component.items() if value is not None}
    filled = {**defaults, **given}
    if kind == Kind.MEDIA_GALLERY:
        filled["items"] = [
            {"description": None, "spoiler": False, **{k: v for k, v in item.items() if v is not None}}
            for item in component["items"]
        ]
    if "default_values" in given:
        filled["default_values"] = [{**one, "id": str(one["id"])} for one in given["default_values"]]
    if "components" in given:
        filled["components"] = [_filled(inner) for inner in given["components"]]
    for key in ("accessory", "component"):
        if key in given:
            filled[key] = _filled(given[key])
    return filled

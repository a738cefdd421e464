"""What the components of a message may look like, with and without Components V2."""

from typing import Any

from sandbox.discord.rules.forms import (
    Check,
    Path,
    Report,
    bad_length,
    boolean,
    choice,
    every,
    integer,
    listing,
    mapping,
    nullable,
    text,
    union,
)
from sandbox.discord.rules.kinds import SELECTS, Kind, walk
from sandbox.discord.rules.parts import (
    MAX_TEXT,
    attached,
    button,
    component,
    media,
    selects,
    text_display,
    unique,
)

MAX_COMPONENTS = 40
MAX_LEGACY_ROWS = 5
MAX_ROW_BUTTONS = 5


def _row_rules(row: Any, path: Path, report: Report) -> None:
    """Up to five buttons, or one select."""
    children = row.get("components") if isinstance(row, dict) else None
    if not isinstance(children, list):
        return
    kinds = [child.get("type") for child in children if isinstance(child, dict)]
    if any(kind in SELECTS for kind in kinds) and len(kinds) > 1:
        bad_length((*path, "components"), report, 1, 1)


_row = every(
    component(
        Kind.ACTION_ROW,
        {"components": listing(union({Kind.BUTTON: button, **selects}), MAX_ROW_BUTTONS, 1)},
        {},
    ),
    _row_rules,
)
_thumbnail = component(Kind.THUMBNAIL, {"media": media}, {"description": text(1024), "spoiler": boolean})
_section = component(
    Kind.SECTION,
    {
        "components": listing(union({Kind.TEXT_DISPLAY: text_display}), 3, 1),
        "accessory": union({Kind.BUTTON: button, Kind.THUMBNAIL: _thumbnail}),
    },
    {},
)
_gallery_item = mapping({"media": media}, {"description": text(1024), "spoiler": boolean})
_gallery = component(Kind.MEDIA_GALLERY, {"items": listing(_gallery_item, 10, 1)}, {})
_file = component(Kind.FILE, {"file": attached}, {"spoiler": boolean})
_separator = component(Kind.SEPARATOR, {}, {"divider": boolean, "spacing": choice([1, 2])})
_in_container: dict[int, Check] = {
    Kind.ACTION_ROW: _row,
    Kind.SECTION: _section,
    Kind.TEXT_DISPLAY: text_display,
    Kind.MEDIA_GALLERY: _gallery,
    Kind.FILE: _file,
    Kind.SEPARATOR: _separator,
}
_container = component(
    Kind.CONTAINER,
    {"components": listing(union(_in_container), MAX_COMPONENTS, 1)},
    {"accent_color": nullable(integer(0, 0xFFFFFF)), "spoiler": boolean},
)
_layout = listing(union({**_in_container, Kind.CONTAINER: _container}), MAX_COMPONENTS)
_legacy = listing(union({Kind.ACTION_ROW: _row}), MAX_LEGACY_ROWS)


def check_legacy(components: Any, path: Path, report: Report) -> None:
    """Components of a message without the flag of Components V2."""
    _legacy(components, path, report)
    unique(components, path, report)


def check_layout(components: Any, path: Path, report: Report) -> None:
    """Components of a message with the flag: 40 in all, 4,000 characters of text in all."""
    _layout(components, path, report)
    unique(components, path, report)
    every_one = [each for each, _ in walk(components)]
    if len(every_one) > MAX_COMPONENTS:
        message = f"The number of components in the message exceeds the maximum of {MAX_COMPONENTS}"
        report.add(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    written = sum(
        len(each["content"])
        for each in every_one
        if each.get("type") == Kind.TEXT_DISPLAY and isinstance(each.get("content"), str)
    )
    if written > MAX_TEXT:
        message = f"Components displayable text size exceeds maximum size of {MAX_TEXT}"
        report.add(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)

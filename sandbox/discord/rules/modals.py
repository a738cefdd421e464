"""What the form of a modal may look like."""

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
    text,
    union,
)
from sandbox.discord.rules.kinds import Kind
from sandbox.discord.rules.parts import (
    choice_option,
    component,
    counts,
    custom_id_text,
    selects,
    text_display,
    unique,
)

_text_input_optional: dict[str, Check] = {
    "label": text(45),
    "min_length": integer(0, 4000),
    "max_length": integer(1, 4000),
    "required": boolean,
    "value": text(4000),
    "placeholder": text(100),
}
_text_input = component(
    Kind.TEXT_INPUT, {"custom_id": custom_id_text, "style": choice([1, 2])}, _text_input_optional
)
_group = {
    "required": boolean,
    "min_values": integer(0, 10),
    "max_values": integer(1, 10),
}
_in_label: dict[int, Check] = {
    Kind.TEXT_INPUT: _text_input,
    **selects,
    Kind.FILE_UPLOAD: every(component(Kind.FILE_UPLOAD, {"custom_id": custom_id_text}, _group), counts),
    Kind.RADIO_GROUP: every(
        component(
            Kind.RADIO_GROUP,
            {"custom_id": custom_id_text, "options": listing(choice_option, 10, 2)},
            {"required": boolean},
        ),
        counts,
    ),
    Kind.CHECKBOX_GROUP: every(
        component(
            Kind.CHECKBOX_GROUP,
            {"custom_id": custom_id_text, "options": listing(choice_option, 10, 1)},
            _group,
        ),
        counts,
    ),
    Kind.CHECKBOX: component(Kind.CHECKBOX, {"custom_id": custom_id_text}, {"default": boolean}),
}
_label = component(
    Kind.LABEL, {"label": text(45, 1), "component": union(_in_label)}, {"description": text(100)}
)
_text_row = component(
    Kind.ACTION_ROW, {"components": listing(union({Kind.TEXT_INPUT: _text_input}), 1, 1)}, {}
)
_modal_components = listing(
    union({Kind.LABEL: _label, Kind.TEXT_DISPLAY: text_display, Kind.ACTION_ROW: _text_row}), 5, 1
)
_modal = mapping(
    {"custom_id": custom_id_text, "title": text(45, 1), "components": _modal_components},
    {},
)


def check_modal(data: Any, path: Path, report: Report) -> None:
    """The data of a modal."""
    _modal(data, path, report)
    if isinstance(data, dict):
        unique(data.get("components"), (*path, "components"), report)

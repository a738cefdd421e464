"""Pressing a button, choosing in a select, submitting a form."""

from collections.abc import Mapping
from typing import Any

from sandbox.discord.control.asking import Asked, Mistake, message_of
from sandbox.discord.control.options import Resolver
from sandbox.discord.interactions.machine import Interactions
from sandbox.discord.interactions.model import Interaction, Kind
from sandbox.discord.model import Message
from sandbox.discord.rules.kinds import SELECTS, walk
from sandbox.discord.rules.kinds import Kind as Component
from sandbox.discord.snowflakes import read_snowflake

Json = dict[str, Any]
# What the objects go under that a select's values name; it is there when nothing was chosen too.
_RESOLVED = {
    Component.USER_SELECT: "users",
    Component.ROLE_SELECT: "roles",
    Component.MENTIONABLE_SELECT: "users",
    Component.CHANNEL_SELECT: "channels",
}


def press(asked: Asked, interactions: Interactions) -> Interaction:
    """A person uses a button or a select of a message."""
    user = asked.user()
    message = message_of(asked.core, user, asked.body.get("message"))
    component = _find(message, asked.text("custom_id"))
    channel = asked.core.state.channels[message.channel_id]
    resolver = Resolver(asked.core, user, channel, {})
    data: Json = {
        "custom_id": component["custom_id"],
        "component_type": component["type"],
        "id": component["id"],
    }
    if component["type"] in SELECTS:
        data["values"] = _selected(component, _listed(asked.body.get("values")), resolver)
        if component["type"] != Component.STRING_SELECT:
            data["resolved"] = resolver.resolved or {_RESOLVED[component["type"]]: {}}
    metadata = {"interacted_message_id": message.id}
    return interactions.open(
        Kind.COMPONENT, user.id, channel, component["custom_id"], data, source=message, metadata=metadata
    )


def _find(message: Message, custom_id: str) -> Json:
    for component, _ in walk(message.components):
        if component.get("custom_id") == custom_id:
            if component.get("disabled"):
                raise Mistake("this control is disabled", 403)
            return component
    raise Mistake(f"the message has no control {custom_id!r}", 404)


def _listed(given: Any) -> list[str]:
    if given is None:
        return []
    values = given if isinstance(given, list) else [given]
    return [str(value) for value in values]


def _selected(component: Json, values: list[str], resolver: Resolver) -> list[str]:
    """The chosen values of a select, if they can be chosen."""
    least, most = component["min_values"], component["max_values"]
    if not least <= len(values) <= most:
        raise Mistake(f"between {least} and {most} values must be chosen, not {len(values)}")
    chosen = [_one(component, value, resolver) for value in values]
    for value, found in zip(values, chosen, strict=True):
        if found is None:
            raise Mistake(f"{value!r} cannot be chosen here")
    return [found for found in chosen if found is not None]


def _one(component: Json, value: str, resolver: Resolver) -> str | None:
    kind = component["type"]
    if kind == Component.USER_SELECT:
        return resolver.add_user(value)
    if kind == Component.ROLE_SELECT:
        return resolver.add_role(value)
    if kind == Component.MENTIONABLE_SELECT:
        return resolver.add_any(value)
    if kind == Component.CHANNEL_SELECT:
        return resolver.add_channel(value, component.get("channel_types"))
    if kind == Component.FILE_UPLOAD:
        return resolver.add_file(value)
    return _option_value(component, value)


def _option_value(component: Json, value: str) -> str | None:
    for option in component["options"]:
        if value in {option["value"], option["label"]}:
            return str(option["value"])
    return None


def submit(asked: Asked, interactions: Interactions) -> Interaction:
    """A person submits the form that an interaction opened."""
    user = asked.user()
    opener = interactions.get(read_snowflake(asked.body.get("interaction")) or 0)
    if opener is None or opener.modal is None or opener.user_id != user.id:
        raise Mistake("there is no open form", 404)
    channel = asked.core.state.channels[opener.channel_id]
    given = asked.body.get("values") or {}
    if not isinstance(given, dict):
        raise Mistake("values must be an object")
    resolver = Resolver(asked.core, user, channel, asked.files)
    unknown = given.keys() - {each.get("custom_id") for each, _ in walk(opener.modal["components"])}
    if unknown:
        raise Mistake(f"the form has no field {', '.join(sorted(unknown))}")
    data: Json = {
        "custom_id": opener.modal["custom_id"],
        "components": [_submitted(each, given, resolver) for each in opener.modal["components"]],
    }
    if resolver.resolved:
        data["resolved"] = resolver.resolved
    source = asked.core.state.message(opener.channel_id, opener.source_id or 0)
    metadata = {"triggered_by": opener.metadata}
    name = opener.modal["custom_id"]
    return interactions.open(Kind.MODAL, user.id, channel, name, data, source=source, metadata=metadata)


def _submitted(component: Json, given: Mapping[str, Any], resolver: Resolver) -> Json:
    told: Json = {"type": component["type"], "id": component["id"]}
    if component["type"] == Component.ACTION_ROW:
        told["components"] = [_filled(each, given, resolver) for each in component["components"]]
    elif component["type"] == Component.LABEL:
        told["component"] = _filled(component["component"], given, resolver)
    return told


def _filled(field: Json, given: Mapping[str, Any], resolver: Resolver) -> Json:
    """One field of a form with what the person put into it."""
    told: Json = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
    value = given.get(field["custom_id"])
    kind = field["type"]
    if kind == Component.TEXT_INPUT:
        return {**told, "value": _typed(field, field.get("value") if value is None else value)}
    if kind == Component.CHECKBOX:
        return {**told, "value": field["default"] if value is None else bool(value)}
    if kind == Component.RADIO_GROUP:
        return {**told, "value": _radio(field, value)}
    if value is None and "options" in field:
        value = [option["value"] for option in field["options"] if option.get("default")]
    values = _listed(value)
    if not values and field.get("required") is False:
        return {**told, "values": []}
    bounds = {"min_values": 1, "max_values": len(field.get("options") or "1"), **field}
    return {**told, "values": _selected(bounds, values, resolver)}


def _typed(field: Json, value: Any) -> str:
    text = "" if value is None else str(value)
    if not text and field["required"]:
        raise Mistake(f"the field {field['custom_id']} is required")
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if text and not least <= len(text) <= most:
        raise Mistake(f"the field {field['custom_id']} must have {least} to {most} characters")
    return text


def _radio(field: Json, value: Any) -> str | None:
    if value is None:
        value = next((option["value"] for option in field["options"] if option.get("default")), None)
    if value is None:
        if field["required"]:
            raise Mistake(f"the field {field['custom_id']} is required")
        return None
    chosen = _option_value(field, str(value))
    if chosen is None:
        raise Mistake(f"{value!r} cannot be chosen here")
    return chosen

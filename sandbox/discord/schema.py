"""Checks requests, answers and events against the official description, where it is at hand."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

OPENAPI = "openapi.json"
GATEWAY = "gateway-dispatch.schema.json"
Json = dict[str, Any]


class Schema:
    """The validators, each built when it is first needed."""

    def __init__(self, folder: Path) -> None:
        description = json.loads((folder / OPENAPI).read_text())
        self._paths: Json = description["paths"]
        self._answers = _Validators(_with_field_errors(description))
        self._requests = _Validators(_strict(json.loads((folder / OPENAPI).read_text())))
        events = json.loads((folder / GATEWAY).read_text())
        self._events = _Validators(_relaxed_events(events))
        self._event_refs = _event_refs(events)

    def request_problem(self, method: str, path: str, body: Any) -> str | None:
        """What is wrong with a request's body."""
        operation = self._operation(method, path)
        if operation is None:
            return "not in the official description"
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None or body is None:
            return None if body in (None, {}) else "a body where none is described"
        ref = _pointer("paths", path, method.lower(), "requestBody", "content", "application/json", "schema")
        return self._requests.problem(ref, body)

    def answer_problem(self, method: str, path: str, status: int, body: Any) -> str | None:
        """What is wrong with an answer's body."""
        operation = self._operation(method, path)
        if operation is None:
            return "not in the official description"
        responses = operation["responses"]
        if status >= 400:
            return self._answers.problem(_pointer("components", "schemas", "ErrorResponse"), body)
        if str(status) not in responses:
            return f"status {status} is not described"
        content = responses[str(status)].get("content", {}).get("application/json")
        if content is None:
            return None if body is None else "an answer where none is described"
        ref = _pointer(
            "paths", path, method.lower(), "responses", str(status), "content", "application/json", "schema"
        )
        return self._answers.problem(ref, body)

    def event_problem(self, event_type: str, data: Json) -> str | None:
        """What is wrong with an event's data."""
        ref = self._event_refs.get(event_type)
        if event_type == "RESUMED":
            return None
        if ref is None:
            return "not in the gateway's description"
        return self._events.problem(ref, data)

    def _operation(self, method: str, path: str) -> Json | None:
        found: Json | None = self._paths.get(path, {}).get(method.lower())
        return found


class _Validators:
    """Validators for parts of one document."""

    def __init__(self, document: Json) -> None:
        import jsonschema_rs

        self._library = jsonschema_rs
        self._registry = jsonschema_rs.Registry([("urn:sandbox", document)])
        self._built: dict[str, Any] = {}

    def problem(self, ref: str, value: Any) -> str | None:
        """The deepest first error of `value`, or None."""
        validator = self._built.get(ref)
        if validator is None:
            validator = self._library.validator_for({"$ref": f"urn:sandbox{ref}"}, registry=self._registry)
            self._built[ref] = validator
        if validator.is_valid(value):
            return None
        errors = sorted(validator.iter_errors(value), key=lambda error: -len(error.instance_path))
        where = "/".join(map(str, errors[0].instance_path))
        return f"{where or 'the body'}: {errors[0].message[:300]}"


def _pointer(*steps: str) -> str:
    escaped = (step.replace("~", "~0").replace("/", "~1") for step in steps)
    return "#/" + "/".join(quote(step, safe="~@") for step in escaped)


def _with_field_errors(description: Json) -> Json:
    """The description for answers: a field's errors have codes that are texts, as the documentation shows."""
    fields: Json = description["components"]["schemas"]["InnerErrors"]["properties"]["_errors"]
    code = {"type": ["string", "integer"]}
    fields["items"] = {"type": "object", "properties": {"code": code, "message": {"type": "string"}}}
    return description


def _strict(description: Json) -> Json:
    """The description for requests: closed objects, and the two places where it is stricter than Discord."""
    schemas: Json = description["components"]["schemas"]
    # Clients send ids as integers and permissions as strings, and Discord takes both.
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
    for schema in schemas.values():
        _allow_more(schema)
        if schema.get("type") == "object" and "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return description


def _allow_more(schema: Json) -> None:
    properties: Json = schema.get("properties", {})
    for key in ("default_member_permissions", "allow", "deny", "permissions"):
        if key in properties:
            properties[key] = {"type": ["string", "integer", "null"]}
    if "default_member_permissions" in properties:
        properties["nsfw"] = {"type": ["boolean", "null"]}
    if {"content", "embeds", "allowed_mentions"} <= properties.keys():
        properties |= {key: {"type": ["boolean", "null"]} for key in ("tts", "enforce_nonce")}
    if {"name", "message", "applied_tags"} <= properties.keys():
        # discord.py names the type of a forum's post, and Discord takes it.
        properties["type"] = {"type": ["integer", "null"]}
    if {"description", "footer", "fields"} <= properties.keys():
        properties["flags"] = {"type": ["integer", "null"]}


def _relaxed_events(document: Json) -> Json:
    """Flags are sets of bits: any integer, not one of the listed ones."""
    for name in document["definitions"]:
        if name.endswith("Flags"):
            document["definitions"][name] = {"type": "integer"}
    return document


def _event_refs(document: Json) -> dict[str, str]:
    """Where the data of each event is described."""
    found = {}
    for name, schema in document["definitions"].items():
        properties = schema.get("properties", {})
        if {"t", "d"} <= properties.keys() and "const" in properties["t"]:
            found[properties["t"]["const"]] = _pointer("definitions", name, "properties", "d")
    return found

"""What the first answer to an interaction may look like."""

from collections.abc import Collection
from typing import Any

from sandbox.discord.interactions.model import Callback
from sandbox.discord.rules import messages
from sandbox.discord.rules.commands import LOCALES
from sandbox.discord.rules.forms import (
    Check,
    Path,
    Report,
    anything,
    integer,
    listing,
    mapping,
    run,
    text,
)
from sandbox.discord.rules.modals import check_modal

MAX_CHOICES = 25

_envelope = mapping({"type": integer(1, 12)}, {"data": anything})


def _value(value: Any, path: Path, report: Report) -> None:
    if isinstance(value, str):
        text(100)(value, path, report)
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        report.add(path, "UNION_TYPE_CHOICES", "Value must be a string, an integer or a number.")


def _localised(value: Any, path: Path, report: Report) -> None:
    for locale in value if isinstance(value, dict) else {}:
        if locale not in LOCALES:
            report.add((*path, locale), "BASE_TYPE_CHOICES", f'"{locale}" is not a known locale.')


_choice = mapping({"name": text(100, 1), "value": _value}, {"name_localizations": _localised})
_choices = mapping({"choices": listing(_choice, MAX_CHOICES)}, {})
_needs_data = {Callback.MESSAGE, Callback.UPDATE, Callback.CHOICES, Callback.MODAL}
_data: dict[Callback, Check] = {
    Callback.DEFERRED_UPDATE: mapping({}, {"flags": integer(0)}),
    Callback.CHOICES: _choices,
    Callback.MODAL: check_modal,
}


def _below(check: Check, key: str) -> Check:
    def check_below(value: Any, path: Path, report: Report) -> None:
        check(value, (*path, key), report)

    return check_below


def check_callback(body: Any, allowed: Collection[Callback]) -> Callback:
    """Refuse a first answer that Discord would refuse; its type otherwise."""
    run(_envelope, body)
    kind = body["type"]
    if kind not in set(allowed):
        listed = ", ".join(str(int(each)) for each in sorted(allowed))
        raise messages.wrong(("type",), "BASE_TYPE_CHOICES", f"Value must be one of ({listed}).")
    callback = Callback(kind)
    data = body.get("data")
    if data is None:
        if callback in _needs_data:
            raise messages.wrong(("data",), "BASE_TYPE_REQUIRED", "This field is required")
    elif callback in {Callback.MESSAGE, Callback.DEFERRED_MESSAGE}:
        messages.check(data, "reply", below="data")
    elif callback != Callback.UPDATE:
        # An update is checked when it is known whether the message is one of Components V2.
        run(_below(_data[callback], "data"), data)
    return callback

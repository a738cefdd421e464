"""Every text in a notebook that everyone could read, and where it stands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bot.notebooks.findings import Place
from bot.scrub.kinds import Kind
from bot.scrub.rules import HOST_KEY, SECRET_KEY

# Media that hold no text.
_NO_TEXT: Final = re.compile(r"^(?:image/(?!svg)|audio/|video/|application/(?:pdf|octet-stream))")


@dataclass
class Slot:
    """A text at its place; `write` puts another one there. `forced` is what it is for its key's sake."""

    place: Place
    text: str
    write: Callable[[str], None]
    forced: Kind | None = None


def slots(content: dict[str, Any]) -> Iterator[Slot]:
    """All texts of a notebook in format 4, in the order in which a person reads it; metadata come last."""
    for number, cell in enumerate(content["cells"], 1):
        yield from _of(cell, "source", Place("source", number))
        for place, output in enumerate(cell.get("outputs", ()), 1):
            yield from _of_output(output, Place("output", number, place))
        yield from _inside(cell["metadata"], Place("metadata", number))
        for bundle in cell.get("attachments", {}).values():
            yield from _of_bundle(bundle, Place("attachment", number))
    yield from _inside(content["metadata"], Place("metadata"))


def _of_output(output: dict[str, Any], place: Place) -> Iterator[Slot]:
    match output["output_type"]:
        case "stream":
            yield from _of(output, "text", place)
        case "error":
            yield from _of(output, "evalue", place)
            for index in range(len(output["traceback"])):
                yield from _of(output["traceback"], index, place)
        case _:
            yield from _of_bundle(output["data"], place)
            yield from _inside(output["metadata"], place)


def _of_bundle(bundle: dict[str, Any], place: Place) -> Iterator[Slot]:
    for media_type in list(bundle):
        if not _NO_TEXT.match(media_type):
            yield from _of(bundle, media_type, place)


def _of(holder: Any, key: Any, place: Place) -> Iterator[Slot]:
    value = holder[key]
    if isinstance(value, str):
        yield Slot(place, value, lambda text: holder.__setitem__(key, text), _forced(key))
    else:
        yield from _inside(value, place)


def _inside(value: Any, place: Place) -> Iterator[Slot]:
    if isinstance(value, dict):
        for key in list(value):
            yield from _of(value, key, place)
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _of(value, index, place)


def _forced(key: Any) -> Kind | None:
    """What a value is because of the name of its key, whatever it looks like."""
    if not isinstance(key, str):
        return None
    if SECRET_KEY.search(key):
        return "token"
    return "host" if HOST_KEY.match(key) else None

"""Every text in a notebook that everyone could read, and where it stands.

That is each text of the file, also under names that the format does not know, and the names themselves.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bot.notebooks.findings import Place
from bot.scrub.kinds import Kind
from bot.scrub.listed import kinds_of_lines
from bot.scrub.rules import HOST_KEY, PERSON_KEY, SECRET_KEY, are_of_key
from bot.scrub.spotting import is_everybodys

# Media that hold no text, as long as they are what they say.
_NO_TEXT: Final = re.compile(
    r"(?:image/(?!svg)|audio/|video/|font/|model/|application/(?:pdf|octet-stream|zip|gzip|x-(?!javascript|latex)|msword"
    r"|postscript|wasm|font|vnd\.(?:ms-|openxmlformats|oasis)))"
)
_BASE64: Final = re.compile(r"[A-Za-z0-9+/\s]*={0,2}\s*")
# Colab writes down with each run who ran it.
_WHO_RAN_IT: Final = frozenset({"displayName", "userId", "photoUrl"})
# What asks for the name of the machine, or of who works on it, and shows nothing else.
_ASKS: Final[dict[Kind, re.Pattern[str]]] = {
    "host": re.compile(
        r"(?m)^\s*(?:[!%](?:sx |system )?\s*(?:hostname(?: -[sf])?|uname -n)"
        r"|(?:print\()?(?:socket\.(?:gethostname|getfqdn)|platform\.node)\(\)\)?)\s*$"
    ),
    "person": re.compile(
        r"(?m)^\s*(?:[!%](?:sx |system )?\s*(?:whoami|logname|id -un)"
        r"|(?:print\()?(?:getpass\.getuser|os\.getlogin)\(\)\)?)\s*$"
    ),
}
_LONGEST_ANSWER: Final = 70
_ONE_WORD: Final = re.compile(r"\s*[\"']?(?P<word>[\w.-]{2,60})[\"']?\s*")
# A name that may say something: it is long, or holds more than words.
_TELLING: Final = re.compile(r".{20}|.*[^A-Za-z_.\s-].*", re.DOTALL)
_SHORTEST_NAME: Final = 6
# What the format itself writes there.
_OF_NOTEBOOK: Final = frozenset({"cells", "metadata", "nbformat", "nbformat_minor"})
_OF_CELL: Final = frozenset(
    {"cell_type", "source", "outputs", "metadata", "attachments", "execution_count", "id"}
)
_OF_OUTPUT: Final = {
    "stream": ("text",),
    "error": ("ename", "evalue", "traceback"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata"),
}


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
            yield from _of_output(output, Place("output", number, place), cell["source"])
        yield from _inside(cell["metadata"], Place("metadata", number))
        attachments = cell.get("attachments", {})
        for bundle in attachments.values():
            yield from _of_bundle(bundle, Place("attachment", number))
        yield from _names(attachments, Place("attachment", number))
        yield from _id(cell, number)
        yield from _others(cell, _OF_CELL, Place("metadata", number))
    yield from _inside(content["metadata"], Place("metadata"))
    yield from _others(content, _OF_NOTEBOOK, Place("metadata"))


def is_no_text(media_type: str) -> bool:
    """Whether what is of this media type is a file, as long as it is what it says."""
    return _NO_TEXT.match(media_type) is not None


def is_base64(text: str) -> bool:
    """Whether all of a text may be a file."""
    return _BASE64.fullmatch(text) is not None


def _of_output(output: dict[str, Any], place: Place, source: str) -> Iterator[Slot]:
    known = _OF_OUTPUT[output["output_type"]]
    for name in known:
        for slot in _of_bundle(output[name], place) if name == "data" else _of(output, name, place):
            slot.forced = slot.forced or _answer(source, slot.text)
            yield slot
    yield from _others(output, {*known, "output_type", "execution_count"}, place)


def _answer(source: str, text: str) -> Kind | None:
    """What an output is as the answer of a cell that asks for one name."""
    said = _ONE_WORD.fullmatch(text) if len(text) < _LONGEST_ANSWER else None
    asked = next((kind for kind, asks in _ASKS.items() if asks.search(source)), None) if said else None
    return None if said is None or asked is None or is_everybodys(asked, said["word"]) else asked


def _of_bundle(bundle: dict[str, Any], place: Place) -> Iterator[Slot]:
    for media_type, value in list(bundle.items()):
        if not (is_no_text(media_type) and isinstance(value, str) and is_base64(value)):
            yield from _of(bundle, media_type, place)
    yield from _names(bundle, place)


def _id(cell: dict[str, Any], number: int) -> Iterator[Slot]:
    """The id of a cell, which may hold letters, digits and hyphens only."""
    if "id" in cell:
        yield Slot(
            Place("metadata", number),
            cell["id"],
            lambda _: cell.__setitem__("id", f"cell-{number}-named-anew"),
        )


def _others(holder: dict[str, Any], known: Collection[str], place: Place) -> Iterator[Slot]:
    """What stands in a notebook, a cell or an output under names that the format does not know."""
    for key in [one for one in holder if one not in known]:
        yield from _of(holder, key, place)
    yield from _names(holder, place)


def _of(holder: Any, key: Any, place: Place, forced: Kind | None = None) -> Iterator[Slot]:
    value = holder[key]
    if isinstance(value, str):
        yield Slot(place, value, lambda text: holder.__setitem__(key, text), forced or _forced(key))
    else:
        yield from _inside(value, place)


def _inside(value: Any, place: Place) -> Iterator[Slot]:
    if isinstance(value, dict):
        typed = _typed(value)
        for key in list(value):
            is_typed = typed is not None and value[key] is typed
            yield from _of_state(value[key], place) if is_typed else _of(value, key, place)
        yield from _names(value, place)
    elif isinstance(value, list):
        kinds = kinds_of_lines(value)
        for index, is_key in enumerate(list(are_of_key(value))):
            yield from _of(value, index, place, "token" if is_key else kinds.get(index))


def _typed(widget: dict[str, Any]) -> dict[str, Any] | None:
    """The state of a widget into which somebody typed a secret: a field for one, or one that is called so."""
    state = widget.get("state")
    if not isinstance(state, dict) or not isinstance(state.get("value"), str):
        return None
    said = re.sub(r"\W+", "_", str(state.get("description", ""))).strip("_")
    is_field = widget.get("model_name") == "PasswordModel"
    is_called_so = widget.get("model_name") == "TextModel" and SECRET_KEY.search(said)
    return state if is_field or is_called_so else None


def _of_state(state: dict[str, Any], place: Place) -> Iterator[Slot]:
    for key in list(state):
        if key == "value":
            yield Slot(place, state[key], lambda text: state.__setitem__("value", text), "token")
        else:
            yield from _of(state, key, place)
    yield from _names(state, place)


def _names(holder: dict[str, Any], place: Place) -> Iterator[Slot]:
    """The names in a holder that may say something; they are changed when all were looked at."""
    renamed: dict[str, str] = {}
    for key in holder:
        if len(key) >= _SHORTEST_NAME and _TELLING.match(key):
            yield Slot(place, key, lambda text, key=key: renamed.__setitem__(key, text))  # type: ignore[misc]
    if renamed:
        entries = list(holder.items())
        holder.clear()
        for key, value in entries:
            name = renamed.get(key, key)
            while name in holder:
                name += "_"
            holder[name] = value


def _forced(key: Any) -> Kind | None:
    """What a value is because of the name of its key, whatever it looks like."""
    if not isinstance(key, str):
        return None
    if SECRET_KEY.search(key):
        return "token"
    if key in _WHO_RAN_IT or PERSON_KEY.match(key):
        return "person"
    return "host" if HOST_KEY.match(key) else None

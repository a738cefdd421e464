"""The files in a notebook, wherever they stand: in outputs, attachments, widgets, and inside texts.

Of pictures and sounds only what is seen and heard is kept. Other files - documents, archives, films - may say
anything, and are taken out.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bot.notebooks.file_data import without_data
from bot.notebooks.places import is_base64, is_no_text, slots
from bot.scrub.rows import BASE64, has_row

TAKEN_OUT: Final = "[{media_type}: taken out, because it cannot be looked through]"
_NOTHING: Final = "data:,"
# Shorter texts hold no file.
_SHORTEST: Final = 64
# How files begin in base64 where no media type says what they are, as in the state of widgets.
_BEGINNINGS: Final = (
    # Pictures and sounds: PNG, JPEG, GIF, WebP and WAV, TIFF, MP3, Ogg, FLAC.
    *("iVBORw0KGgo", "/9j/", "R0lGODdh", "R0lGODlh", "UklGR", "SUkqA", "TU0AK", "SUQz", "T2dnUw", "ZkxhQ"),
    # Films: MP4 in three spellings, WebM. Documents: PDF, Office as it was and as it is, RTF.
    *("AAAAGGZ0eXA", "AAAAHGZ0eXA", "AAAAIGZ0eXA", "GkXfo", "JVBERi0", "0M8R4KGx", "UEsDB", "e1xydGY"),
    # Archives and databases: gzip, 7z, xz, RAR, SQLite, Parquet.
    *("H4sI", "N3q8ryc", "/Td6WFo", "UmFyIR", "U1FMaXRl", "UEFSMQ"),
)
# In lines of 64 or 76 characters, as some programs write it, or in one.
_LINES: Final = r"(?:[A-Za-z0-9+/]{64,76}\r?\n)*[A-Za-z0-9+/]+={0,2}"
_BARE: Final = re.compile(
    rf"(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]{{{_SHORTEST}}})(?=(?:{'|'.join(_BEGINNINGS)})){_LINES}"
)
_HELD: Final = re.compile(
    rf"(?P<head>(?i:data:(?P<type>[\w.+-]+/[\w.+-]+)?(?:;[\w.+-]+=[^;,\s\"']{{0,200}})*;base64),)(?P<content>{_LINES})"
)


@dataclass
class Taken:
    """From so many `pictures` something was taken out that their files said besides; so many `files` went."""

    pictures: int = 0
    files: int = 0


def take_out(content: dict[str, Any]) -> Taken:
    """Take out of the files in a notebook what should not become public, or could not be looked at.

    `content` are the values of a notebook in format 4; they are changed.
    """
    taken = Taken()
    for bundle in _bundles(content):
        for media_type, written in list(bundle.items()):
            if isinstance(written, str) and written and _is_file(media_type, written):
                kept = _kept(written, taken)
                if kept is None:
                    _leave_word(bundle, media_type)
                else:
                    bundle[media_type] = kept
    _take_out_of_widgets(content["metadata"].get("widgets"), taken)
    for slot in slots(content):
        text = _in_text(slot.text, taken)
        if text is not slot.text:
            slot.write(text)
    return taken


def _bundles(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for cell in content["cells"]:
        for output in cell.get("outputs", ()):
            if "data" in output:
                yield output["data"]
        yield from cell.get("attachments", {}).values()


def _is_file(media_type: str, written: str) -> bool:
    """Whether what is of a media type is a file, which it says or which can only be so."""
    if not is_base64(written):
        return False
    return is_no_text(media_type) or (len(written) >= _SHORTEST and not _is_text(media_type, written))


def _is_text(media_type: str, written: str) -> bool:
    """Whether base64 of this type says something that can be read."""
    if media_type.startswith("text/"):
        return True
    try:
        base64.b64decode(written + "==").decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return True


def _take_out_of_widgets(value: Any, taken: Taken) -> None:
    """Take out what widgets hold as bytes: it may say anything."""
    if isinstance(value, dict):
        written = value.get("data")
        if isinstance(written, str) and written and value.get("encoding") in {"base64", "hex"}:
            is_text = value["encoding"] == "base64" and _is_text("", written)
            value["data"] = written if is_text else _kept(written, taken) or ""
        for one in value.values():
            _take_out_of_widgets(one, taken)
    elif isinstance(value, list):
        for one in value:
            _take_out_of_widgets(one, taken)


def _leave_word(bundle: dict[str, Any], media_type: str) -> None:
    """Say in place of a file that it was there."""
    del bundle[media_type]
    said = bundle.get("text/plain")
    told = TAKEN_OUT.format(media_type=media_type)
    bundle["text/plain"] = f"{said}\n{told}" if isinstance(said, str) and said else told


def _in_text(text: str, taken: Taken) -> str:
    """The same text where there is nothing to take out."""
    if len(text) < _SHORTEST:
        return text
    if ";base64," in text.lower():
        text = _changed(_HELD, text, lambda match: _held(match, taken))
    if has_row(text, BASE64, _SHORTEST):
        text = _changed(_BARE, text, lambda match: _kept(match[0], taken) or "")
    return text


def _changed(pattern: re.Pattern[str], text: str, write: Callable[[re.Match[str]], str]) -> str:
    """The very same text where everything is written as it was."""
    written = pattern.sub(write, text)
    return text if written == text else written


def _held(match: re.Match[str], taken: Taken) -> str:
    """A file inside a text; in those that are text themselves things are found like anywhere else."""
    media_type = (match["type"] or "").lower()
    if media_type and not is_no_text(media_type) and _is_text(media_type, match["content"]):
        return match[0]
    kept = _kept(match["content"], taken)
    return _NOTHING if kept is None else match["head"] + kept


def _kept(written: str, taken: Taken) -> str | None:
    """What may stay of a file in base64; None for one that nobody can look through."""
    try:
        # Where a web page spares the filling at the end, there is too much of it now, which is allowed.
        content = base64.b64decode(written + "==")
    except binascii.Error:
        content = b""
    clean = without_data(content)
    if clean is None:
        taken.files += 1
        return None
    if clean == content:
        return written
    taken.pictures += 1
    return base64.b64encode(clean).decode()

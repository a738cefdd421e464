"""Pictures inside a notebook as addresses that hold them, checked so that none harms who looks at it."""

import base64
import binascii
import io
import re
import warnings
from typing import Final
from xml.etree import ElementTree as ET

from PIL import Image, UnidentifiedImageError

from bot.notebooks.pages.drawings import is_heavy, name

MOST_PIXELS: Final = 40_000_000
LONGEST_SVG: Final = 2_000_000
_FORMATS: Final = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_DATA: Final = re.compile(r"data:(?P<type>image/[\w.+-]+)(?:;[\w=-]+)*;base64,(?P<content>[\s\S]*)")
_FORBIDDEN: Final = {
    "script",
    "foreignObject",
    "animate",
    "set",
    "animateTransform",
    "animateMotion",
    "image",
}
ET.register_namespace("", "http://www.w3.org/2000/svg")
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")


def address(media_type: str, written: str) -> str | None:
    """The picture as a `data:` address; None where it is none, or would be too large on a screen."""
    if media_type == "image/svg+xml":
        return _drawing(written)
    if media_type not in _FORMATS:
        return None
    try:
        content = base64.b64decode(written)
        with warnings.catch_warnings(action="ignore"):  # of its size, which is looked at here
            width, height = Image.open(io.BytesIO(content), formats=[_FORMATS[media_type]]).size
    except (
        binascii.Error,
        ValueError,
        OSError,
        SyntaxError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ):
        return None
    if width * height > MOST_PIXELS:
        return None
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def checked(source: str) -> str | None:
    """The same for a picture that is such an address already."""
    match = _DATA.fullmatch(source.strip())
    if match is None:
        return None
    if match["type"] != "image/svg+xml":
        return address(match["type"], match["content"])
    try:
        return _drawing(base64.b64decode(match["content"]).decode())
    except (binascii.Error, ValueError):
        return None


def _drawing(written: str) -> str | None:
    """A drawing without anything that acts, moves, loads or repeats itself."""
    if len(written) > LONGEST_SVG or "<!ENTITY" in written:
        return None
    try:
        # Entities, which alone make this dangerous, were refused above.
        root = ET.fromstring(written.strip())  # noqa: S314
    except (ET.ParseError, ValueError):
        return None
    if name(root) != "svg":
        return None
    _take_out(root)
    if is_heavy(root):
        return None
    try:
        encoded = base64.b64encode(ET.tostring(root)).decode()
    except RecursionError:  # nested deeper than Python writes
        return None
    return f"data:image/svg+xml;base64,{encoded}"


def _take_out(root: ET.Element) -> None:
    """What acts, moves or loads, and what nobody sees through."""
    for parent in root.iter():
        for child in [one for one in parent if name(one) in _FORBIDDEN or _is_hiding(one)]:
            parent.remove(child)
        for key in [one for one in parent.attrib if _acts(one, parent.attrib[one])]:
            del parent.attrib[key]


def _is_hiding(element: ET.Element) -> bool:
    """Whether it is a sheet of styles that refers to something: to what and from where is hard to tell."""
    said = "".join(element.itertext()).lower() if name(element) == "style" else ""
    return "url" in said or "\\" in said


def _acts(key: str, value: str) -> bool:
    plain = key.rpartition("}")[2].lower()
    is_link = plain in {"href", "src"} and not value.startswith("#")
    # A backslash could hide what it refers to.
    return plain.startswith("on") or is_link or "\\" in value

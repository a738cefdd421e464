"""Pictures inside a notebook as addresses that hold them, checked so that none harms who looks at it."""

import base64
import binascii
import io
import re
import warnings
from typing import Final
from xml.etree import ElementTree as ET

from PIL import Image, UnidentifiedImageError

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
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
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
    if _name(root) != "svg" or _repeats(root):
        return None
    for parent in root.iter():
        for child in [one for one in parent if _name(one) in _FORBIDDEN]:
            parent.remove(child)
        for key in [one for one in parent.attrib if _acts(one, parent.attrib[one])]:
            del parent.attrib[key]
    try:
        encoded = base64.b64encode(ET.tostring(root)).decode()
    except RecursionError:  # nested deeper than Python writes
        return None
    return f"data:image/svg+xml;base64,{encoded}"


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _acts(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    return name.startswith("on") or (name in {"href", "src"} and not value.startswith("#"))


def _repeats(root: ET.Element) -> bool:
    """Whether something that is used uses others itself: ten of them in a row are a billion."""
    used = {
        one.get(key, "").removeprefix("#")
        for one in root.iter()
        if _name(one) == "use"
        for key in ("href", _XLINK)
    }
    targets = [one for one in root.iter() if one.get("id") in used - {""}]
    return any(_name(one) == "use" for target in targets[:5_000] for one in target.iter())

"""How much a browser would draw of an SVG: what is used is drawn once for each use, also inside of others.

Two kilobytes of markers at each point of other markers keep a browser busy for hours.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

# A browser takes a second or two for so many elements.
MOST: Final = 100_000
# A step of a filter touches all of a picture and a mask takes a picture of its own; measured with Chromium.
_STEP: Final = 1_000
_MASK: Final = 50
_REFERENCE: Final = re.compile(r"(?i)url\(\s*[\"']?\s*#([^\"')]+)")
# Not more points than numbers, but for the ends that are closed.
_POINT: Final = re.compile(r"\.?\d+|[zZ]")
# What a line has at least.
_POINTS: Final = 2


def name(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def is_heavy(root: ET.Element) -> bool:
    """Whether it is more than a browser draws at once, or has no end."""
    try:
        return _Weighing(root).weight(root)[0] > MOST
    except (RecursionError, _Endless):
        return True


class _Endless(Exception):
    """Something uses itself."""


class _Weighing:
    """Weighs each element once."""

    def __init__(self, root: ET.Element) -> None:
        self._by_id: dict[str, ET.Element] = {}
        for one in root.iter():
            if one.get("id"):
                self._by_id.setdefault(one.attrib["id"], one)
        self._known: dict[ET.Element, tuple[int, int] | None] = {}

    def weight(self, element: ET.Element) -> tuple[int, int]:
        """How many elements are drawn for one, with those that it uses, and how many points they have."""
        if element not in self._known:
            self._known[element] = None
            self._known[element] = self._weighed(element)
        found = self._known[element]
        if found is None:
            raise _Endless
        return found

    def _weighed(self, element: ET.Element) -> tuple[int, int]:
        total = _STEP if name(element).startswith("fe") else _MASK if name(element) == "mask" else 1
        points = _POINTS + sum(len(_POINT.findall(element.get(key, ""))) for key in ("d", "points"))
        for part in (*element, *self._used(element)):
            drawn, its_points = self.weight(part)
            total += drawn
            points += its_points
        for key, value in element.attrib.items():
            # A colour is for all that is inside, and a marker for each of its points.
            times = points if "marker" in key + value else total if key in {"fill", "stroke", "style"} else 1
            total += times * sum(self.weight(one)[0] for one in self._referred(value))
        return total, points

    def _used(self, element: ET.Element) -> Iterator[ET.Element]:
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == "href" and name(element) != "a":
                yield from self._found(value.strip().removeprefix("#"))

    def _referred(self, value: str) -> Iterator[ET.Element]:
        for one in _REFERENCE.findall(value):
            yield from (part for part in self._found(one.strip()) if not name(part).endswith("Gradient"))

    def _found(self, reference: str) -> Iterator[ET.Element]:
        yield from (self._by_id[one] for one in {reference, unquote(reference)} if one in self._by_id)

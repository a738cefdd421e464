"""What should not become public in a notebook: found in its place, and taken out as a person decides."""

import copy
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bot.notebooks.findings import Decisions, Finding, Place
from bot.notebooks.model import Notebook
from bot.notebooks.places import Slot, slots
from bot.scrub.kinds import MARKS, Kind
from bot.scrub.spotting import Spot, spots

MOST_FINDINGS: Final = 500
# Characters that are shown before and after what was found.
AROUND: Final = 60
_REMOVED: Final = "[This output was removed by its author.]\n"


@dataclass(frozen=True)
class _Found:
    slot: Slot
    spots: tuple[Spot, ...]


def find(notebook: Notebook) -> tuple[Finding, ...]:
    """Everything that was found, each thing once; nothing is changed."""
    places: dict[tuple[Kind, str], list[Place]] = defaultdict(list)
    first: dict[tuple[Kind, str], tuple[str, Spot]] = {}
    for slot, spot in _all(notebook.content):
        key = spot.kind, slot.text[spot.start : spot.end]
        if len(first) >= MOST_FINDINGS and key not in first:
            continue
        first.setdefault(key, (slot.text, spot))
        places[key].append(slot.place)
    return tuple(_finding(number, tuple(places[key]), *first[key]) for number, key in enumerate(first, 1))


def clean(notebook: Notebook, decisions: Decisions) -> bytes:
    """The notebook as a file without what was found; what nobody decided on is masked."""
    content = copy.deepcopy(notebook.content)
    numbers: dict[tuple[Kind, str], int] = {}
    removed: set[tuple[int, int]] = set()
    for found in _found(content):
        text, end = "", 0
        for spot in found.spots:
            key = spot.kind, found.slot.text[spot.start : spot.end]
            number = numbers.setdefault(key, len(numbers) + 1)
            decision = decisions.get(number, "mask")
            place = found.slot.place
            if decision == "remove" and place.cell is not None and place.output is not None:
                removed.add((place.cell, place.output))
            if decision != "harmless":
                text += found.slot.text[end : spot.start] + MARKS[spot.kind]
                end = spot.end
        if end:
            found.slot.write(text + found.slot.text[end:])
    _remove(content, removed)
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _remove(content: dict[str, Any], removed: set[tuple[int, int]]) -> None:
    for cell, output in removed:
        outputs = content["cells"][cell - 1]["outputs"]
        outputs[output - 1] = {"output_type": "stream", "name": "stdout", "text": _REMOVED}


def _all(content: dict[str, Any]) -> Iterator[tuple[Slot, Spot]]:
    return ((found.slot, spot) for found in _found(content) for spot in found.spots)


def _found(content: dict[str, Any]) -> Iterator[_Found]:
    known: dict[str, tuple[Spot, ...]] = {}
    for slot in slots(content):
        if slot.forced is not None and slot.text and slot.text not in MARKS.values():
            yield _Found(slot, (Spot(slot.forced, 0, len(slot.text)),))
            continue
        if slot.text not in known:
            known[slot.text] = spots(slot.text)
        if known[slot.text]:
            yield _Found(slot, known[slot.text])


def _finding(number: int, places: tuple[Place, ...], text: str, spot: Spot) -> Finding:
    begin = text.rfind("\n", 0, spot.start) + 1
    stop = text.find("\n", spot.end)
    others = [one for one in spots(text) if one != spot]
    before = _masked(text, max(begin, spot.start - AROUND), spot.start, others)
    after = _masked(text, spot.end, min(len(text) if stop < 0 else stop, spot.end + AROUND), others)
    shown = _hinted(text[spot.start : spot.end], spot.kind)
    return Finding(number, spot.kind, places, text.count("\n", 0, spot.start) + 1, before, shown, after)


def _masked(text: str, start: int, end: int, others: list[Spot]) -> str:
    """A piece of a text without the other things that lie in it."""
    parts: list[str] = []
    for one in others:
        if one.end > start and one.start < end:
            parts += [text[start : max(start, one.start)], MARKS[one.kind]]
            start = max(start, one.end)
    return "".join([*parts, text[start:end]])


def _hinted(found: str, kind: Kind) -> str:
    """So much of a thing that its author knows it again: all of it, but of a token its two ends only."""
    if kind != "token":
        return found
    visible = 4 if len(found) >= 16 else 1
    return f"{found[:visible]}…{found[-2:] if visible == 4 else ''}"

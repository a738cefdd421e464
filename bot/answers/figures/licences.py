"""Licences as questions name them, by their ids on the Hub; pure."""

import re
from typing import Final

from bot.answers.figures.sheet import Sheet

# Not the id of one licence, but any of `_OPEN`.
OPEN: Final = "open"
# Those that the Open Source Initiative approves, and for works that are no programs those of the Open
# Definition, by the ids that the Hub gives them. Not among them is what restricts fields of use, as Llama's,
# Gemma's, OpenRAIL and the non-commercial ones do.
_OPEN: Final = frozenset((
    "afl-3.0", "agpl-3.0", "apache-2.0", "artistic-2.0", "bsd", "bsd-2-clause", "bsd-3-clause",
    "bsd-3-clause-clear", "bsl-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0",
    "cc-by-sa-4.0", "cc0-1.0", "cdla-permissive-1.0", "cdla-permissive-2.0", "cdla-sharing-1.0", "ecl-2.0",
    "epl-1.0", "epl-2.0", "etalab-2.0", "eupl-1.1", "eupl-1.2", "gfdl", "gpl", "gpl-2.0", "gpl-3.0", "isc",
    "lgpl", "lgpl-2.1", "lgpl-3.0", "lppl-1.3c", "mit", "mpl-2.0", "ms-pl", "ncsa", "odbl", "odc-by",
    "ofl-1.1", "osl-3.0", "pddl", "postgresql", "unlicense", "zlib",
))  # fmt: skip
_WORD: Final = r"(?:licen[cs]e[ds]?)"
_IDS: Final = {
    "apache-2.0": re.compile(rf"\b(?:{_WORD} )?apache(?:[ -]?2(?:\.0)?)?(?: {_WORD})?\b"),
    "mit": re.compile(rf"\b(?:{_WORD} mit|mit[ -]{_WORD})\b"),
    "cc-by-nc-4.0": re.compile(r"\bcc[ -]by[ -]nc(?:[ -]4(?:\.0)?)?\b"),
    "cc-by-sa-4.0": re.compile(r"\bcc[ -]by[ -]sa(?:[ -]4(?:\.0)?)?\b"),
    "cc-by-4.0": re.compile(r"\bcc[ -]by(?:[ -]4(?:\.0)?)?\b"),
    "gpl-3.0": re.compile(r"\bgpl(?:[ -]?v?3(?:\.0)?)?\b"),
    "openrail": re.compile(r"\bopenrail\b"),
}
_MIT: Final = re.compile(r"\bMIT\b")
# "Open weights" says nothing of the licence, and "free" may mean the price.
_IS_OPEN: Final = re.compile(
    rf"\b(?:open[ -]?source(?:[ -]{_WORD})?|open(?:ly)?[ -]{_WORD}"
    rf"|{_WORD} (?:libres?|ouvertes?|open[ -]?source)|libres?)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:not|non|no|never|isn't|aren't|pas|ni|aucune?|sauf|except|without|sans|closed|semi)[ -]+"
    r"(?:(?:an?|the|really|truly|fully|une?|vraiment|sous|en|de)[ -]+|d')*$"
)


def take(sheet: Sheet) -> str | None:
    """The id of a licence on the Hub, or `OPEN`. MIT in small letters is a word of French."""
    for name, pattern in _IDS.items():
        if sheet.take(pattern):
            return name
    # Folding keeps every place.
    found = _MIT.search(sheet.original)
    if found is not None and sheet.left[found.start() : found.end()].strip():
        sheet.blank(*found.span())
        return "mit"
    is_open = _IS_OPEN.search(sheet.left)
    if is_open is None or _DENIED.search(sheet.left[: is_open.start()]):
        return None
    sheet.blank(*is_open.span())
    return OPEN


def is_under(licence: str, wanted: str) -> bool:
    """Whether a licence, by its id, is the one that is wanted or one of the `OPEN` ones."""
    return licence in _OPEN if wanted == OPEN else licence == wanted

"""Cells and outputs as sanitised HTML."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from nbconvert.filters.ansi import ansi2html
from nbconvert.filters.highlight import Highlight2HTML

from bot.notebooks.model import readable
from bot.notebooks.pages import pictures, still
from bot.notebooks.pages.mathematics import mathml
from bot.notebooks.pages.prose import plain, prose
from bot.notebooks.pages.sanitising import LONGEST, sanitised, shows_something
from bot.texts import Language

# Of one output, in characters: more is scrolled past.
LONGEST_TEXT: Final = 50_000
# Longer code, and what comes after so much of it, has no colours.
LONGEST_CODE: Final = 100_000
MOST_CODE: Final = 1_000_000
_PICTURES: Final = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")


@dataclass
class Room:
    """How much may still be written, in characters."""

    left: int
    code: int = MOST_CODE


class Writer:
    """Writes the parts of one notebook."""

    def __init__(self, metadata: Mapping[str, Any], lexer: str, language: Language, most: int) -> None:
        self._metadata = metadata
        self._lexer = lexer
        self._language = language
        self._room = Room(most)

    def fitted(self, written: str) -> str:
        """The HTML as long as there is room for it."""
        if len(written) > self._room.left:
            return self._said(self._language.say("Left out here: the page would be too large."))
        self._room.left -= len(written)
        return written

    def prose(self, cell: Mapping[str, Any]) -> str:
        """A cell of markdown."""
        return self.fitted(prose(cell["source"], cell.get("attachments")))

    def code(self, source: str) -> str:
        """Code in colours."""
        self._room.code -= len(source)
        if len(source) > LONGEST_CODE or self._room.code < 0:
            return self.fitted(plain(self._cut(source)))
        with warnings.catch_warnings(action="ignore"):  # of languages that pygments does not know
            coloured = Highlight2HTML(pygments_lexer=self._lexer)(source)
        return self.fitted(sanitised(coloured))

    def raw(self, source: str) -> str:
        """A cell that is neither."""
        return self.fitted(plain(self._cut(source)))

    def output(self, output: Mapping[str, Any]) -> str:
        """What a cell showed."""
        kind = output["output_type"]
        if kind == "stream":
            return self.fitted(self._terminal(output["text"]))
        if kind == "error":
            traceback = "\n".join(output["traceback"]) or f"{output['ename']}: {output['evalue']}"
            return self.fitted(self._terminal(traceback))
        return self.fitted(self._shown(output["data"]))

    def _shown(self, data: Mapping[str, Any]) -> str:
        if still.WIDGET in data:
            return self._widget(data)
        media_type = next((one for one in _PICTURES if one in data), None)
        if media_type is not None:
            return self._picture(media_type, data)
        clean = sanitised(data["text/html"]) if 0 < len(data.get("text/html", "")) < LONGEST else ""
        if shows_something(clean):
            return clean
        chart = still.chart_words(data, self._language)
        return self._words(data) if chart is None else self._said(chart)

    def _words(self, data: Mapping[str, Any]) -> str:
        if "text/markdown" in data:
            return prose(data["text/markdown"])
        if "text/latex" in data:
            return sanitised(mathml(data["text/latex"].strip().strip("$"), "block"))
        if "text/plain" in data:
            return self._terminal(data["text/plain"])
        return self._said(self._language.say("Something stood here that only Jupyter can show."))

    def _picture(self, media_type: str, data: Mapping[str, Any]) -> str:
        held = pictures.address(media_type, data[media_type])
        if held is None:
            return self._said(self._language.say("A picture stood here that cannot be shown."))
        return f'<img src="{held}" alt="{escape(str(data.get("text/plain", ""))[:200])}">'

    def _widget(self, data: Mapping[str, Any]) -> str:
        words = still.widget_words(data[still.WIDGET], self._metadata)
        words = sanitised(words) if len(words) <= LONGEST_TEXT else ""
        if shows_something(words):
            return f"<p>{words}</p>"
        return self._said(self._language.say("An interactive control stood here. It works in Jupyter only."))

    def _terminal(self, text: str) -> str:
        if "\r" in text:
            text = readable(text)
        return sanitised(f"<pre>{ansi2html(self._cut(text))}</pre>")

    def _cut(self, text: str) -> str:
        if len(text) <= LONGEST_TEXT:
            return text
        left = len(text) - LONGEST_TEXT
        told = self._language.say_count(
            "… {count} more character is in the notebook itself.",
            "… {count} more characters are in the notebook itself.",
            left,
        )
        return f"{text[:LONGEST_TEXT]}\n{told}"

    def _said(self, words: str) -> str:
        return f'<p class="said">{escape(words)}</p>'

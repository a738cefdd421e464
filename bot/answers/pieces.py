"""Long texts in pieces that can be shown and cited whole."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.answers.words import language_of
from bot.markdown import bare

# In characters: about 120 words, what can be read at a glance and cited.
LONGEST: Final = 700
_SHORTEST: Final = 80
MOST_PIECES: Final = 400
_HEADING: Final = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+(?=[^\s])")
# A line of so many characters that ends in the middle of a sentence was wrapped by an editor.
_WRAPPED: Final = 50
_ENDS: Final = (".", "!", "?", "…", ":", ";", "|", "```", "~~~")
_OWN_LINE: Final = re.compile(r"^\s*(?:[-*+•>|]|\d{1,2}[.)]\s|```|~~~)")
_FENCE: Final = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True)
class Piece:
    """A passage that is to be kept; see `Passage`. `author_id` is the member who wrote it, if one did.

    By the words of `also` it is found too; they are not shown.
    """

    title: str
    text: str
    written_at: datetime
    link: str | None = None
    channel_id: int | None = None
    author_id: int | None = None
    language: str | None = None
    also: str = ""


def pieces(
    title: str,
    text: str,
    written_at: datetime,
    *,
    link: str | None = None,
    channel_id: int | None = None,
    author_id: int | None = None,
) -> list[Piece]:
    """A text of paragraphs and headings in pieces, each with its heading beside the title."""
    whole = language_of(text)
    return [
        Piece(
            f"{title} · {heading}" if heading and heading != title else title,
            part,
            written_at,
            link,
            channel_id,
            author_id,
            language_of(part) or whole,
        )
        for heading, part in _parts(text)
    ][:MOST_PIECES]


def _parts(text: str) -> list[tuple[str, str]]:
    """Each piece after the heading under which it stands."""
    parts: list[tuple[str, str]] = []
    for heading, paragraphs in _sections(text):
        held = ""
        for paragraph in (short for one in paragraphs for short in _cut(one)):
            if held and len(held) + len(paragraph) + 1 > LONGEST:
                parts.append((heading, held))
                held = ""
            held = f"{held}\n{paragraph}" if held else paragraph
        if held and parts and parts[-1][0] == heading and len(held) < _SHORTEST:
            parts[-1] = (heading, f"{parts[-1][1]}\n{held}")
        elif held:
            parts.append((heading, held))
    return parts


def _sections(text: str) -> list[tuple[str, list[str]]]:
    """The headings with the paragraphs below each; a `#` inside a block of code is no heading."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    lines: list[str] = []
    in_code = False

    def close() -> None:
        paragraph = _unwrapped(lines).strip()
        if paragraph:
            sections[-1][1].append(paragraph)
        lines.clear()

    for line in text.splitlines():
        in_code ^= _FENCE.match(line) is not None
        heading = None if in_code else _HEADING.match(line.strip())
        if heading is not None:
            close()
            sections.append((bare(heading[1]), []))
        elif line.strip() or in_code:
            lines.append(line.rstrip())
        else:
            close()
    close()
    return sections


def _unwrapped(lines: list[str]) -> str:
    """One paragraph, with the lines that an editor has wrapped put together; lists and code stay."""
    text = ""
    is_open = in_code = False
    for line in lines:
        in_code ^= _FENCE.match(line) is not None
        goes_on = is_open and not in_code and not _OWN_LINE.match(line)
        text += (" " if goes_on else "\n") + (line.strip() if goes_on else line)
        is_open = not in_code and len(line) >= _WRAPPED and not line.endswith(_ENDS)
    return text


def _cut(paragraph: str) -> list[str]:
    """A paragraph in pieces that are short enough: at the ends of sentences, else anywhere."""
    if len(paragraph) <= LONGEST:
        return [paragraph]
    cut: list[str] = []
    for sentence in _SENTENCE.split(paragraph):
        for start in range(0, len(sentence), LONGEST):
            short = sentence[start : start + LONGEST]
            if cut and len(cut[-1]) + len(short) + 1 <= LONGEST:
                cut[-1] = f"{cut[-1]} {short}"
            else:
                cut.append(short)
    return cut

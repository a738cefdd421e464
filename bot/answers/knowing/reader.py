"""Guides in the forms in which moderators have them, read as markdown."""

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import structlog

from bot.aside.helped import Helped
from bot.aside.helper import NoAnswer
from bot.aside.packing import pack, unpack
from bot.errors import BadRequest
from bot.markdown import bare
from bot.texts import later

LARGEST_TEXT: Final = 4 * 1024 * 1024
# What Discord takes of everybody.
LARGEST_PDF: Final = 10 * 1024 * 1024
TEXTS: Final = (".md", ".markdown", ".txt", ".rst")
PAGES: Final = (".html", ".htm")
PDF: Final = ".pdf"
MOST_PAGES: Final = 200
# Of all letters of a text in a language of western Europe.
_MOST_ACCENTS: Final = 0.25
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Read:
    """A guide's own title, perhaps empty, and its words as markdown."""

    title: str
    text: str


class GuideReader(Helped):
    """Reads guides, one after the other: `async with GuideReader() as guides`."""

    MODULE = "bot.answers.knowing.worker"
    SECONDS = 30.0
    IDLE_SECONDS = 60.0

    async def file(self, name: str, content: bytes) -> Read:
        """A file by the end of its name. Raises BadRequest."""
        ending = PurePosixPath(name.lower()).suffix
        if ending in PAGES:
            return await self.page(content)
        if ending == PDF:
            return await self.pdf(content)
        if ending not in TEXTS or b"\0" in content[:4096]:
            raise BadRequest(
                later(
                    "I read guides as Markdown (.md), text (.txt), PDF (.pdf) or a web page (.html). "
                    "Attach one."
                )
            )
        return plain_text(content)

    async def page(self, content: bytes) -> Read:
        """A web page. Raises BadRequest where it cannot be read."""
        return await self._asked({}, content)

    async def pdf(self, content: bytes) -> Read:
        """A PDF file, each page under its number. Raises BadRequest where it cannot be read."""
        return await self._asked({"most_pages": MOST_PAGES}, content)

    async def _asked(self, how: dict[str, int], content: bytes) -> Read:
        try:
            answered = await self._helper.ask(await asyncio.to_thread(pack, how, [content]))
        except NoAnswer as error:
            _log.warning("a guide could not be read", reason=str(error))
            raise BadRequest(
                later("That is too large or too odd for me to read. Attach the words of it as a text file.")
            ) from error
        told, (words,) = unpack(answered)
        if "why" in told:
            raise _refused(told["why"], told["pages"])
        return Read(told["title"], words.decode())


def largest(name: str) -> int:
    """How many bytes a file of that name may have."""
    return LARGEST_PDF if name.lower().endswith(PDF) else LARGEST_TEXT


def _refused(why: str, pages: int) -> BadRequest:
    """What is told of a PDF that gives no words; `why` as in `pdfs.py`."""
    match why:
        case "locked":
            told = later(
                "This PDF is locked with a password. Save it without one (print it as a PDF), then "
                "attach that."
            )
        case "many":
            told = later(
                "This PDF has {count} pages, and I read at most {most}. Attach the part that matters.",
                count=pages,
                most=MOST_PAGES,
            )
        case "pictures":
            told = later(
                "There are no words in this PDF, only pictures of them. Let a program recognise the text "
                "(OCR), then attach what it makes."
            )
        case _:
            told = later(
                "This PDF is damaged, or it is none. Open it on your machine, save it anew, then attach that."
            )
    return BadRequest(told)


def _decoded(content: bytes) -> str:
    """UTF-8, else what Windows wrote in western Europe; anything else would be read as wrong letters."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        with contextlib.suppress(UnicodeDecodeError):
            if sum(byte >= 0x80 for byte in content) <= len(content) * _MOST_ACCENTS:
                return content.decode("cp1252")
    raise BadRequest(
        later("I cannot tell which letters this file is written in. Save it as UTF-8, then attach that.")
    )


def plain_text(content: bytes) -> Read:
    """Markdown or text; its first heading is its title. Raises BadRequest."""
    text = _decoded(content).replace("\r\n", "\n")
    first = next((line for line in text.splitlines() if line.strip()), "")
    return Read(bare(first.lstrip("# ").strip()) if first.startswith("#") else "", text)

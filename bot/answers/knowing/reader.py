"""Guides in the forms in which moderators have them, read as markdown."""

import asyncio
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import structlog

from bot.aside.helped import Helped
from bot.aside.helper import NoAnswer
from bot.aside.packing import pack, unpack
from bot.errors import BadRequest
from bot.texts import later

LARGEST_BYTES: Final = 4 * 1024 * 1024
TEXTS: Final = (".md", ".markdown", ".txt", ".rst")
PAGES: Final = (".html", ".htm")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Read:
    """A guide's own title, perhaps empty, and its words as markdown."""

    title: str
    text: str


class GuideReader(Helped):
    """Reads guides, one after the other: `async with GuideReader() as guides`."""

    MODULE = "bot.answers.knowing.worker"
    SECONDS = 20.0
    IDLE_SECONDS = 60.0

    async def file(self, name: str, content: bytes) -> Read:
        """A file by the end of its name. Raises BadRequest."""
        ending = PurePosixPath(name.lower()).suffix
        if ending in PAGES:
            return await self.page(content)
        if ending not in TEXTS or b"\0" in content[:4096]:
            raise BadRequest(
                later("I read guides as Markdown (.md), as text (.txt) or as a web page (.html). Attach one.")
            )
        return plain_text(content)

    async def page(self, content: bytes) -> Read:
        """A web page. Raises BadRequest where it cannot be read."""
        try:
            answered = await self._helper.ask(await asyncio.to_thread(pack, {}, [content]))
        except NoAnswer as error:
            _log.warning("a guide could not be read", reason=str(error))
            raise BadRequest(
                later("That is too large or too odd for me to read. Attach the words of it as a text file.")
            ) from error
        told, (words,) = unpack(answered)
        return Read(told["title"], words.decode())


def plain_text(content: bytes) -> Read:
    """Markdown or text; its first heading is its title."""
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    first = next((line for line in text.splitlines() if line.strip()), "")
    return Read(first.lstrip("# ").strip() if first.startswith("#") else "", text)

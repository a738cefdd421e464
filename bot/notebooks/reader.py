"""Notebooks are opened in a process of their own, off the event loop, within limits of time and memory."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.aside.helped import Helped
from bot.aside.helper import NoAnswer
from bot.aside.packing import pack, unpack
from bot.errors import TryLater
from bot.notebooks import limits, refusals
from bot.notebooks.answers import LOOKED, Looked
from bot.notebooks.comparison.model import COMPARED, Compared
from bot.notebooks.errors import UnreadableNotebook, busy, too_heavy
from bot.notebooks.facts import FACTS, Facts
from bot.notebooks.findings import Decisions
from bot.results.reading import Upload

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Opened:
    """What a notebook holds, itself as everyone may see it, and its pictures (PNG or JPEG)."""

    looked: Looked
    content: bytes
    pictures: tuple[bytes, ...]


@dataclass(frozen=True)
class Given:
    """One of two notebooks that are compared; `facts` are what is known of it already.

    One that is private is compared without what should not become public.
    """

    name: str
    content: bytes
    facts: Facts | None = None
    is_private: bool = False


class NotebookReader(Helped):
    """Opens notebooks, one after the other: `async with NotebookReader() as notebooks`.

    Where `MOST_WAITING` questions wait already, a further one raises TryLater.
    """

    MODULE = "bot.notebooks.worker"
    SECONDS = limits.SECONDS
    # The process takes some 70 MB, and a second to start.
    IDLE_SECONDS = 120.0
    # Each takes a second as a rule.
    MOST_WAITING: int | None = 40
    _waiting = 0

    async def open(self, name: str, content: bytes, decisions: Decisions | None = None) -> Opened:
        """The notebook with what was found in it taken out as decided. Raises UnreadableNotebook."""
        header = {"name": name, "decisions": dict(decisions or {})}
        told, (cleaned, *pictures) = await self.ask("look", header, [content])
        return Opened(LOOKED.validate_python(told), cleaned, tuple(pictures))

    async def prose(self, content: bytes) -> str:
        """What a notebook says in words, as markdown. Raises UnreadableNotebook."""
        return (await self.ask("prose", {}, [content]))[1][0].decode()

    async def page(self, name: str, title: str | None, content: bytes, language: str, most: int) -> bytes:
        """The notebook as a page of HTML, of at most about `most` bytes. Raises UnreadableNotebook."""
        header = {"name": name, "title": title, "language": language, "most": most}
        return (await self.ask("page", header, [content]))[1][0]

    async def results(self, name: str, content: bytes) -> list[Upload]:
        """The results of benchmarks that a notebook shows, as files. Raises UnreadableNotebook."""
        told, files = await self.ask("results", {"name": name}, [content])
        return [Upload(one, file) for one, file in zip(told["names"], files, strict=True)]

    async def compare(
        self,
        sides: Sequence[Given],
        *,
        details: bool = False,
        language: str | None = None,
        most: int = limits.LARGEST_PAGE,
    ) -> tuple[Compared, bytes]:
        """What differs between two notebooks, and a page of it where a language is named.

        With `details` outputs and metadata are compared too. Raises UnreadableNotebook.
        """
        header = {
            "names": [one.name for one in sides],
            "facts": [None if one.facts is None else _for_comparison(one.facts) for one in sides],
            "scrub": [place for place, one in enumerate(sides) if one.is_private],
            "details": details,
            "language": language,
            "most": most,
        }
        told, pages = await self.ask("compare", header, [one.content for one in sides])
        return COMPARED.validate_python(told), pages[0] if pages else b""

    async def drawn(self, picture: str, scale: float) -> bytes | None:
        """A picture in SVG as PNG; None when it cannot be drawn: what it shows is told without it."""
        try:
            return (await self.ask("draw", {"scale": scale}, [picture.encode()]))[1][0]
        except (UnreadableNotebook, TryLater):
            return None

    async def ask(
        self, act: str, header: dict[str, Any], contents: Sequence[bytes]
    ) -> tuple[dict[str, Any], list[bytes]]:
        """The answer of one of the worker's acts. Raises UnreadableNotebook and TryLater."""
        if self.MOST_WAITING is not None and self._waiting >= self.MOST_WAITING:
            raise busy()
        self._waiting += 1
        try:
            return await self._answered(act, header, contents)
        finally:
            self._waiting -= 1

    async def _answered(
        self, act: str, header: dict[str, Any], contents: Sequence[bytes]
    ) -> tuple[dict[str, Any], list[bytes]]:
        try:
            # Copying a large file takes longer than the event loop should wait.
            question = await asyncio.to_thread(pack, {**header, "act": act}, contents)
            answer = await self._helper.ask(question)
        except NoAnswer as error:
            _log.warning("a notebook could not be opened", act=act, reason=str(error))
            raise too_heavy() from error
        told, files = await asyncio.to_thread(unpack, answer)
        if "refusal" in told:
            raise UnreadableNotebook(refusals.loaded(told["refusal"]))
        found: dict[str, Any] = told["answer"]
        return found, files


class PatientReader(NotebookReader):
    """One for jobs, of which however many wait for their turn."""

    MOST_WAITING = None


def _for_comparison(facts: Facts) -> Any:
    """As JSON values, without what is long and not compared."""
    return FACTS.dump_python(replace(facts, curves=(), pictures=()), mode="json")

"""An embedding model in a folder of this machine, in a process of its own."""

import sys
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.aside.helped import Helped
from bot.aside.helper import NoAnswer
from bot.aside.packing import pack, unpack
from bot.embeddings.errors import NoVectors
from bot.embeddings.model import Encoder, Purpose, Vector, checked

_ANY_TEXT: Final = "essai"


class Local(Helped):
    """Loaded by the first question, and kept as long as somebody asks; `threads` is 0 for all cores."""

    MODULE = "bot.embeddings.worker"
    # To load a large model from a slow disk, and embed.
    SECONDS = 120.0
    # A model of a hundred megabytes takes two seconds to load, which the next question should not wait for.
    IDLE_SECONDS = 3600.0
    is_here = True

    def __init__(self, name: str, folder: Path, threads: int = 0, *, seconds: float | None = None) -> None:
        super().__init__(seconds=seconds)
        self._name = name
        self._about = {"folder": str(folder), "threads": threads}
        self._fingerprint: str | None = None

    async def open(self) -> Encoder:
        """Load it."""
        fingerprint, (vector,) = await self._asked([_ANY_TEXT], Purpose.QUERY)
        self._fingerprint = fingerprint
        return Encoder(self._name, fingerprint, checked(len(vector)))

    async def embed(self, texts: Sequence[str], purpose: Purpose) -> list[Vector]:
        """A vector for each text."""
        fingerprint, vectors = await self._asked(texts, purpose)
        if fingerprint != self._fingerprint:
            raise NoVectors("its files have changed")
        return vectors

    async def _asked(self, texts: Sequence[str], purpose: Purpose) -> tuple[str, list[Vector]]:
        header = {**self._about, "purpose": purpose.value}
        try:
            told, rows = unpack(await self._helper.ask(pack(header, [one.encode() for one in texts])))
        except NoAnswer as error:
            raise NoVectors(f"it cannot be run: {error}") from error
        if "unfit" in told:
            raise NoVectors(told["unfit"])
        return told["fingerprint"], _rows(rows[0], told["dimension"])


def _rows(content: bytes, dimension: int) -> list[Vector]:
    numbers = array("f")
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return [numbers[start : start + dimension] for start in range(0, len(numbers), dimension)]

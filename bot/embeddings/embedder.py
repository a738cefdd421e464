"""What an embedding model is to those who ask it, wherever it runs."""

from collections.abc import Sequence
from typing import Protocol, Self

from bot.embeddings.model import Encoder, Purpose, Vector


class Embedder(Protocol):
    """A model that turns texts into vectors: `async with embedder`. Raises NoVectors."""

    @property
    def is_here(self) -> bool:
        """Whether it computes on this machine's cores."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *_: object) -> None: ...

    async def open(self) -> Encoder:
        """Load it or look for it, and say which vectors it gives."""

    async def embed(self, texts: Sequence[str], purpose: Purpose) -> list[Vector]:
        """A vector for each text."""

"""An embedding model on another server, asked by OpenAI's API."""

from collections.abc import Sequence
from typing import Final, Self

from bot.embeddings.errors import NoVectors
from bot.embeddings.model import Encoder, Purpose, Recipe, Vector, checked, unit
from bot.llm.client import Address, Client, Patience
from bot.llm.errors import NoProse

_ANY_TEXT: Final = "essai"


class Remote:
    """`model` names one of the server's models, or the first one is taken."""

    is_here = False

    def __init__(
        self,
        url: str,
        recipe: Recipe,
        *,
        key: str | None = None,
        model: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._url = url.rstrip("/").removesuffix("/v1")
        self._key = key
        self._model = model
        self._recipe = recipe
        self._patience = patience
        self._client: Client | None = None
        self._dimension: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._close()

    async def open(self) -> Encoder:
        """Look for it. The vectors of a model are the same wherever it runs."""
        await self._close()
        name = self._model or await self._first()
        self._client = Client(Address(self._url, self._key, name), self._patience)
        (vector,) = await self._asked([_ANY_TEXT], Purpose.QUERY)
        self._dimension = checked(len(vector))
        prefixes = self._recipe.query, self._recipe.passage
        return Encoder(name, "\n".join(["by url", name, str(self._dimension), *prefixes]), self._dimension)

    async def embed(self, texts: Sequence[str], purpose: Purpose) -> list[Vector]:
        """A vector for each text."""
        vectors = await self._asked(texts, purpose)
        if any(len(one) != self._dimension for one in vectors):
            raise NoVectors(f"its vectors had {self._dimension} numbers before, and now {len(vectors[0])}")
        return vectors

    async def _close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _first(self) -> str:
        async with Client(Address(self._url, self._key), self._patience) as asked:
            try:
                there = await asked.models()
            except NoProse as error:
                raise NoVectors(str(error)) from error
        if not there:
            raise NoVectors(f"{self._url} has no model")
        return there[0]

    async def _asked(self, texts: Sequence[str], purpose: Purpose) -> list[Vector]:
        if self._client is None:
            raise NoVectors(f"{self._url} was not asked yet")
        try:
            found = await self._client.embed([self._recipe.worded(one, purpose) for one in texts])
        except NoProse as error:
            raise NoVectors(str(error)) from error
        return [unit(one) for one in found]

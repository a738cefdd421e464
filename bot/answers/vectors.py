"""Keeps a vector of each passage, and finds the passages whose vectors are nearest to that of a question."""

import asyncio
import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from bot.answers import vector_store
from bot.answers.vector_store import Missing
from bot.db.engine import AWAY, Database
from bot.embeddings.embedder import Embedder
from bot.embeddings.errors import NoVectors
from bot.embeddings.model import Purpose, Vector
from bot.embeddings.opening import Chosen
from bot.llm.cores import Cores
from bot.llm.model import State, Status

# So many passages at a time: a question that comes meanwhile waits for them, about a quarter of a second.
BATCH: Final = 8
# To see new passages, and that another model was chosen.
LOOK_SECONDS: Final = 1.0
# After so many looks at new passages all are looked at: some were written while others after them were seen.
_LOOKS_UNTIL_ALL: Final = 300
_READ_AT_ONCE: Final = 256
_LONGEST_PAUSE: Final = 300.0
# Whoever asks waits so long for the vector of a question, and is then answered by words alone. It takes some
# thousandths of a second, or two seconds where the model has to be loaded again.
WAIT_SECONDS: Final = 2.0
FIGURES: Final = ("embeddings_ready", "embeddings_broken", "passages_embedded", "questions_without_vector")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Serving:
    """A model that works, and the number of its vectors in the database."""

    embedder: Embedder
    model_id: int


class Vectors:
    """One embedding model at a time, or none; `find` says which one is chosen now."""

    def __init__(
        self,
        database: Database,
        find: Callable[[], Chosen | None],
        cores: Cores,
        *,
        look_seconds: float = LOOK_SECONDS,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self._database = database
        self._find = find
        self._cores = cores
        self._look_seconds = look_seconds
        self._wait_seconds = wait_seconds
        self._serving: _Serving | None = None
        self._asking: set[asyncio.Task[list[Vector]]] = set()
        self._late: asyncio.Task[list[Vector]] | None = None
        self._counts = dict.fromkeys(FIGURES[2:], 0)
        self.status = Status(State.MISSING)
        self.has_all = asyncio.Event()
        """Set once all passages that were there have vectors."""

    async def run(self) -> None:
        """Embed whatever has no vector yet, until cancelled."""
        while True:
            chosen = self._find()
            if chosen is None:
                self.status = Status(State.MISSING)
                await self._another(None, self._look_seconds)
            else:
                await self._serve(chosen)

    async def near(self, guild_id: int, text: str, channels: Collection[int]) -> Mapping[int, float]:
        """The passages nearest to a question that may be read, the nearest first, each with its cosine.

        Nothing where there is no model, or where it takes too long: the search goes on by words.
        """
        serving = self._serving
        if serving is None:
            return {}
        vector = await self._vector(serving, text)
        if vector is None:
            self._counts["questions_without_vector"] += 1
            return {}
        try:
            async with self._database.transaction() as session:
                return await vector_store.nearest(session, serving.model_id, guild_id, channels, vector)
        except AWAY as error:
            _log.warning("the nearest passages cannot be looked up", reason=str(error))
            return {}

    async def lacking(self, guild_id: int) -> int | None:
        """How many passages of a guild have no vector yet; None where no model is ready."""
        serving = self._serving
        if serving is None:
            return None
        async with self._database.transaction() as session:
            return await vector_store.lacking(session, serving.model_id, guild_id)

    def figures(self) -> dict[str, float]:
        """For `/metrics`."""
        states = (self.status.state is State.READY, self.status.state is State.BROKEN)
        return dict(zip(FIGURES, map(float, (*states, *self._counts.values())), strict=True))

    async def _serve(self, chosen: Chosen) -> None:
        """Embed with one model until another is chosen; one that does not work is tried again."""
        self.status = Status(State.LOADING, chosen.name)
        pause = self._look_seconds
        async with chosen.made() as embedder:
            while True:
                embedded = self._counts["passages_embedded"]
                try:
                    await self._embed_all(chosen, embedder)
                except NoVectors as error:
                    self._fail(chosen, error)
                except AWAY as error:
                    _log.warning("embedding waits for the database", reason=str(error))
                else:
                    return
                finally:
                    self._leave()
                if self._counts["passages_embedded"] > embedded:
                    pause = self._look_seconds
                if await self._another(chosen, pause):
                    return
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _leave(self) -> None:
        self._serving = None
        self.has_all.clear()
        # One that is still asked would start the process again that is about to end.
        for task in self._asking:
            task.cancel()

    def _fail(self, chosen: Chosen, error: NoVectors) -> None:
        _log.warning("the embedding model does not work", model=chosen.name, reason=str(error))
        self.status = Status(State.BROKEN, chosen.name, str(error))

    async def _embed_all(self, chosen: Chosen, embedder: Embedder) -> None:
        """Embed what there is and what comes, until another model is chosen."""
        encoder = await embedder.open()
        async with self._database.transaction() as session:
            model_id = await vector_store.begin(session, encoder)
        serving = self._serving = _Serving(embedder, model_id)
        self.status = Status(State.READY, encoder.name)
        _log.info("the embedding model is ready", model=encoder.name, dimension=encoder.dimension)
        after = looks = 0
        while self._find() == chosen:
            after = await self._embed_after(chosen, serving, after)
            self.has_all.set()
            if looks % _LOOKS_UNTIL_ALL == 0:
                await self._forget_others(model_id)
            looks += 1
            if looks % _LOOKS_UNTIL_ALL == 0:
                after = 0
            await self._another(chosen, self._look_seconds)

    async def _forget_others(self, model_id: int) -> None:
        try:
            async with self._database.transaction() as session:
                await vector_store.forget_others(session, model_id)
        except AWAY as error:
            _log.info("vectors of another model are dropped later", reason=str(error))

    async def _embed_after(self, chosen: Chosen, serving: _Serving, after: int) -> int:
        """Embed all passages with a higher number; the last number that was seen."""
        while missing := await self._missing(serving, after):
            for start in range(0, len(missing), BATCH):
                if self._find() != chosen:
                    return after
                batch = missing[start : start + BATCH]
                await self._embed(serving, batch)
                after = batch[-1].passage_id
        return after

    async def _missing(self, serving: _Serving, after: int) -> list[Missing]:
        async with self._database.transaction() as session:
            return await vector_store.missing(session, serving.model_id, after, _READ_AT_ONCE)

    async def _embed(self, serving: _Serving, batch: Sequence[Missing]) -> None:
        try:
            found = await self._embedded(serving.embedder, batch)
        except NoVectors as error:
            found = await self._one_by_one(serving.embedder, batch, error)
        async with self._database.transaction() as session:
            await vector_store.put(session, serving.model_id, found)
        self._counts["passages_embedded"] += len(found)

    async def _one_by_one(
        self, embedder: Embedder, batch: Sequence[Missing], error: NoVectors
    ) -> dict[int, Vector]:
        """What of a batch can be embedded, where one passage may be at fault; `error` where none can."""
        found: dict[int, Vector] = {}
        for one in batch:
            with contextlib.suppress(NoVectors):
                found |= await self._embedded(embedder, [one])
        if not found:
            raise error
        _log.warning("some passages have no vector", number=len(batch) - len(found), reason=str(error))
        return found

    async def _embedded(self, embedder: Embedder, batch: Sequence[Missing]) -> dict[int, Vector]:
        async with self._cores.embedding() if embedder.is_here else contextlib.nullcontext():
            vectors = await embedder.embed([one.text for one in batch], Purpose.PASSAGE)
        return {one.passage_id: vector for one, vector in zip(batch, vectors, strict=True)}

    async def _vector(self, serving: _Serving, text: str) -> Vector | None:
        """Of a question, where it comes soon enough."""
        if self._late in self._asking:
            # One that was waited for in vain: the next would wait behind it.
            return None
        # It waits for no turn on the cores: an answer is written for longer than anybody waits here.
        task = asyncio.create_task(serving.embedder.embed([text], Purpose.QUERY))
        self._asking.add(task)
        task.add_done_callback(self._asked)
        done, _ = await asyncio.wait([task], timeout=self._wait_seconds)
        if not done:
            self._late = task
            return None
        if task.cancelled():
            return None
        try:
            return task.result()[0]
        except NoVectors as error:
            _log.warning("a question has no vector", reason=str(error))
            return None

    def _asked(self, task: asyncio.Task[list[Vector]]) -> None:
        self._asking.discard(task)
        if not task.cancelled():
            task.exception()

    async def _another(self, chosen: Chosen | None, seconds: float) -> bool:
        """Whether another model is chosen within so many seconds."""
        ends = asyncio.get_running_loop().time() + seconds
        while self._find() == chosen:
            left = ends - asyncio.get_running_loop().time()
            if left <= 0:
                return False
            await asyncio.sleep(min(left, self._look_seconds))
        return True

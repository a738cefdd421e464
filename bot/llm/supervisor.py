"""Keeps the model's process alive: starts, warms, watches and restarts it, unless the model is bad."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Final

import structlog

from bot.llm.client import Client, Patience
from bot.llm.cores import Cores
from bot.llm.errors import NoProse
from bot.llm.model import State, Status, Turn, Wanted
from bot.llm.process import Ended, Engine, Plan, started
from bot.llm.restarting import STUCK, Ending, GiveUp, in_words, next_step
from bot.llm.voice import Fares

# To see that another model was chosen, or that this one does not answer any more.
LOOK_SECONDS: Final = 5.0
# Longer than anybody's answer, behind which the question whether it still works may have to wait.
PROBE_SECONDS: Final = Patience().whole + 10
_NOTHING: Final = Wanted((Turn("user", "Hi"),), most_tokens=1)
_log = structlog.get_logger(__name__)


class Supervisor(Fares):
    """A model in a process of our own. `find` says which one is chosen now, if any.

    `prefix` is what all prompts begin with: it is read once into each slot, before the first person asks.
    """

    has_slots = True

    def __init__(
        self,
        find: Callable[[], Plan | None],
        prefix: Sequence[Turn] = (),
        *,
        look_seconds: float = LOOK_SECONDS,
        patience: Patience | None = None,
        cores: Cores | None = None,
    ) -> None:
        super().__init__()
        self._find = find
        self._cores = cores
        self._prefix = tuple(prefix)
        self._look_seconds = look_seconds
        self._patience = patience
        self._plan = find()

    @property
    def places(self) -> int:
        """How many answers at once."""
        return self._plan.slots if self._plan else 1

    @property
    def context(self) -> int:
        """The tokens that a prompt and its answer may have together."""
        return self._plan.context if self._plan else 0

    async def run(self) -> None:
        """Serve whatever model is chosen, until cancelled."""
        while True:
            self._plan = plan = self._find()
            if plan is None:
                _log.info("no language model is chosen; `essai model pull` fetches one")
                self._become(State.MISSING)
                await self._another(None)
            else:
                await self._serve(plan)

    async def _serve(self, plan: Plan) -> None:
        """Serve one model until another is chosen, also after it was given up."""
        endings: list[Ending] = []
        while (ending := await self._live(plan, State.RESTARTING if endings else State.LOADING)) is not None:
            endings.append(ending)
            step = next_step(endings)
            if isinstance(step, GiveUp):
                reason = step.reason if plan.path.is_file() else f"there is no file {plan.path}"
                _log.error("the model is given up", model=plan.name, reason=reason)
                self._become(State.BROKEN, plan, reason)
                await self._another(plan)
                return
            reason = in_words(ending.code)
            _log.warning("the model is started again", model=plan.name, reason=reason, seconds=step)
            self._become(State.RESTARTING, plan, reason)
            self.restarts += 1
            if await self._another(plan, step):
                return

    async def _live(self, plan: Plan, state: State) -> Ending | None:
        """One process from its start to its end; None when another model was chosen."""
        self._become(state, plan)
        was_ready, loop = False, asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with started(plan) as engine, Client(engine.address, self._patience, self._cores) as client:
                try:
                    await self._warm(client, plan)
                except NoProse:
                    return Ending(loop.time(), await _code(engine), was_ready=False)
                was_ready, self._client = True, client
                self._doubted.clear()
                self._become(State.READY, plan)
                _log.info("the model is ready", model=plan.name, seconds=round(loop.time() - begun, 1))
                code = await self._watched(engine, client, plan)
                return None if code is None else Ending(loop.time(), code, was_ready)
        except Ended as ended:
            return Ending(loop.time(), ended.code, was_ready)
        except OSError as error:
            # There is no memory or no file handle left for a process.
            _log.warning("the model cannot be started", model=plan.name, reason=str(error))
            return Ending(loop.time(), STUCK, was_ready)
        finally:
            self._client = None

    async def _warm(self, client: Client, plan: Plan) -> None:
        wanted = Wanted((*self._prefix, *_NOTHING.turns), most_tokens=1)
        for slot in range(plan.slots):
            await client.say(wanted, slot=slot)

    async def _watched(self, engine: Engine, client: Client, plan: Plan) -> int | None:
        """How the process ended; None when another model was chosen."""
        ended = asyncio.create_task(engine.process.wait())
        try:
            while not await self._passed(ended):
                if self._find() != plan:
                    return None
                if not await self._answers(client):
                    return await _code(engine)
            return await ended
        finally:
            ended.cancel()
            # Whoever is told of its end asks no more.
            self._client = None

    async def _passed(self, ended: asyncio.Task[int]) -> bool:
        """Wait a while, less where there is doubt; whether the process has ended."""
        doubted = asyncio.create_task(self._doubted.wait())
        try:
            await asyncio.wait(
                {ended, doubted}, timeout=self._look_seconds, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            doubted.cancel()
        return ended.done()

    async def _answers(self, client: Client) -> bool:
        """Whether it answers; where there is doubt, whether it still makes words."""
        doubted = self._doubted.is_set()
        self._doubted.clear()
        try:
            if doubted:
                async with asyncio.timeout(PROBE_SECONDS):
                    await client.say(_NOTHING)
            else:
                await client.models()
        except (NoProse, TimeoutError):
            return False
        return True

    async def _another(self, plan: Plan | None, seconds: float | None = None) -> bool:
        """Wait until another model is chosen or its file has changed, at most so long; whether it was so."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    if self._find() != plan:
                        return True
                    await asyncio.sleep(self._look_seconds)
        return False

    def _become(self, state: State, plan: Plan | None = None, reason: str | None = None) -> None:
        self.status = Status(state, plan.name if plan else None, reason)


async def _code(engine: Engine) -> int:
    """The exit code of a process that broke off, perhaps a moment later than its connections; else end it."""
    with contextlib.suppress(TimeoutError):
        return await asyncio.wait_for(engine.process.wait(), 1.0)
    engine.process.kill()
    return STUCK

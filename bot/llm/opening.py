"""The model that the settings ask for."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Final, Protocol

from bot.errors import OperatorError
from bot.llm.cores import Cores
from bot.llm.model import Turn
from bot.llm.process import Plan, stamp
from bot.llm.remote import Remote
from bot.llm.shelf import Shelf
from bot.llm.supervisor import Supervisor
from bot.llm.voice import Voice
from bot.settings import Settings

_GIGABYTE: Final = 1_000_000_000


def voice_of(settings: Settings, prefix: Sequence[Turn] = (), cores: Cores | None = None) -> Voice:
    """The server at `ESSAI_LLM_URL`, or a process of our own. Raises OperatorError.

    `prefix` is what all prompts begin with; `cores` are this machine's, where others want them too.
    """
    if settings.llm_url is not None:
        key = settings.llm_key.get_secret_value() if settings.llm_key else None
        context = settings.model_context
        return Remote(settings.llm_url, key=key, model=settings.llm_model, context=context)
    plan_of(settings)  # a mistake is told at the start
    return Supervisor(lambda: _plan_now(settings), prefix, cores=cores)


def _plan_now(settings: Settings) -> Plan | None:
    with contextlib.suppress(OperatorError):
        return plan_of(settings)
    return None


def plan_of(settings: Settings, named: str | None = None) -> Plan | None:
    """How the chosen model is served; None where none is. Raises OperatorError."""
    found = Shelf(settings.data_dir).path_of(named or settings.model)
    if found is None:
        return None
    name, path = found
    return Plan(
        name,
        path,
        context=settings.model_context,
        slots=settings.model_slots,
        threads=settings.model_threads,
        memory=int(settings.model_memory_gb * _GIGABYTE),
        stamp=stamp(path) or (0, 0),
    )


class Runs(Protocol):
    """What has something to do until it is cancelled."""

    async def run(self) -> None:
        """Do it."""


@contextlib.asynccontextmanager
async def kept_running(served: Runs) -> AsyncIterator[None]:
    """A model is served while the block runs."""
    task = asyncio.create_task(served.run(), name="model")
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

"""The supervisor with real processes and models made for it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from bot.llm.client import Patience
from bot.llm.errors import BrokeOff, NotReady
from bot.llm.model import Heard, State, Turn, Wanted
from bot.llm.process import Plan, stamp
from bot.llm.supervisor import Supervisor
from tests.gguf.tiny import SMALL, write_random, write_scripted
from tests.waiting import until_true

SAID = "D’après [1], ce modèle obtient 84,2."
PREFIX = (Turn("system", "You answer from passages. " * 20),)


def plan_of(path: Path) -> Plan | None:
    found = stamp(path)
    return None if found is None else Plan("tiny", path, context=512, threads=1, stamp=found)


@asynccontextmanager
async def supervised(find: Callable[[], Plan | None]) -> AsyncIterator[Supervisor]:
    # Where many tests run at once, a token may take many seconds.
    supervisor = Supervisor(find, PREFIX, look_seconds=0.05, patience=Patience(first=40.0, between=40.0))
    task = asyncio.create_task(supervisor.run())
    yield supervisor
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def becomes(supervisor: Supervisor, state: State) -> None:
    await until_true(lambda: supervisor.status.state is state, seconds=40, what=state)


def engines() -> list[psutil.Process]:
    """The processes of models that this test has started."""
    return [
        one
        for one in psutil.Process().children(recursive=True)
        if "bot.llm.engine" in " ".join(one.cmdline())
    ]


def wanted(most: int = 100) -> Wanted:
    return Wanted((*PREFIX, Turn("user", "Hello")), most)


async def test_a_model_is_served_with_its_prefix_warm_in_each_slot(tmp_path: Path) -> None:
    model = write_scripted(tmp_path / "model.gguf", SAID)
    async with supervised(lambda: plan_of(model)) as supervisor:
        with pytest.raises(NotReady):
            supervisor.client()
        await becomes(supervisor, State.READY)
        for slot in (0, 1):
            heard = Heard()
            assert await supervisor.client().say(wanted(), heard, slot=slot) == SAID
            assert heard.use.cached > 0.9 * heard.use.prompt
    assert engines() == []


async def test_one_that_is_killed_is_back_and_whoever_was_answered_is_told(tmp_path: Path) -> None:
    model = write_scripted(tmp_path / "model.gguf", "again and on", again=True)
    async with supervised(lambda: plan_of(model)) as supervisor:
        await becomes(supervisor, State.READY)
        pieces = supervisor.client().stream(wanted(most=400))
        assert await anext(pieces)
        engines()[0].kill()
        with pytest.raises(BrokeOff):
            async for _ in pieces:
                pass
        await until_true(lambda: supervisor.restarts == 1, what="another start")
        await becomes(supervisor, State.READY)
        assert supervisor.figures()["model_restarts"] == 1


async def test_a_bad_file_is_said_so_and_a_good_one_in_its_place_is_taken(tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"junk" * 100)
    async with supervised(lambda: plan_of(model)) as supervisor:
        await becomes(supervisor, State.BROKEN)
        assert "cannot be read" in (supervisor.status.reason or "")
        assert engines() == []
        good = write_scripted(tmp_path / "good.gguf", SAID)
        good.rename(model)
        await becomes(supervisor, State.READY)


async def test_one_that_is_installed_later_is_taken_without_a_restart(tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    async with supervised(lambda: plan_of(model)) as supervisor:
        await becomes(supervisor, State.MISSING)
        write_scripted(tmp_path / "other.gguf", SAID).rename(model)
        await becomes(supervisor, State.READY)
        model.unlink()
        await becomes(supervisor, State.MISSING)


async def test_a_file_that_kills_the_process_is_given_up_after_two_starts(tmp_path: Path) -> None:
    model = write_random(tmp_path / "model.gguf", shape=replace(SMALL, architecture="qwen3", key_heads=0))
    async with supervised(lambda: plan_of(model)) as supervisor:
        await becomes(supervisor, State.BROKEN)
        assert supervisor.restarts <= 1


async def test_one_that_stands_still_is_ended_and_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.llm.supervisor.PROBE_SECONDS", 0.3)
    model = write_scripted(tmp_path / "model.gguf", SAID)
    async with supervised(lambda: plan_of(model)) as supervisor:
        supervisor.doubt()
        await becomes(supervisor, State.READY)
        first = engines()[0]
        first.send_signal(signal.SIGSTOP)
        supervisor.doubt()
        await until_true(lambda: supervisor.restarts == 1, what="another start")
        await becomes(supervisor, State.READY)
        assert not first.is_running()


async def test_the_process_of_the_model_ends_with_the_bot(tmp_path: Path) -> None:
    model = write_scripted(tmp_path / "model.gguf", SAID)
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _BOT, str(model)), stdout=asyncio.subprocess.PIPE, env=dict(os.environ)
    )
    assert bot.stdout is not None
    assert await bot.stdout.readline() == b"ready\n"
    (engine,) = psutil.Process(bot.pid).children()
    bot.kill()
    await bot.wait()
    await until_true(lambda: not engine.is_running() or engine.status() == "zombie", what="its end")


_BOT = """
import asyncio, sys
from pathlib import Path
from bot.llm.process import Plan, started

async def main():
    async with started(Plan("tiny", Path(sys.argv[1]), context=512, threads=1)):
        print("ready", flush=True)
        await asyncio.sleep(600)

asyncio.run(main())
"""

"""The engine in its process, with models made for it."""

import asyncio
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.llm.client import Address, Client
from bot.llm.engine import ORDERS, OUT_OF_MEMORY, READY, UNREADABLE, Order
from bot.llm.errors import BrokeOff, Refused, TooLong
from bot.llm.model import Form, Heard, Turn, Wanted
from tests.gguf.tiny import write_random, write_scripted

SAID = "D’après [1], ce modèle obtient 84,2. Et d’après [2], rien."
KEY = "a key"


@asynccontextmanager
async def engine(model: Path, *, memory: int = 0) -> AsyncIterator[tuple[Process, bool, Address]]:
    """The process, whether it became ready, and its address."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        socket = Path(folder) / "engine.sock"
        order = Order(str(model), str(socket), KEY, context=1024, slots=2, threads=1, memory=memory)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.llm.engine"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"GGML_NO_BACKTRACE": "1"},
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(ORDERS.dump_json(order) + b"\n")
        is_ready = await process.stdout.readline() == READY
        yield process, is_ready, Address("http://model", KEY, socket=socket, takes_grammars=True)
        process.stdin.close()
        with suppress(ProcessLookupError):
            await asyncio.wait_for(process.wait(), 10)


def wanted(text: str = "hello", most: int = 100, form: Form | None = None) -> Wanted:
    return Wanted((Turn("user", text),), most, form=form)


async def test_a_model_says_its_text_and_what_it_read_is_counted(tmp_path: Path) -> None:
    model = write_scripted(tmp_path / "model.gguf", SAID)
    async with engine(model) as (_, is_ready, address), Client(address) as client:
        assert is_ready
        first, second = Heard(), Heard()
        assert await client.say(wanted(), first, slot=0) == SAID
        assert await client.say(wanted(), second, slot=0) == SAID
        assert first.ended == "stop"
        assert first.use.prompt > 0
        assert second.use.cached == second.use.prompt - 1
        assert await client.count("a longer text") > await client.count("a")


async def test_a_grammar_is_obeyed_and_a_wrong_one_or_a_long_prompt_refused(tmp_path: Path) -> None:
    async with engine(write_random(tmp_path / "model.gguf")) as (_, _, address), Client(address) as client:
        form = Form({"enum": ["gsm8k", "mmlu"]}, 'root ::= "gsm8k" | "mmlu"')
        assert await client.say(wanted(form=form)) in ("gsm8k", "mmlu")
        with pytest.raises(Refused):
            await client.say(wanted(form=Form({}, "answer ::= ")))
        with pytest.raises(TooLong):
            await client.say(wanted("word " * 3000))


async def test_another_key_is_refused(tmp_path: Path) -> None:
    async with engine(write_random(tmp_path / "model.gguf")) as (_, _, address):
        client = Client(Address(address.url, "another", socket=address.socket))
        with pytest.raises(Refused, match="401"):
            await client.say(wanted())
        await client.close()


async def test_one_that_is_killed_in_the_middle_breaks_off(tmp_path: Path) -> None:
    model = write_scripted(tmp_path / "model.gguf", "again and on", again=True)
    async with engine(model) as (process, _, address), Client(address) as client:
        pieces = client.stream(wanted(most=1000))
        assert await anext(pieces)
        process.kill()
        with pytest.raises(BrokeOff):
            async for _ in pieces:
                pass


async def test_files_that_are_none_end_it_with_a_number_that_says_so(tmp_path: Path) -> None:
    whole = write_random(tmp_path / "whole.gguf").read_bytes()
    (tmp_path / "junk.gguf").write_bytes(b"junk" * 100)
    (tmp_path / "cut.gguf").write_bytes(whole[: len(whole) // 2])
    for name in ("junk", "cut", "missing"):
        async with engine(tmp_path / f"{name}.gguf") as (process, is_ready, _):
            assert not is_ready
            assert await process.wait() == UNREADABLE


async def test_one_that_takes_more_memory_than_it_may_ends(tmp_path: Path) -> None:
    model = write_random(tmp_path / "model.gguf")
    async with engine(model, memory=40_000_000) as (process, _, _):
        assert await process.wait() == OUT_OF_MEMORY


async def test_a_client_that_is_closed_breaks_off_what_is_read_through_it(tmp_path: Path) -> None:
    model = write_scripted(tmp_path / "model.gguf", "again and on", again=True)
    async with engine(model) as (process, _, address):
        client, begun = Client(address), asyncio.Event()

        async def read_on() -> None:
            async for _ in client.stream(wanted(most=1000)):
                if not begun.is_set():
                    process.send_signal(signal.SIGSTOP)
                    begun.set()

        reading = asyncio.create_task(read_on())
        await begun.wait()
        await client.close()
        with pytest.raises(BrokeOff):
            await asyncio.wait_for(reading, 10)
        process.kill()

import asyncio

from bot.llm.client import Address, Client
from bot.llm.cores import Cores
from bot.llm.model import Turn, Wanted
from tests.scripted_model import ScriptedModel
from tests.waiting import until_true


async def test_what_is_embedded_waits_for_all_answers_and_answers_for_one_batch_at_most() -> None:
    cores, told, ends = Cores(), list[str](), {name: asyncio.Event() for name in ("a", "b", "batch")}

    async def write(name: str) -> None:
        async with cores.writing():
            told.append(name)
            await ends[name].wait()

    async def embed() -> None:
        async with cores.embedding():
            told.append("batch")
            await ends["batch"].wait()
        async with cores.embedding():
            told.append("next batch")

    async with asyncio.TaskGroup() as group:
        group.create_task(embed())
        await until_true(lambda: told == ["batch"])
        group.create_task(write("a"))
        group.create_task(write("b"))
        await asyncio.sleep(0)
        ends["batch"].set()
        await until_true(lambda: told == ["batch", "a", "b"])
        ends["a"].set()
        await asyncio.sleep(0)
        assert told == ["batch", "a", "b"]
        ends["b"].set()
    assert told == ["batch", "a", "b", "next batch"]


async def test_an_answer_that_is_given_up_while_it_waits_leaves_the_cores_free() -> None:
    cores = Cores()
    async with cores.embedding():
        waiting = asyncio.create_task(cores.writing().__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    async with asyncio.timeout(60), cores.embedding():
        pass


async def test_while_a_model_writes_its_answer_nothing_is_embedded() -> None:
    cores, told = Cores(), list[str]()

    async def embed() -> None:
        async with cores.embedding():
            told.append("batch")

    async with ScriptedModel() as model, Client(Address(model.url), cores=cores) as client:
        script = model.will("One", " two", held=True)
        async with asyncio.TaskGroup() as group:
            async for piece in client.stream(Wanted((Turn("user", "Say"),), 10)):
                told.append(piece)
                if piece == "One":
                    group.create_task(embed())
                    await asyncio.sleep(0)
                    script.go.set()
    assert told == ["One", " two", "batch"]

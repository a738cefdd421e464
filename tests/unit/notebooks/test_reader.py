import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.errors import TryLater
from bot.notebooks.errors import UnreadableNotebook
from bot.notebooks.facts import Facts, Metric
from bot.notebooks.reader import Given, NotebookReader
from bot.texts import language
from tests.unit.notebooks.making import code, printed, prose, shown, values

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    + "A" * 1_200
)


@pytest.fixture
async def reader() -> AsyncIterator[NotebookReader]:
    async with NotebookReader() as one:
        yield one


def _raw(*cells: object) -> bytes:
    return json.dumps(values(*cells)).encode()  # type: ignore[arg-type]


async def test_a_notebook_comes_back_with_its_facts_its_pictures_and_without_what_was_found(
    reader: NotebookReader,
) -> None:
    raw = _raw(prose("# Run"), code("plot()", printed("/home/nora/a\n"), shown(image__png=PICTURE)))
    opened = await reader.open("run.ipynb", raw)
    assert opened.looked.facts.title == "Run"
    assert [one.shown for one in opened.looked.findings] == ["/home/nora"]
    assert b"/home/nora" not in opened.content
    assert [picture[:4] for picture in opened.pictures] == [b"\x89PNG"]
    again = await reader.open("run.ipynb", raw, {1: "harmless"})
    assert b"/home/nora" in again.content


async def test_a_file_is_called_without_what_should_not_become_public(reader: NotebookReader) -> None:
    opened = await reader.open("nora.k@lab.org run.ipynb", _raw(code("1")))
    assert opened.looked.file_name == "[e-mail] run.ipynb"
    assert opened.looked.facts.title == "[e-mail] run"


async def test_a_refusal_comes_back_in_the_readers_language(reader: NotebookReader) -> None:
    with pytest.raises(UnreadableNotebook) as refused:
        await reader.open("run.ipynb", _raw({**code("1"), "cell_type": "foo"}))
    told = language("fr").tell(refused.value.sentence)
    assert "la cellule 1 est d’un type inconnu, `foo`" in told


async def test_one_that_takes_too_long_is_refused_and_the_next_one_read() -> None:
    async with NotebookReader(seconds=0.001) as hasty:
        with pytest.raises(UnreadableNotebook, match="too long or too much memory"):
            await hasty.open("run.ipynb", _raw(code("1")))


async def test_one_question_too_many_is_refused_and_those_that_wait_are_answered() -> None:
    class Short(NotebookReader):
        MOST_WAITING = 2

    async with Short() as reader:
        waiting = [asyncio.create_task(reader.prose(_raw(prose("# One")))) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(TryLater, match="Many notebooks are being opened"):
            await reader.prose(_raw(prose("# Two")))
        assert await reader.drawn("<svg/>", 1) is None
        assert await asyncio.gather(*waiting) == ["# One"] * 2
        assert await reader.prose(_raw(prose("# Three"))) == "# Three"


async def test_what_only_says_that_it_is_a_picture_is_none(reader: NotebookReader) -> None:
    opened = await reader.open("run.ipynb", _raw(code("1", shown(image__png="PHN2Zz4" + "A" * 2_000))))
    assert opened.pictures == ()


async def test_what_is_known_of_a_notebook_is_not_looked_for_again(reader: NotebookReader) -> None:
    known = Facts("As its author calls it", "", metrics=(Metric("loss", 0.5, "printed", 1),))
    before = Given("a.ipynb", _raw(code("train()")), known)
    after = Given("b.ipynb", _raw(code("train()", printed("loss: 0.25\n"))))
    compared, _ = await reader.compare([before, after])
    assert (compared.before, compared.after) == ("As its author calls it", "b")
    assert [(one.name, one.before, one.after) for one in compared.changes] == [("loss", 0.5, 0.25)]
    assert compared.cells == ()

"""Huge and hostile notebooks are read within the limits or refused with their reason; the reader goes on."""

import asyncio
import base64
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.notebooks.errors import UnreadableNotebook
from bot.notebooks.limits import LARGEST_PAGE
from bot.notebooks.reader import Given, NotebookReader
from bot.texts import language
from tests.unit.notebooks.making import code, printed, prose, shown, values

# On a machine that is busy with other tests the largest take a minute.
pytestmark = pytest.mark.timeout(240)
MEGABYTES = 20
HEAD = b'{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": ['
BOMBS = (
    "[" * 100_000 + "a" + "](b)" * 100_000,
    "*a **b " * 100_000,
    ">" * 50_000 + "x",
    "![a](" * 100_000,
    "<div>" * 100_000,
    "$" * 100_001,
    "|a" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|b" * 20_000,
)


@pytest.fixture
async def reader() -> AsyncIterator[NotebookReader]:
    async with NotebookReader(seconds=60) as one:
        yield one


def _raw(*cells: object) -> bytes:
    return json.dumps(values(*cells)).encode()  # type: ignore[arg-type]


def _text() -> str:
    """No line of it is like another."""
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(20_000)]
    return "\n".join(" ".join(chance.choices(words, k=16)) for _ in range(MEGABYTES * 1_000_000 // 128))


@pytest.mark.timeout(180)
async def test_20_megabytes_of_different_text_are_scanned_and_compared_while_the_loop_goes_on(
    reader: NotebookReader,
) -> None:
    content = _raw(prose("# Long"), code("run()", printed(f"{_text()}\n/home/nora/last\n")))
    assert len(content) > (MEGABYTES - 1) * 1_000_000
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    opened = await reader.open("a.ipynb", content)
    assert [one.shown for one in opened.looked.findings] == ["/home/nora"]
    known = Given("a.ipynb", opened.content, opened.looked.facts)
    other = Given("b.ipynb", opened.content.replace(b"run()", b"walk()"), opened.looked.facts)
    compared, _ = await reader.compare([known, other], details=True)
    ticking.cancel()
    assert [(one.kind, one.after) for one in compared.cells] == [("changed", 2)]
    assert ticks > 20


async def test_a_picture_of_15_megabytes_is_no_hindrance(reader: NotebookReader) -> None:
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + random.Random(5).randbytes(15_000_000)).decode()
    content = _raw(prose("# Drawn"), code("plot()", shown(image__png=picture)))
    opened = await reader.open("a.ipynb", content)
    assert (opened.looked.facts.title, opened.pictures) == ("Drawn", ())
    assert b"Drawn" in await reader.page("a.ipynb", None, content, "en", LARGEST_PAGE)


async def test_markdown_that_explodes_elsewhere_is_a_page(reader: NotebookReader) -> None:
    for bomb in BOMBS:
        page = await reader.page("a.ipynb", None, _raw(prose("# Calm"), prose(bomb)), "en", LARGEST_PAGE)
        assert b"Calm" in page
        assert len(page) < 10 * len(bomb)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEAD + b"{}," * 1_000_000 + b"{}]}", "too many cells or outputs: at most 5000 cells"),
        (HEAD + b'{"a":' * 2_000_000 + b"1" + b"}" * 2_000_000 + b"]}", "nested more than 60 deep"),
        (b"{" + b" " * 53_000_000, "too large: at most 50 MB"),
    ],
    ids=["a million cells", "two million levels", "53 MB"],
)
async def test_what_is_beyond_the_limits_is_refused_and_the_next_one_read(
    reader: NotebookReader, content: bytes, reason: str
) -> None:
    asked: list[Callable[[], Awaitable[object]]] = [
        lambda: reader.open("a.ipynb", content),
        lambda: reader.page("a.ipynb", None, content, "en", LARGEST_PAGE),
        lambda: reader.compare([Given("a.ipynb", _raw(code("1"))), Given("b.ipynb", content)]),
    ]
    for ask in asked:
        with pytest.raises(UnreadableNotebook) as refused:
            await ask()
        assert reason in language("en").tell(refused.value.sentence)
    assert (await reader.open("b.ipynb", _raw(prose("# Next")))).looked.facts.title == "Next"


async def test_what_needs_more_memory_than_there_is_is_refused_and_the_next_one_read(
    reader: NotebookReader,
) -> None:
    with pytest.raises(UnreadableNotebook, match="too long or too much memory"):
        await reader.open("a.ipynb", HEAD + b'{"":[]},' * 3_800_000 + b"{}]}")
    assert (await reader.open("b.ipynb", _raw(prose("# Next")))).looked.facts.title == "Next"

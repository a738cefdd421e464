"""Whole files are packed beside the event loop."""

import asyncio
import hashlib
from collections.abc import Awaitable

import pytest

from bot.notebooks import packing

CONTENT = b'{"cells": []}' * 1_000


async def test_a_file_is_kept_smaller_and_comes_back_whole() -> None:
    kept = await packing.packed(CONTENT)
    assert len(kept) < len(CONTENT) / 10
    assert await packing.unpacked(kept) == CONTENT


@pytest.mark.parametrize("act", ["packed", "unpacked", "digest"])
async def test_others_go_on_while_a_file_is_worked_on(act: str) -> None:
    acts = {"packed": packing.packed, "unpacked": packing.unpacked, "digest": packing.digest}
    given = await packing.packed(CONTENT) if act == "unpacked" else CONTENT
    done: list[str] = []

    async def note(name: str, work: Awaitable[object]) -> None:
        await work
        done.append(name)

    await asyncio.gather(note("file", acts[act](given)), note("other", asyncio.sleep(0)))
    assert done == ["other", "file"]


async def test_a_digest_is_that_of_the_file() -> None:
    assert await packing.digest(CONTENT) == hashlib.sha256(CONTENT).hexdigest()

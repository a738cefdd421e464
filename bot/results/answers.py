"""What the process that reads files answers: readings as JSON, their results in parts.

Whoever reads JSON holds the interpreter until it is done: of thousands of results in one piece, so long that
nobody on the event loop would be served.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from bot.aside import packing
from bot.results.model import Reading, Result

# Results that are read in about two milliseconds.
PART = 250
_READINGS: TypeAdapter[list[Reading]] = TypeAdapter(list[Reading])
_RESULTS: TypeAdapter[tuple[Result, ...]] = TypeAdapter(tuple[Result, ...])


def pack(readings: Sequence[Reading]) -> bytes:
    """The readings as bytes. What nobody states is left out: half of the bytes, and of the time."""
    bare = [replace(one, results=()) for one in readings]
    parts = [
        (number, one.results[start : start + PART])
        for number, one in enumerate(readings)
        for start in range(0, len(one.results), PART)
    ]
    return packing.pack(
        {"readings": [number for number, _ in parts]},
        [
            _READINGS.dump_json(bare, exclude_defaults=True),
            *(_RESULTS.dump_json(part, exclude_defaults=True) for _, part in parts),
        ],
    )


async def unpack(answer: bytes) -> list[Reading]:
    """The readings back from `pack`."""
    header, (bare, *parts) = packing.unpack(answer)
    readings = await asyncio.to_thread(_READINGS.validate_json, bare)
    results: list[list[Result]] = [[] for _ in readings]
    for number, part in zip(header["readings"], parts, strict=True):
        results[number] += await asyncio.to_thread(_RESULTS.validate_json, part)
    return [replace(one, results=tuple(each)) for one, each in zip(readings, results, strict=True)]

"""Repositories that a source names, spelled as the Hub spells them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from bot.hub.errors import HubError
from bot.hub.reader import HubReader
from bot.results.model import Reading, Result

# So many are asked for; who posts more at once has a program that spells them.
MOST: Final = 5


async def spelled(hub: HubReader, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with the Hub's spelling of their repositories, so that each is one line of a ranking.

    Those without a capital come first: they are most often wrong. What the Hub does not know, or does not say
    now, stays.
    """
    ids = {one.model for reading in readings for one in reading.results if one.model is not None}
    known: dict[str, str] = {}
    for written in sorted(ids, key=lambda one: (one != one.lower(), one))[:MOST]:
        with suppress(HubError):
            found = (await hub.info("model", written)).id
            if found.lower() == written.lower():
                known[written] = found
    return [
        replace(reading, results=tuple(_spelled(one, known) for one in reading.results))
        for reading in readings
    ]


def _spelled(result: Result, known: dict[str, str]) -> Result:
    name = known.get(result.model or "")
    return result if name is None else replace(result, model=name, model_name=name)

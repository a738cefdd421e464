"""What files call a model in small letters."""

import pytest

from bot.hub.reader import HubReader
from bot.results.model import Reading, Result
from bot.results.spelling import spelled
from sandbox.hub.server import HubSandbox

NAME = "Qwen/Qwen3-0.6B"


def _reading(model: str) -> Reading:
    return Reading(
        "a", "1", results=(Result("hle", "hle", "acc", 0.1, 0.1, "share", model=model, model_name=model),)
    )


@pytest.mark.parametrize("written", [NAME.lower(), NAME.upper(), "Qwen/qwen3-0.6b"])
async def test_a_repository_is_spelled_as_the_hub_spells_it(
    hub: HubSandbox, reader: HubReader, written: str
) -> None:
    # As the Hub leads from another spelling to its own one.
    hub.change("model", NAME, rename=written)
    hub.change("model", written, rename=NAME)
    (found,) = await spelled(reader, [_reading(written)])
    assert (found.results[0].model, found.results[0].model_name) == (NAME, NAME)


async def test_another_name_and_one_that_the_hub_does_not_know_stay(
    hub: HubSandbox, reader: HubReader
) -> None:
    hub.change("model", NAME, rename="qwen/smallest")
    hub.change("model", "qwen/smallest", rename="Qwen/Other")
    readings = [_reading("qwen/smallest"), _reading("nobody/nothing"), _reading(NAME)]
    assert await spelled(reader, readings) == readings

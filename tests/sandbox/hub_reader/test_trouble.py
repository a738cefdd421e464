"""A Hub that is slow, busy, broken or away: each becomes one error with its facts."""

import time
from collections.abc import Awaitable, Callable

import aiohttp
import pytest

from bot.hub.caller import Caller
from bot.hub.cards import CardReader
from bot.hub.errors import HubBusy, HubError, HubFailed, HubRubbish, HubUnreachable
from bot.hub.reader import HubReader
from bot.hub.turns import OwnTurns
from sandbox.hub.limits import Quota
from sandbox.hub.server import HubSandbox

USES: dict[str, Callable[[HubReader], Awaitable[object]]] = {
    "newest": lambda reader: reader.newest("model"),
    "of_author": lambda reader: reader.of_author("dataset", "openai"),
    "info": lambda reader: reader.info("model", "Qwen/Qwen3-0.6B"),
    "author": lambda reader: reader.author("Qwen"),
    "suggest_authors": lambda reader: reader.suggest_authors("qwen"),
    "daily_papers": lambda reader: reader.daily_papers(),
}
every_use = pytest.mark.parametrize("use", USES.values(), ids=USES.keys())
Use = Callable[[HubReader], Awaitable[object]]


@every_use
async def test_a_busy_hub_says_how_long_to_wait(hub: HubSandbox, reader: HubReader, use: Use) -> None:
    hub.limits.quotas["api"] = Quota(anonymous=1, token=1)
    await reader.newest("space")
    before = len(hub.journal.calls)
    with pytest.raises(HubBusy) as caught:
        await use(reader)
    assert 295 <= caught.value.retry_after <= 301
    # The first answer said that nothing was left, so the second question was not even asked.
    assert len(hub.journal.calls) == before


async def test_a_429_without_a_word_is_waited_out_for_a_minute(hub: HubSandbox, reader: HubReader) -> None:
    hub.faults.add("GET", "/api/models", "status", status=429)
    for _ in range(2):
        with pytest.raises(HubBusy) as caught:
            await reader.newest("model")
        assert 55 <= caught.value.retry_after <= 60
    assert len(hub.journal.calls) == 1


@every_use
@pytest.mark.parametrize("status", [500, 503])
async def test_an_error_status_is_told(hub: HubSandbox, reader: HubReader, use: Use, status: int) -> None:
    hub.faults.add("GET", "/api/", "status", status=status)
    with pytest.raises(HubFailed) as caught:
        await use(reader)
    assert caught.value.status == status
    assert await use(reader)


@every_use
async def test_silence_ends_at_the_time_limit(
    hub: HubSandbox, make_reader: Callable[..., HubReader], use: Use
) -> None:
    hub.faults.add("GET", "/api/", "hang")
    before = time.monotonic()
    with pytest.raises(HubUnreachable):
        await use(make_reader(timeout=0.05))
    assert time.monotonic() - before < 2.0


@every_use
async def test_rubbish_is_told_from_an_answer(hub: HubSandbox, reader: HubReader, use: Use) -> None:
    hub.faults.add("GET", "/api/", "rubbish")
    with pytest.raises(HubRubbish):
        await use(reader)


@every_use
async def test_a_cut_connection_is_no_answer(hub: HubSandbox, reader: HubReader, use: Use) -> None:
    # aiohttp asks once more by itself.
    hub.faults.add("GET", "/api/", "drop_before", times=2)
    with pytest.raises(HubUnreachable):
        await use(reader)


@every_use
async def test_nobody_there_is_no_answer(session: aiohttp.ClientSession, use: Use) -> None:
    with pytest.raises(HubUnreachable):
        await use(HubReader(session, "http://127.0.0.1:9", None, OwnTurns(), "essai-tests"))


async def test_a_json_of_another_shape_is_rubbish(hub: HubSandbox, reader: HubReader) -> None:
    hub.publish(id="odd/info", raw={"_id": "a" * 24, "id": ["not", "a", "name"]})
    with pytest.raises(HubRubbish):
        await reader.info("model", "odd/info")


async def test_an_answer_without_end_is_not_read_to_the_end(
    hub: HubSandbox, session: aiohttp.ClientSession
) -> None:
    caller = Caller(session, hub.url, None, OwnTurns(), "essai-tests")
    with pytest.raises(HubRubbish, match="larger than 1000 bytes"):
        await caller.get(caller.url("/api/models"), largest=1_000)


@pytest.mark.parametrize("effect", ["rubbish", "status", "drop_before", "hang"])
async def test_trouble_with_a_card_is_told_in_the_same_words(
    hub: HubSandbox, session: aiohttp.ClientSession, effect: str
) -> None:
    cards = CardReader(session, hub.url, None, "essai-tests", timeout=0.3)
    hub.faults.add("GET", "README.md", effect, times=2)  # type: ignore[arg-type]
    if effect == "rubbish":
        assert await cards.read("model", "Qwen/Qwen3-0.6B") is not None
    else:
        with pytest.raises(HubError):
            await cards.read("model", "Qwen/Qwen3-0.6B")

"""What is posted with a token, on the real PostgreSQL."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.errors import BadRequest, NotAllowed
from bot.guilds.model import Guild
from bot.hub.reader import HubReader
from bot.hub.turns import SharedTurns
from bot.results.reading import FileReader
from bot.results.receiving import Receiver
from bot.results.service import Place
from bot.results.token_service import TokenService
from bot.texts import language
from bot.web.results import Sent
from tests.store.measuring import ALEX, CHANNEL, GUILD, NOW, open_guilds

ENGLISH = language("en")
TABLE = Sent([("scores.csv", b"model,benchmark,value\nours,gsm8k,75.7 %\n")], {})
SHA = "5206a32e0bd3067aef1ce90f5528ade7d866253f"
TOKEN = re.compile(r"essai_(\d+)_[\w-]+")


class Rights:
    """Everything is allowed; what happens `meanwhile` happens when the files are read."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], Awaitable[object]] | None = None

    async def can_post(self, guild_id: int, channel_id: int) -> bool:
        return (guild_id, channel_id) == (GUILD, CHANNEL)

    async def is_open(self, guild_id: int, channel_id: int, members_role_id: int | None) -> bool | None:
        if self.meanwhile is not None:
            await self.meanwhile()
        return (guild_id, channel_id, members_role_id) == (GUILD, CHANNEL, None)

    async def member_can_write(self, guild_id: int, channel_id: int, member_id: int) -> bool:
        return (guild_id, channel_id, member_id) == (GUILD, CHANNEL, ALEX)


@pytest.fixture
def rights() -> Rights:
    return Rights()


@pytest.fixture
async def receiver(database: Database, rights: Rights) -> AsyncIterator[Receiver]:
    await open_guilds(database)
    async with aiohttp.ClientSession() as session, FileReader() as files:
        nowhere = HubReader(session, "http://127.0.0.1:9", None, SharedTurns(database, "test"), "tests")
        yield Receiver(database, nowhere, files, rights, lambda: NOW)


async def test_a_token_that_is_ended_while_its_files_are_read_posts_nothing(
    database: Database, receiver: Receiver, rights: Rights
) -> None:
    tokens = TokenService(database, None, lambda: NOW)
    made = await tokens.make(Place(Guild(GUILD, "Lab", "en-US"), ALEX, CHANNEL), "mine", ENGLISH)
    written = TOKEN.search(str(made))
    assert written is not None
    take = await receiver.open(written[0])
    assert take is not None
    assert (await take(TABLE, "en"))["added"] == 1
    rights.meanwhile = lambda: tokens.revoke(GUILD, ALEX, int(written[1]), ENGLISH)
    other = Sent([("scores.csv", b"model,benchmark,value\nours,gsm8k,80 %\n")], {})
    with pytest.raises(NotAllowed, match="revoked while your files were read"):
        await take(other, "en")
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM result")) == 1


async def test_a_revision_is_that_of_the_model_that_is_sent_along(
    database: Database, receiver: Receiver
) -> None:
    tokens = TokenService(database, None, lambda: NOW)
    made = await tokens.make(Place(Guild(GUILD, "Lab", "en-US"), ALEX, CHANNEL), "mine", ENGLISH)
    written = TOKEN.search(str(made))
    assert written is not None
    take = await receiver.open(written[0])
    assert take is not None
    files = [("scores.csv", b"model,benchmark,value\nQwen/Qwen3-8B,gsm8k,75.7 %\na/b,gsm8k,75 %\n")]
    with pytest.raises(BadRequest, match="send the field `model` with it"):
        await take(Sent(files, {"revision": SHA}), "en")
    await take(Sent(files, {"model": "Qwen/Qwen3-8B", "revision": SHA}), "en")
    async with database.transaction() as session:
        rows = await session.execute(text("SELECT model_name, revision FROM result"))
        assert {row.model_name: row.revision for row in rows} == {"Qwen/Qwen3-8B": SHA, "a/b": None}

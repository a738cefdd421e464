"""What members share is kept by guild, in versions, and gone when it is withdrawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Buttons, File, Link
from bot.notebooks import draft_store, store
from bot.notebooks.answers import Looked
from bot.notebooks.facts import Facts, Library
from bot.notebooks.pages.site import Site
from bot.notebooks.readers import readable
from bot.notebooks.shared import New, Search
from bot.notebooks.shelf_service import ShelfService
from bot.texts import language
from bot.web.notebooks import Download
from tests.store.statements import statements

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HOME, AWAY, ALEX, NOOR = 1, 2, 10, 11
FACTS = Facts("Lions", "On lions.", models=("Qwen/Qwen3-8B",), libraries=(Library("peft", "0.11"),))


@pytest.fixture(autouse=True)
async def _two_guilds(database: Database) -> None:
    async with database.transaction() as session:
        for guild_id in (HOME, AWAY):
            await guilds.save(session, Guild(guild_id, str(guild_id), "en-US"), NOW)


def _new(post: str, sha256: str = "a", facts: Facts = FACTS) -> New:
    return New(5, post, "lions.ipynb", sha256, b'{"cells": []}', facts, 2)


async def test_the_same_name_makes_versions_for_one_member_in_one_guild(database: Database) -> None:
    async with database.transaction() as session:
        numbers = [
            (await store.add(session, guild_id, author_id, _new(f"p{place}"), NOW)).number
            for place, (guild_id, author_id) in enumerate(
                [(HOME, ALEX), (HOME, ALEX), (HOME, NOOR), (AWAY, ALEX)]
            )
        ]
        mine = await store.of_name(session, HOME, ALEX, "lions")
    assert numbers == [1, 2, 1, 1]
    assert mine is not None
    assert (mine.number, mine.post, mine.facts) == (2, "p1", FACTS)


async def test_a_search_finds_parts_of_names_in_its_guild_only(database: Database) -> None:
    async with database.transaction() as session:
        await store.add(session, HOME, ALEX, _new("p1"), NOW)
        await store.add(session, AWAY, NOOR, _new("p2"), NOW)
        for wanted, count in [
            (Search(), 1),
            (Search(words="LIONS qwen"), 1),
            (Search(words="tigers"), 0),
            (Search(words="100%"), 0),
            (Search(model="qwen3"), 1),
            (Search(library="PEFT"), 1),
            (Search(dataset="lions"), 0),
            (Search(author_id=NOOR), 0),
        ]:
            assert len(await store.find(session, HOME, wanted, 10)) == count, wanted
        assert await store.of_post(session, HOME, "p2") is None
        assert await store.same_file(session, AWAY, "a") is not None


async def test_what_is_listed_is_not_loaded_with_its_files(database: Database) -> None:
    async with database.transaction() as session:
        await store.add(session, HOME, ALEX, _new("p1"), NOW)
    async with statements(database) as sent, database.transaction() as session:
        assert await store.find(session, HOME, Search(words="lions"), 10) != []
        assert await store.of_post(session, HOME, "p1") is not None
        assert await store.of_name(session, HOME, ALEX, "lions") is not None
        assert sent != []
        assert [one for one in sent if "content" in one] == []
        assert await store.content(session, HOME, "p1") == b'{"cells": []}'


@pytest.mark.parametrize("part", ["version", "name", "null", "0.11", '"', ",", "ers"])
async def test_a_search_finds_names_and_not_how_they_are_written_down(database: Database, part: str) -> None:
    facts = replace(FACTS, models=(*FACTS.models, "bert"), libraries=(*FACTS.libraries, Library("torch")))
    async with database.transaction() as session:
        await store.add(session, HOME, ALEX, _new("p1", facts=facts), NOW)
        assert len(await store.find(session, HOME, Search(library="TORCH", model="Bert"), 10)) == 1
        assert await store.find(session, HOME, Search(library=part), 10) == []
        assert await store.find(session, HOME, Search(model=part), 10) == []


async def test_a_new_version_of_what_is_hidden_stays_hidden(database: Database) -> None:
    async with database.transaction() as session:
        shared = await store.add(session, HOME, ALEX, _new("p1"), NOW)
        await store.change(session, HOME, shared.id, state="hidden", reason="no")
        again = await store.add(session, HOME, ALEX, _new("p2"), NOW)
        there = await store.find(session, HOME, Search(author_id=ALEX), 10, state=None)
    assert (again.number, again.state) == (2, "hidden")
    assert [one.reason for one in there] == ["no"]


async def test_what_is_withdrawn_leaves_no_file_and_no_word_of_it(database: Database) -> None:
    async with database.transaction() as session:
        shared = await store.add(session, HOME, ALEX, _new("p1"), NOW)
        assert await store.content(session, HOME, "p1") == b'{"cells": []}'
        await store.erase(session, HOME, shared.id)
        assert "Qwen" not in str(await session.scalar(text("SELECT v::text FROM notebook_version v")))
        assert await store.find(session, HOME, Search(), 10, state=None) == []
        assert "lions" not in str(await session.scalar(text("SELECT n::text FROM notebook n"))).lower()
        again = await store.add(session, HOME, ALEX, _new("p2"), NOW)
    assert (again.number, again.state) == (1, "public")


async def test_a_file_that_was_hidden_stays_known_when_it_is_withdrawn(database: Database) -> None:
    async with database.transaction() as session:
        shared = await store.add(session, HOME, ALEX, _new("p1"), NOW)
        await store.add(session, HOME, ALEX, _new("p2", "b"), NOW)
        other = await store.add(session, HOME, NOOR, _new("p3", "c"), NOW)
        assert not await store.is_hidden_file(session, HOME, "a")
        await store.change(session, HOME, shared.id, state="hidden")
        assert await store.is_hidden_file(session, HOME, "a")
        await store.erase(session, HOME, shared.id)
        await store.erase(session, HOME, other.id)
        await store.forget_author(session, HOME, ALEX)
        known = [await store.is_hidden_file(session, HOME, one) for one in ("a", "b", "c")]
        assert not await store.is_hidden_file(session, AWAY, "a")
    assert known == [True, True, False]


async def test_a_draft_is_for_its_author_in_its_guild_and_for_a_day(database: Database) -> None:
    looked = Looked(FACTS, (), "a", (4, 5), 3)
    async with database.transaction() as session:
        draft = await draft_store.add(session, HOME, ALEX, 5, "a.ipynb", "https://cdn/a", looked, NOW)
        await draft_store.decide(session, HOME, draft.id, {1: "harmless"})
        kept = await draft_store.take(session, HOME, draft.id, ALEX, NOW)
        assert kept is not None
        assert (kept.looked, kept.decisions) == (looked, {1: "harmless"})
        assert await draft_store.take(session, HOME, draft.id, NOOR, NOW) is None
        assert await draft_store.take(session, AWAY, draft.id, ALEX, NOW) is None
        assert await draft_store.take(session, HOME, draft.id, ALEX, NOW + timedelta(days=1)) is None


async def test_drafts_that_nobody_shared_are_forgotten_with_their_findings(database: Database) -> None:
    looked = Looked(FACTS, (), "a", (4, 5), 3)
    async with database.transaction() as session:
        for guild_id, begun in ((HOME, NOW), (AWAY, NOW), (HOME, NOW + timedelta(hours=1))):
            await draft_store.add(session, guild_id, ALEX, 5, "a.ipynb", "https://cdn/a", looked, begun)
        await draft_store.forget(session, NOW + draft_store.LIFETIME)
        left = await session.scalars(text("SELECT expires_at FROM notebook_draft"))
        assert list(left) == [NOW + timedelta(hours=1) + draft_store.LIFETIME]


async def test_what_is_too_large_for_discord_is_downloaded_from_the_web(database: Database) -> None:
    async with database.transaction() as session:
        await store.add(session, HOME, ALEX, _new("p1"), NOW)
    closed: set[int] = set()

    async def is_open(_guild_id: int, channel_id: int) -> bool:
        return channel_id not in closed

    on_web = ShelfService(database, "https://hub", Site(database, "https://essai.example.org/", is_open))
    nowhere = ShelfService(database, "https://hub", Site(database, None, is_open))
    size, spoken = len(b'{"cells": []}'), language("en")
    whole = await on_web.download(HOME, "p1", size, spoken)
    assert whole.blocks[-1] == File("lions.ipynb", b'{"cells": []}')
    linked = await on_web.download(HOME, "p1", size - 1, spoken)
    buttons = linked.blocks[-1]
    assert isinstance(buttons, Buttons)
    assert [one.url for one in buttons.items if isinstance(one, Link)] == [
        f"https://essai.example.org/notebooks/{HOME}/p1/file"
    ]
    with pytest.raises(BadRequest, match="too large for Discord"):
        await nowhere.download(HOME, "p1", size - 1, spoken)
    assert await on_web.file(HOME, "p1") == Download("lions.ipynb", b'{"cells": []}')
    assert await on_web.file(AWAY, "p1") is None
    closed.add(5)
    with pytest.raises(BadRequest, match="too large for Discord"):
        await on_web.download(HOME, "p1", size - 1, spoken)
    assert await on_web.file(HOME, "p1") is None


class _ReadsOnly:
    """Somebody who may read some channels; `asked` are those that were looked up."""

    def __init__(self, *channels: int) -> None:
        self._channels = channels
        self.asked: list[int] = []

    async def may_read(self, channel_id: int) -> bool:
        self.asked.append(channel_id)
        return channel_id in self._channels


async def test_what_a_person_may_read_is_found_behind_much_that_they_may_not(database: Database) -> None:
    async with database.transaction() as session:
        for number in range(120):
            facts = Facts(f"Lions {number}", "")
            new = replace(_new(f"p{number}", f"s{number}", facts), channel_id=number % 40)
            await store.add(session, HOME, ALEX, new, NOW)
    reader = _ReadsOnly(0, 1)
    found = await readable(database, HOME, Search(), reader, 10)
    assert [one.facts.title for one in found] == [f"Lions {n}" for n in (81, 80, 41, 40, 1, 0)]
    quick = _ReadsOnly(*range(40))
    assert len(await readable(database, HOME, Search(words="lions"), quick, 3)) == 3
    assert len(quick.asked) == 3
    assert await readable(database, AWAY, Search(), quick, 3) == []

"""Which results came out of which notebook, and who was told of which version, by guild."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.alerts import member_store
from bot.alerts import store as followers
from bot.db.engine import Database, Session
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Button, Buttons, Message, Text
from bot.notebooks import store as notebooks
from bot.notebooks.facts import Facts
from bot.notebooks.shared import New
from bot.outbox.model import Draft
from bot.outbox.service import put
from bot.results import store as results
from bot.results.linked import store
from bot.results.model import Reading, Result

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOME, AWAY, ALEX, NOOR = 1, 2, 10, 11


@pytest.fixture(autouse=True)
async def _two_guilds(database: Database) -> None:
    async with database.transaction() as session:
        for guild_id in (HOME, AWAY):
            await guilds.save(session, Guild(guild_id, str(guild_id), "en-US"), NOW)


async def _notebook(session: Session, post: str, guild_id: int = HOME, title: str = "Lions") -> int:
    new = New(5, post, "lions.ipynb", post, b"{}", Facts(title, ""), 0)
    return (await notebooks.add(session, guild_id, ALEX, new, NOW)).id


async def _result(session: Session, post: str, guild_id: int = HOME) -> int:
    one = Result("gsm8k", "gsm8k", "exact_match", 0.5, 0.5, "share", model="a/b", model_name="a/b")
    await results.add(session, guild_id, ALEX, post, Reading("", "", results=(one,)), [post], NOW)
    return (await results.of_post(session, guild_id, post))[0].id


async def test_both_sides_name_each_other_in_their_guild_until_one_is_not_public(database: Database) -> None:
    async with database.transaction() as session:
        notebook, result = await _notebook(session, "n1"), await _result(session, "r1")
        await store.link(session, HOME, notebook, [result], NOW)
        await store.link(session, HOME, notebook, [result], NOW)
        assert [one.id for one in await store.results_of(session, HOME, notebook)] == [result]
        [found] = (await store.notebooks_of(session, HOME, [result]))[result]
        assert (found.id, found.title, found.author_id, found.url) == (notebook, "Lions", ALEX, None)
        assert await store.of_posts(session, HOME, ["r1"]) == [notebook]
        assert await store.posts_of(session, HOME, notebook) == {"r1"}
        # Another guild that knows the ids learns nothing by them.
        assert await store.results_of(session, AWAY, notebook) == []
        assert await store.notebooks_of(session, AWAY, [result]) == {}
        assert await store.of_posts(session, AWAY, ["r1"]) == []
        await store.unlink(session, AWAY, notebook)
        await notebooks.change(session, HOME, notebook, title="Big cats")
        [renamed] = (await store.notebooks_of(session, HOME, [result]))[result]
        assert renamed.title == "Big cats"
        await notebooks.change(session, HOME, notebook, state="hidden")
        assert await store.notebooks_of(session, HOME, [result]) == {}
        await session.execute(text("UPDATE result SET state = 'withdrawn'"))
        assert await store.results_of(session, HOME, notebook) == []
        assert await store.posts_of(session, HOME, notebook) == {"r1"}
        await store.unlink(session, HOME, notebook, [result])
        assert await store.posts_of(session, HOME, notebook) == set()


async def test_a_result_in_no_list_is_named_in_its_own_channel_and_to_its_author(database: Database) -> None:
    async with database.transaction() as session:
        notebook, result = await _notebook(session, "n1"), await _result(session, "r1")
        await store.link(session, HOME, notebook, [result], NOW)
        await session.execute(text("UPDATE result SET state = 'unlisted'"))
        message = Message((Text("hi"), Buttons((Button("Details", "details:r1"),))))
        await put(session, [Draft(HOME, 6, "r1", message)], NOW)
        assert await store.results_of(session, HOME, notebook) == []
        assert [one.id for one in await store.results_of(session, HOME, notebook, is_own=True)] == [result]
        assert list(await store.of_author(session, HOME, ALEX, [result])) == [result]
        assert await store.of_author(session, HOME, NOOR, [result]) == {}
        await session.execute(text("UPDATE delivery SET channel_id = 5"))
        assert [one.id for one in await store.results_of(session, HOME, notebook)] == [result]


async def test_a_result_that_is_erased_is_tied_to_nothing(database: Database) -> None:
    async with database.transaction() as session:
        notebook, result = await _notebook(session, "n1"), await _result(session, "r1")
        await store.link(session, HOME, notebook, [result], NOW)
        await session.execute(text("DELETE FROM result"))
        assert await session.scalar(text("SELECT count(*) FROM notebook_result")) == 0


async def test_each_version_is_news_once_for_those_who_follow_its_author_there(database: Database) -> None:
    async with database.transaction() as session:
        notebook = await _notebook(session, "n1")
        await followers.save_follower(session, NOOR, "fr")
        await member_store.add(session, NOOR, HOME, ALEX, "Alex", NOW)
        await member_store.add(session, NOOR, HOME, ALEX, "Alexandra", NOW)
        assert await member_store.note(session, AWAY, ALEX, notebook, 1) == []
        assert await member_store.note(session, HOME, ALEX, notebook, 1) == [NOOR]
        assert await member_store.note(session, HOME, ALEX, notebook, 1) == []
        [untold] = await member_store.untold(session, NOOR)
        assert (untold.follow.author, untold.follow.guild_name, untold.version) == ("Alexandra", "1", 1)
        await member_store.mark_told(session, [untold])
        assert await member_store.untold(session, NOOR) == []
        assert await member_store.note(session, HOME, ALEX, notebook, 1) == []
        assert await member_store.note(session, HOME, ALEX, notebook, 2) == [NOOR]
        assert await member_store.waiting_in(session, HOME) == [NOOR]
        # A member called as an author on the Hub is no follow of that author.
        assert await followers.note_alerts(session, 1, "Alexandra", "model") == []
        # While the bot is away nothing is told, and the follow stays where it is.
        await session.execute(text("UPDATE guild SET left_at = now() WHERE id = 1"))
        assert await member_store.untold(session, NOOR) == []
        assert not await followers.move_to(session, NOOR, AWAY)
        await followers.block(session, NOOR, NOW)
        await session.execute(text("UPDATE guild SET left_at = NULL"))
        assert await member_store.untold(session, NOOR) == []
        assert await member_store.note(session, HOME, ALEX, notebook, 3) == []

"""What followers are to be told, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.alerts import store
from bot.alerts.service import FollowService
from bot.alerts.telling import Teller, joined_again
from bot.db.engine import Database, Session
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Message, Text
from bot.releases.model import Release
from bot.releases.store import announced
from bot.texts import language
from tests.store.holding import held

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GUILD, OTHER, ALEX, NOOR = 10, 11, 1, 2


def _release(name: str, author: str = "mistralai") -> Release:
    repo_id = f"{author}/{name}"
    return Release("model", repo_id, repo_id, author, f"https://huggingface.co/{repo_id}", NOW, NOW)


@pytest.fixture
async def session(database: Database) -> AsyncIterator[Session]:
    """A transaction in which a guild is known and Alex follows all of mistralai, Noor its Ministrals."""
    async with database.transaction() as session:
        await guilds.save(session, Guild(GUILD, "Lab", "en-US"), NOW)
        for user_id, family in ((ALEX, ""), (NOOR, "Ministral")):
            await store.save_follower(session, user_id, "en")
            await store.add(session, user_id, GUILD, "mistralai", family, NOW)
        yield session


async def _found(session: Session, release: Release) -> int:
    [(release_id, _)] = (await announced.add_releases(session, [release], NOW)).values()
    return release_id


async def _note(session: Session, release: Release) -> list[int]:
    return await store.note_alerts(session, await _found(session, release), release.author, release.name)


def _words(message: Message) -> str:
    return "\n".join(part.markdown for part in message.parts if isinstance(part, Text))


async def test_everyone_who_follows_an_author_or_a_family_is_told(session: Session) -> None:
    assert await _note(session, _release("Codestral-9B")) == [ALEX]
    assert await _note(session, _release("ministral-4-8B")) == [ALEX, NOOR]
    assert await _note(session, _release("Ministral-8B", author="somebody")) == []


async def test_a_release_is_noted_once_for_each_follow(session: Session) -> None:
    release = _release("Ministral-8B")
    release_id = await _found(session, release)
    first = await store.note_alerts(session, release_id, release.author, release.name)
    again = await store.note_alerts(session, release_id, release.author, release.name)
    assert (first, again) == ([ALEX, NOOR], [])


async def test_what_was_told_does_not_wait_any_more(session: Session) -> None:
    await _note(session, _release("First"))
    await _note(session, _release("Second"))
    waiting = await store.waiting(session, ALEX)
    assert [release.name for _, _, release in waiting] == ["First", "Second"]
    await store.forget(session, [(follow.id, release_id) for follow, release_id, _ in waiting[:1]])
    assert [release.name for _, _, release in await store.waiting(session, ALEX)] == ["Second"]


async def test_nothing_waits_for_somebody_who_cannot_be_written_to(session: Session) -> None:
    await _note(session, _release("First"))
    await store.note_channel(session, ALEX, 77)
    assert await store.owner_of_channel(session, 77) == ALEX
    await store.block(session, ALEX, NOW)
    assert await store.waiting(session, ALEX) == []
    assert await _note(session, _release("Second")) == []
    await store.unblock(session, ALEX)
    assert await _note(session, _release("Third")) == [ALEX]


async def test_nobody_stops_what_somebody_else_follows(session: Session) -> None:
    [alexs] = await store.of_person(session, ALEX)
    await store.remove(session, NOOR, alexs.id)
    assert len(await store.of_person(session, ALEX)) == 1


class Private:
    """Private conversations, which Discord opens with those who share a server with the bot."""

    async def open(self, user_id: int) -> int:
        return 1_000 + user_id


class Slow(Private):
    """The same, but Discord's answer waits until it may come."""

    def __init__(self) -> None:
        self.asked, self.answers = asyncio.Event(), asyncio.Event()

    async def open(self, user_id: int) -> int:
        self.asked.set()
        await self.answers.wait()
        return await super().open(user_id)


async def test_two_jobs_for_one_person_never_wait_for_each_other(
    session: Session, database: Database
) -> None:
    await _note(session, _release("First"))
    await session.commit()
    slow = Slow()
    first = asyncio.create_task(Teller(database, slow, lambda: NOW, wait=0.0).tell({"user": ALEX}, 0))
    await slow.asked.wait()
    async with database.transaction() as second:
        await store.follower(second, ALEX)
        slow.answers.set()
        await held(database)
        assert len(await store.waiting(second, ALEX)) == 1
    await first


async def _jobs(session: Session) -> list[int]:
    query = "SELECT convert_from(payload, 'utf8')::jsonb ->> 'user' FROM pgqueuer ORDER BY id"
    return [int(user_id) for user_id in await session.scalars(text(query))]


async def _told(session: Session) -> int:
    return await session.scalar(text("SELECT count(*) FROM delivery")) or 0


async def test_news_of_somebody_whose_servers_were_all_left_wait_until_one_is_joined_again(
    session: Session, database: Database
) -> None:
    await _note(session, _release("First"))
    await guilds.leave(session, GUILD, NOW)
    await session.commit()
    teller = Teller(database, Private(), lambda: NOW, wait=0.0)
    await teller.tell({"user": ALEX}, 0)
    async with database.transaction() as later:
        assert await _told(later) == 0
        assert [release.name for _, _, release in await store.waiting(later, ALEX)] == ["First"]
        await guilds.save(later, Guild(GUILD, "Lab", "en-US"), NOW)
        await joined_again(later, GUILD)
        assert await _jobs(later) == [ALEX]
    await teller.tell({"user": ALEX}, 0)
    async with database.transaction() as later:
        assert await _told(later) == 1
        assert await store.waiting(later, ALEX) == []


async def test_who_asks_in_another_server_is_told_from_there(session: Session, database: Database) -> None:
    await _note(session, _release("First"))
    await guilds.save(session, Guild(OTHER, "Atelier", "fr"), NOW)
    await guilds.leave(session, GUILD, NOW)
    await session.commit()
    follows = FollowService(database, lambda: NOW)
    apart = "I am no longer in any server where you asked for this"
    assert apart in _words(await follows.overview(ALEX, None, language("en")))
    assert apart not in _words(await follows.overview(ALEX, OTHER, language("en")))
    async with database.transaction() as later:
        assert await _jobs(later) == [ALEX]
        assert {one.guild_id for one in await store.of_person(later, ALEX)} == {OTHER}
        assert {one.guild_id for one in await store.of_person(later, NOOR)} == {GUILD}


async def test_what_is_followed_from_two_servers_outlives_the_one_that_was_left(
    session: Session, database: Database
) -> None:
    await guilds.save(session, Guild(OTHER, "Atelier", "fr"), NOW)
    await store.add(session, ALEX, OTHER, "Qwen", "", NOW)
    await guilds.leave(session, GUILD, NOW)
    await session.commit()
    await FollowService(database, lambda: NOW).keep()
    async with database.transaction() as later:
        await guilds.forget_left(later, NOW + timedelta(days=1))
        assert [one.author for one in await store.of_person(later, ALEX)] == ["mistralai", "Qwen"]
        assert await store.of_person(later, NOOR) == []


async def test_of_somebody_who_follows_nothing_any_more_nothing_is_kept(session: Session) -> None:
    await store.add(session, ALEX, GUILD, "Qwen", "", NOW)
    for follow in await store.of_person(session, ALEX):
        assert await store.follower(session, ALEX) is not None
        await store.remove(session, ALEX, follow.id)
    assert await store.follower(session, ALEX) is None


async def test_a_follow_that_no_server_feeds_is_told_so(session: Session) -> None:
    [follow] = await store.of_person(session, ALEX)
    assert not follow.is_fed


async def test_a_person_is_written_to_for_a_guild_that_the_bot_is_still_in(session: Session) -> None:
    await guilds.save(session, Guild(GUILD + 1, "Atelier", "fr"), NOW)
    await store.add(session, ALEX, GUILD + 1, "acme", "", NOW)
    await guilds.leave(session, GUILD, NOW)
    assert await store.shared_guild(session, ALEX) == GUILD + 1
    assert await store.shared_guild(session, NOOR) is None
    await store.add(session, NOOR, GUILD + 1, "mistralai", "Ministral", NOW)
    assert await store.shared_guild(session, NOOR) == GUILD + 1

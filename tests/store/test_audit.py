from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.audit import store as audit
from bot.audit.model import Act, Change, Entry, Filter
from bot.db.engine import Database, Session
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.releases.model import Filters, Plan, Source
from bot.releases.store import watches

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PLAN = Plan(Source("author", "mistralai"), 7, ("model",))
CAMILLE, ROBIN = 2, 3


async def _noted(session: Session, guild_id: int = 1) -> list[tuple[Act, int | None]]:
    found = await audit.page(session, guild_id, limit=50)
    return [(entry.change.act, entry.change.by) for entry in reversed(found)]


@pytest.fixture
async def guild(database: Database) -> Database:
    """Two guilds, and nothing in them."""
    async with database.transaction() as session:
        for guild_id in (1, 9):
            await guilds.save(session, Guild(guild_id, "Atelier", "fr"), NOW)
    return database


async def test_every_change_of_a_watch_is_noted_with_who_made_it(guild: Database) -> None:
    async with guild.transaction() as session:
        await watches.add(session, 1, PLAN, CAMILLE, NOW)
        watch = (await watches.of_guild(session, 1))[0]
        await watches.change(
            session, 1, watch.id, replace(PLAN, filters=Filters(include=("7B",))), ROBIN, NOW
        )
        await watches.pause(session, 1, watch.id, NOW + timedelta(days=1), CAMILLE, NOW)
        await watches.resume(session, 1, watch.id, None, NOW)
        await watches.pause_channel(session, 1, 7, "channel_missing", NOW)
        await watches.add(session, 1, PLAN, ROBIN, NOW, "copied")
        await watches.add(session, 1, replace(PLAN, channel_id=8), ROBIN, NOW, "copied")
        await watches.remove(session, 1, watch.id, CAMILLE, NOW)
        assert await _noted(session) == [
            ("added", CAMILLE),
            ("changed", ROBIN),
            ("paused", CAMILLE),
            ("resumed", None),
            ("paused", None),
            ("changed", ROBIN),
            ("copied", ROBIN),
            ("removed", CAMILLE),
        ]
        assert await _noted(session, 9) == []


async def test_what_changes_nothing_is_not_noted(guild: Database) -> None:
    async with guild.transaction() as session:
        await watches.add(session, 1, PLAN, CAMILLE, NOW)
        await watches.add(session, 1, PLAN, ROBIN, NOW)
        assert await _noted(session) == [("added", CAMILLE)]


async def test_a_change_tells_what_was_before_and_after(guild: Database) -> None:
    async with guild.transaction() as session:
        await watches.add(session, 1, PLAN, CAMILLE, NOW)
        await watches.pause_channel(session, 1, 7, "channel_forbidden", NOW)
        paused = (await audit.page(session, 1, limit=1))[0].change
    assert paused.before is not None
    assert paused.after is not None
    assert paused.before["reason"] is None
    assert paused.after["reason"] == "channel_forbidden"
    assert paused.after["plan"]["source"] == {"kind": "author", "value": "mistralai"}


async def test_a_watch_that_a_moderator_paused_keeps_this_reason_when_its_channel_closes(
    guild: Database,
) -> None:
    async with guild.transaction() as session:
        await watches.add(session, 1, PLAN, CAMILLE, NOW)
        watch = (await watches.of_guild(session, 1))[0]
        await watches.pause(session, 1, watch.id, None, CAMILLE, NOW)
        assert await watches.pause_channel(session, 1, 7, "channel_missing", NOW) == []
        kept = await watches.one(session, 1, watch.id)
    assert kept is not None
    assert kept.pause_reason == "moderator"


async def test_a_page_shows_the_newest_of_a_guild_by_member_and_act(guild: Database) -> None:
    async with guild.transaction() as session:
        for number in range(5):
            by = CAMILLE if number % 2 else ROBIN
            change = Change("settings", by, {"number": number}, {"number": number + 1})
            await audit.note(session, 1, change, NOW)
        await audit.note(session, 1, Change("added", CAMILLE, None, {}), NOW)
        await audit.note(session, 9, Change("added", CAMILLE, None, {}), NOW)

        async def numbers(**wanted: object) -> list[int | None]:
            found: list[Entry] = await audit.page(session, 1, **wanted)  # type: ignore[arg-type]
            return [(entry.change.before or {}).get("number") for entry in found]

        assert await numbers(limit=2) == [None, 4]
        first = (await audit.page(session, 1, limit=2))[-1]
        assert await numbers(limit=2, before_id=first.id) == [3, 2]
        assert await numbers(limit=9, wanted=Filter(CAMILLE)) == [None, 3, 1]
        assert await numbers(limit=9, wanted=Filter(CAMILLE, "settings")) == [3, 1]
        assert await numbers(limit=9, wanted=Filter(kind="added")) == [None]


async def test_what_is_old_is_forgotten(guild: Database) -> None:
    async with guild.transaction() as session:
        for days in (200, 10):
            at = NOW - timedelta(days=days)
            await audit.note(session, 1, Change("settings", CAMILLE, {}, {"days": days}), at)
        await audit.forget(session, NOW - timedelta(days=180))
        kept = await audit.page(session, 1, limit=9)
    assert [(entry.change.after or {})["days"] for entry in kept] == [10]

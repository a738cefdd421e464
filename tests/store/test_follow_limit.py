"""How much one person follows at most, on a real PostgreSQL."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.alerts.member_service import MemberFollowService
from bot.alerts.model import MOST_FOLLOWS
from bot.alerts.service import FollowService
from bot.db.engine import Database
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.texts import language

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAB, ALEX, ENGLISH = Guild(10, "Lab", "en-US"), 1, language("en")


async def test_authors_and_members_count_alike_and_what_is_followed_may_be_followed_again(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await guilds.save(session, LAB, NOW)
    follows = FollowService(database, lambda: NOW)
    members = MemberFollowService(database, lambda: NOW)
    for number in range(MOST_FOLLOWS - 1):
        await follows.follow_series(LAB.id, ALEX, f"author-{number}/Model-1", ENGLISH)
    await members.follow(LAB, 100, "Noor", ALEX, ENGLISH)
    with pytest.raises(BadRequest):
        await members.follow(LAB, 101, "Robin", ALEX, ENGLISH)
    with pytest.raises(BadRequest):
        await follows.follow_series(LAB.id, ALEX, "one/Too-many", ENGLISH)
    assert "notebooks of **Noor**" in str(await members.follow(LAB, 100, "Noor", ALEX, ENGLISH))
    assert "author-3" in str(await follows.follow_series(LAB.id, ALEX, "author-3/Model-2", ENGLISH))
    async with database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM follow")) == MOST_FOLLOWS

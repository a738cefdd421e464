from datetime import UTC, datetime, time, timedelta

from sqlalchemy import text

from bot.db.engine import Database
from bot.guilds import store
from bot.guilds.model import Guild, GuildSettings, QuietHours

NOW = datetime(2026, 11, 1, tzinfo=UTC)


async def test_the_defaults_hold_until_something_is_set(database: Database) -> None:
    async with database.transaction() as session:
        await store.save(session, Guild(1, "Atelier", "fr"), NOW)
        found = await store.settings_of(session, [1, 2])
    assert found == {1: GuildSettings(locale="fr"), 2: GuildSettings()}
    assert found[1].spoken == "fr"


async def test_what_is_set_is_kept_when_discord_tells_of_the_guild_again(database: Database) -> None:
    chosen = GuildSettings("fr", "en", "Europe/Paris", QuietHours(time(22), time(7, 30)), 5, (8, 9))
    async with database.transaction() as session:
        await store.save(session, Guild(1, "Atelier", "fr"), NOW)
        await store.change_settings(session, 1, lambda _: chosen, 2, NOW)
        await store.save(session, Guild(1, "Atelier IA", "fr"), NOW)
        found = await store.settings(session, 1)
    assert found == chosen
    assert found.spoken == "en"


async def test_of_many_guilds_only_what_has_changed_is_written(database: Database) -> None:
    written = text("SELECT array_agg(xmin::text ORDER BY id) FROM guild")
    async with database.transaction() as session:
        await store.save_all(session, [Guild(number, "Atelier", "fr") for number in (3, 1, 2)], NOW)
        await store.leave(session, 3, NOW)
    async with database.transaction() as session:
        before = await session.scalar(written)
        again = [Guild(1, "Atelier", "fr"), Guild(2, "Salon", "fr"), Guild(3, "Atelier", "fr")]
        await store.save_all(session, again, NOW)
        after = await session.scalar(written)
        left = await session.scalar(text("SELECT count(*) FROM guild WHERE left_at IS NOT NULL"))
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, False]
    assert left == 0


async def test_a_guild_joined_since_the_list_was_read_is_not_taken_for_one_that_was_left(
    database: Database,
) -> None:
    later = NOW + timedelta(seconds=1)
    async with database.transaction() as session:
        await store.save_all(session, [Guild(number, "Atelier", "fr") for number in (1, 2, 3)], NOW)
        await store.leave(session, 3, NOW)
        await store.save_all(session, [Guild(3, "Atelier", "fr"), Guild(4, "Salon", "fr")], later)
        await store.leave_all_but(session, [1], later)
        left = await store.left_among(session, [1, 2, 3, 4])
    assert left == [2]

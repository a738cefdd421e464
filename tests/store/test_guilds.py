from datetime import UTC, datetime, time

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

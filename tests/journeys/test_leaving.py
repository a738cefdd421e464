"""The bot is thrown out of a server, and perhaps invited again."""

from sqlalchemy import text

from bot.db.engine import Database
from tests.journeys.conftest import Place
from tests.journeys.scenery import guild_of
from tests.waiting import until

MAGISTRAL = "mistralai/Magistral-Small-2506"


async def watching(place: Place) -> tuple[str, str]:
    """A server with a watch, and its channel."""
    channel = await place.new_server("Le Labo", place.camille, "fr", "parutions")
    await place.watch("mistralai", place.camille, channel)
    await place.watch("mistralai", place.robin, "#leaderboard")
    return await guild_of(place, channel), channel


async def left(stored: Database) -> int:
    async with stored.transaction() as session:
        return int(await session.scalar(text("SELECT count(*) FROM guild WHERE left_at IS NOT NULL")) or 0)


async def throw_out(place: Place, stored: Database, guild: str) -> None:
    await place.control.send("DELETE", f"guilds/{guild}/bot", {})

    async def noted() -> bool:
        return await left(stored) == 1

    await until(noted, what="the end of a membership")


async def rows(stored: Database) -> int:
    async with stored.transaction() as session:
        return int(await session.scalar(text("SELECT count(*) FROM watch")) or 0)


async def test_nothing_is_tried_while_the_bot_is_gone_and_all_goes_on_when_it_is_back(
    place: Place, stored: Database
) -> None:
    guild, channel = await watching(place)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.camille, MAGISTRAL, channel)
    await throw_out(place, stored, guild)
    calls = len(place.discord.journal.calls)
    place.hub.publish(kind="model", id="mistralai/While-Away")
    await place.announced(place.robin, "mistralai/While-Away", "#leaderboard")
    assert not [one for one in place.discord.journal.calls[calls:] if channel in one.path]
    await place.control.send("PUT", f"guilds/{guild}/bot", {})

    async def back() -> bool:
        return await left(stored) == 0

    await until(back, what="the new membership")
    place.hub.publish(kind="model", id="mistralai/Back-Again")
    await place.announced(place.camille, "mistralai/Back-Again", channel)
    told = "\n".join(one.text for one in await place.posts(place.camille, channel))
    assert "While-Away" not in told
    listed = await place.camille.command("watch list", channel=channel)
    assert "en pause" not in listed.text


async def test_what_was_on_its_way_is_not_tried_any_more(place: Place, stored: Database) -> None:
    guild, channel = await watching(place)
    path = f"/channels/{channel}/messages"
    place.discord.faults.add("POST", path, "status", status=503, times=10_000)
    place.hub.publish(catalogue=MAGISTRAL)
    await place.announced(place.robin, MAGISTRAL, "#leaderboard")
    await throw_out(place, stored, guild)

    async def given_up() -> bool:
        async with stored.transaction() as session:
            query = "SELECT count(*) FROM delivery WHERE failure = 'guild_left'"
            return bool(await session.scalar(text(query)))

    await until(given_up, what="a delivery that was given up")
    async with stored.transaction() as session:
        assert list(await session.scalars(text("SELECT DISTINCT state FROM watch"))) == ["active"]


async def test_a_server_that_stays_away_for_30_days_is_forgotten(place: Place, stored: Database) -> None:
    guild, channel = await watching(place)
    await throw_out(place, stored, guild)
    services = place.app.bot.services
    await place.pass_time(days=29)
    await services.guilds.forget_left()
    assert await rows(stored) == 2
    await place.pass_time(days=2)
    await services.guilds.forget_left()
    assert await rows(stored) == 1
    await place.control.send("PUT", f"guilds/{guild}/bot", {})

    async def empty() -> bool:
        return "Rien n’est suivi" in (await place.camille.command("watch list", channel=channel)).text

    await until(empty, what="an empty list")

"""What stands in a channel that not everybody may read is in no list of the server, whenever that changes."""

import asyncio
import secrets
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.boards import store as boards
from bot.boards.model import Choice
from bot.db.engine import Database
from bot.jobs.worker import Again
from bot.results import export_store, history, measured_posts, own_store
from bot.results import store as results
from bot.results.export_store import Wanted
from bot.results.model import Reading, Result, Spread
from bot.results.moderation_service import ModerationService
from bot.results.names import store as named
from bot.results.publishing import Publication, make_public
from bot.results.reproduction.store import hold
from bot.results.unlisted.service import Unlisting
from bot.texts import language
from tests.store.holding import held
from tests.store.measuring import ALEX, CHANNEL, GUILD, HUB, NOOR, NOW, OTHER_GUILD, open_guilds, shown
from tests.unit.competitive.making import of

ENGLISH = language("en")
MODEL = "a/model"
HIDDEN_AWAY = 200


class Rights:
    """Who may read which channels, as Discord would say it."""

    def __init__(self) -> None:
        self.ready, self.closed, self.gone = True, set[int](), set[int]()

    def is_ready(self) -> bool:
        return self.ready

    async def is_open(self, guild_id: int, channel_id: int, members_role_id: int | None) -> bool | None:
        assert (guild_id, members_role_id) == (GUILD, None)
        return None if channel_id in self.gone else channel_id not in self.closed


async def _post(
    database: Database,
    rights: Rights,
    result: Result,
    *,
    author_id: int = ALEX,
    channel_id: int = CHANNEL,
    guild_id: int = GUILD,
) -> int:
    nonce, is_open = secrets.token_hex(12), channel_id not in rights.closed
    where = Publication(guild_id, channel_id, author_id, nonce, is_open=is_open)
    async with database.transaction() as session:
        await make_public(session, where, [Reading("", "", results=(result,))], HUB, NOW)
        [posted] = await results.of_post(session, guild_id, nonce)
    return posted.id


async def _listed(database: Database, guild_id: int = GUILD) -> tuple[int, int, int, int]:
    """How many results rankings, comparisons, an export and a summary for posts of releases are made of."""
    async with database.transaction() as session:
        ways = await boards.ways(session, guild_id, Choice("gsm8k"), NOW)
        compared = await results.of_models(session, guild_id, [MODEL])
        exported = await export_store.count(session, Wanted(guild_id, None, "csv"))
        summary = text("SELECT tests FROM measured WHERE guild_id = :guild AND model = :model")
        found = (await session.execute(summary, {"guild": guild_id, "model": MODEL})).scalar() or []
    return sum(way.count for way in ways), len(compared), exported, len(found)


async def _look(database: Database, rights: Rights) -> None:
    await Unlisting(database, HUB, rights).look({"guild": GUILD}, 0)


async def test_a_result_in_a_closed_channel_stands_in_its_post_alone(database: Database) -> None:
    await open_guilds(database)
    rights = Rights()
    rights.closed = {HIDDEN_AWAY}
    result = of(MODEL, 0.5, revision="abc")
    posted = await _post(database, rights, result, channel_id=HIDDEN_AWAY)
    assert await _listed(database) == (0, 0, 0, 0)
    assert "50" in await shown(database, posted)
    async with database.transaction() as session:
        assert await measured_posts.guilds(session, MODEL, ["abc"]) == [GUILD]
        assert await measured_posts.posts(session, GUILD, MODEL, ["abc"])
        assert [one.id for one in await own_store.of_author(session, GUILD, ALEX, 9)] == [posted]
        assert await named.named(session, GUILD, "", 9) == []


async def test_results_leave_all_lists_when_their_channel_closes_and_come_back(database: Database) -> None:
    await open_guilds(database)
    rights = Rights()
    for author_id in (ALEX, NOOR):
        await _post(database, rights, of(MODEL, 0.5), author_id=author_id)
    await _post(database, rights, of(MODEL, 0.5), guild_id=OTHER_GUILD)
    assert await _listed(database) == (2, 2, 2, 1)
    rights.closed = {CHANNEL}
    await _look(database, rights)
    assert await _listed(database) == (0, 0, 0, 0)
    assert await _listed(database, OTHER_GUILD) == (1, 1, 1, 1)
    rights.closed = set()
    await _look(database, rights)
    assert await _listed(database) == (2, 2, 2, 1)


async def test_results_of_a_channel_that_is_gone_stay_as_they_were(database: Database) -> None:
    await open_guilds(database)
    rights = Rights()
    await _post(database, rights, of(MODEL, 0.5))
    rights.gone = {CHANNEL}
    await _look(database, rights)
    assert await _listed(database) == (1, 1, 1, 1)


async def test_nothing_is_judged_before_discord_has_told_of_its_servers(database: Database) -> None:
    await open_guilds(database)
    rights = Rights()
    await _post(database, rights, of(MODEL, 0.5))
    rights.ready, rights.closed = False, {CHANNEL}
    with pytest.raises(Again):
        await _look(database, rights)
    assert await _listed(database) == (1, 1, 1, 1)


async def test_a_closed_channel_confirms_nothing_that_is_open(database: Database) -> None:
    await open_guilds(database)
    rights = Rights()
    rights.closed = {HIDDEN_AWAY}
    measured = of(MODEL, 0.5, spread=Spread(0.01, "given"))
    first = await _post(database, rights, measured)
    await _post(database, rights, replace(measured, value=0.505), author_id=NOOR, channel_id=HIDDEN_AWAY)
    assert await _provenance(database, first) == "posted"
    rights.closed = set()
    await _look(database, rights)
    assert await _provenance(database, first) == "reproduced"


async def test_of_the_same_result_in_two_channels_one_is_listed(database: Database) -> None:
    await open_guilds(database)
    rights = Rights()
    rights.closed = {HIDDEN_AWAY}
    again = await _post(database, rights, of(MODEL, 0.5), channel_id=HIDDEN_AWAY)
    await _post(database, rights, of(MODEL, 0.5))
    assert await _listed(database) == (1, 1, 1, 1)
    rights.closed = set()
    await _look(database, rights)
    assert await _listed(database) == (1, 1, 1, 1)
    assert "50" in await shown(database, again)


async def test_what_moderators_show_again_in_a_closed_channel_stays_unlisted(database: Database) -> None:
    await open_guilds(database)
    rights = Rights()
    rights.closed = {HIDDEN_AWAY}
    posted = await _post(database, rights, of(MODEL, 0.5), channel_id=HIDDEN_AWAY)
    moderation = ModerationService(database, HUB, lambda: NOW)
    await moderation.act(GUILD, NOOR, posted, "hide", None, ENGLISH)
    await moderation.act(GUILD, NOOR, posted, "show", None, ENGLISH)
    async with database.transaction() as session:
        found = await history.take(session, GUILD, posted)
    assert found is not None
    assert found.state == "unlisted"
    assert await _listed(database) == (0, 0, 0, 0)


async def test_a_post_in_a_channel_that_has_closed_since_makes_the_others_follow(database: Database) -> None:
    await open_guilds(database)
    rights = Rights()
    await _post(database, rights, of(MODEL, 0.5))
    rights.closed = {CHANNEL}
    await _post(database, rights, of(MODEL, 0.6))
    async with database.transaction() as session:
        queued = text("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'look_at_result_channels'")
        assert (await session.execute(queued)).scalar_one() == 2
    await _look(database, rights)
    assert await _listed(database) == (0, 0, 0, 0)


async def test_a_result_whose_channel_closed_after_it_was_asked_is_in_no_list(database: Database) -> None:
    await open_guilds(database)
    rights, before = Rights(), Rights()
    await _post(database, rights, of(MODEL, 0.5))
    rights.closed = {CHANNEL}
    await _look(database, rights)
    await _post(database, before, of(MODEL, 0.6))
    await _look(database, rights)
    assert await _listed(database) == (0, 0, 0, 0)
    rights.closed = set()
    await _look(database, rights)
    assert await _listed(database) == (2, 2, 2, 1)


async def test_a_result_that_is_posted_while_its_channel_closes_leaves_the_lists_too(
    database: Database,
) -> None:
    await open_guilds(database)
    rights, before = Rights(), Rights()
    await _post(database, rights, of(MODEL, 0.5))
    rights.closed = {CHANNEL}

    async with database.transaction() as session:
        await hold(session, GUILD)
        looking = asyncio.create_task(_look(database, rights))
        await held(database)
        where = Publication(GUILD, CHANNEL, NOOR, "while", is_open=CHANNEL not in before.closed)
        await make_public(session, where, [Reading("", "", results=(of(MODEL, 0.6),))], HUB, NOW)
    await looking
    assert await _listed(database) == (0, 0, 0, 0)


async def test_a_channel_that_closes_again_while_its_results_come_back_keeps_them_to_itself(
    database: Database,
) -> None:
    class Closes(Rights):
        """Is open at the first question only."""

        async def is_open(self, guild_id: int, channel_id: int, members_role_id: int | None) -> bool | None:
            answer = await super().is_open(guild_id, channel_id, members_role_id)
            self.closed = {channel_id}
            return answer

    await open_guilds(database)
    rights = Rights()
    rights.closed = {CHANNEL}
    await _post(database, rights, of(MODEL, 0.5))
    await _look(database, Closes())
    assert await _listed(database) == (0, 0, 0, 0)


async def _provenance(database: Database, result_id: int) -> str:
    async with database.transaction() as session:
        found = await history.take(session, GUILD, result_id)
    assert found is not None
    return found.result.provenance

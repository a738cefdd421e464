"""Watches as a moderator uses them; one method for each use."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Message
from bot.releases import roundup_cards, watch_cards
from bot.releases.announcing import Announcer
from bot.releases.drafting import no_such_watch
from bot.releases.looking import Latest
from bot.releases.model import Kind, Plan, Watch
from bot.releases.resolving import Resolver
from bot.releases.sources import kinds_of
from bot.releases.store import announced, drafts, lists, roundups, watches
from bot.texts import Language, later


class WatchService:
    """Adds, lists, removes and explains the watches of one guild at a time."""

    def __init__(
        self,
        database: Database,
        resolver: Resolver,
        latest: Latest,
        announcer: Announcer,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._resolver = resolver
        self._latest = latest
        self._announcer = announcer
        self._now = now

    async def preview(
        self, guild: Guild, typed: str, channel_id: int, kinds: Sequence[Kind], language: Language
    ) -> Message:
        """What a watch would do, as a draft that can be saved or changed. Raises BadRequest and TryLater.

        Without `kinds` it is of those that are meant with its source.
        """
        meant = await self._resolver.read(typed, language)
        chosen = tuple(kind for kind in kinds_of(meant.source) if kind in kinds) or meant.kinds
        plan = Plan(meant.source, channel_id, chosen)
        past = await self._latest.backtest(plan)
        latest = await self._latest.releases(plan.source, plan.kinds)
        sample = await self._announcer.sample(latest[0]) if latest else None
        async with self._database.transaction() as session:
            await guilds.save(session, guild, self._now())
            draft = await drafts.add(session, guild.id, [plan], None, self._now())
        return watch_cards.preview(sample, past, draft, language)

    async def of_guild(self, guild_id: int) -> list[Watch]:
        """The guild's watches as values, for autocomplete."""
        async with self._database.transaction() as session:
            return await watches.of_guild(session, guild_id)

    async def roles_are(self, roles: Mapping[int, Collection[int]]) -> None:
        """The roles of guilds, by their ids: a watch calls nobody whose role is gone."""
        async with self._database.transaction() as session:
            for guild_id in sorted(await watches.guilds_that_call(session) & roles.keys()):
                await watches.drop_roles(session, guild_id, roles[guild_id], self._now())

    async def remove(self, guild_id: int, watch_id: int, by: int, language: Language) -> Message:
        """Remove one of the guild's watches. Raises BadRequest when it is not there."""
        async with self._database.transaction() as session:
            await lists.hold(session)
            watch = await watches.one(session, guild_id, watch_id)
            if watch is None:
                raise no_such_watch()
            await watches.remove(session, guild_id, watch_id, by, self._now())
            await lists.forget_unwatched(session)
        return watch_cards.removed(watch, language)

    async def why(self, guild_id: int, nonce: str, language: Language) -> Message:
        """Why a message of this guild was posted. Raises BadRequest when nothing is known of it."""
        async with self._database.transaction() as session:
            found = await announced.announced_with(session, guild_id, nonce)
            together = await roundups.with_nonce(session, guild_id, nonce)
        if together is not None:
            roundup, wanted_by = together
            return roundup_cards.why(roundup.cause, len(roundup.members), wanted_by, language)
        if found is None:
            raise BadRequest(later("I no longer know this post: it was made before my memory was reset."))
        return watch_cards.why(*found, language)

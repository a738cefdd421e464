"""Saving watches: a silent first look at lists that nobody has read, then everything in one transaction."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime

from bot.audit.model import Act
from bot.db.engine import Database, Session
from bot.errors import BadRequest, TryLater
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.hub.errors import HubError, RepositoryGone
from bot.jobs.queue import enqueue
from bot.markdown import literal
from bot.outbox import edits
from bot.outbox.model import CLOSED
from bot.releases.listening import FirstLook, Listener
from bot.releases.model import ListKind, Plan, ReadList, Source, SourceKind, Watch
from bot.releases.reading import seen
from bot.releases.sources import lists_of
from bot.releases.store import held, known, lists, watches
from bot.texts import later

RESUME = "resume_watch"
List = tuple[Source, ListKind]


class Saver:
    """Saves watches of one guild, all of them or none. Raises TryLater while the Hub does not answer."""

    def __init__(
        self, database: Database, listeners: Mapping[SourceKind, Listener], now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._listeners = listeners
        self._now = now

    async def save(self, guild: Guild, plans: Sequence[Plan], by: int, act: Act = "added") -> None:
        """Add these watches, or change those there are; paused ones go on."""

        async def write(session: Session) -> None:
            # Before the guild, as whoever announces does, so that two never wait for each other.
            await watches.lock(session, guild.id)
            await guilds.save(session, guild, self._now())
            for plan in plans:
                watch_id = await watches.add(session, guild.id, plan, by, self._now(), act)
                if plan.paused_until is not None:
                    await pause(session, guild.id, watch_id, plan.paused_until, by, self._now())
            await held.look_again(session, guild.id, self._now())

        await self._write([plan for plan in plans if not self._is_paused(plan)], write)

    async def change(self, watch: Watch, plan: Plan, by: int) -> None:
        """Give a watch another plan, in another channel too. Raises BadRequest when one like it is there.

        One that is paused stays so, unless its pause had an end, its channel was closed and it moves, or it
        lacked a tag: a plan without one is not saved.
        """
        moves = plan.channel_id != watch.channel_id
        wakes = watch.paused_until is not None and plan.paused_until is None
        wakes = wakes or (moves and watch.pause_reason in CLOSED) or watch.pause_reason == "tag_required"
        goes_on = (watch.state == "active" or wakes) and not self._is_paused(plan)

        async def write(session: Session) -> None:
            there = await watches.one(session, watch.guild_id, watch.id)
            if there is not None and there.state != watch.state:
                raise _ask_again()  # whether it needs lists was told by its state
            if moves and await watches.like(session, watch.guild_id, plan):
                raise _there_already()
            await watches.change(session, watch.guild_id, watch.id, plan, by, self._now())
            if wakes:
                await watches.resume(session, watch.guild_id, watch.id, by, self._now())
            if plan.paused_until is not None and plan.paused_until != watch.paused_until:
                await pause(session, watch.guild_id, watch.id, plan.paused_until, by, self._now())
            await lists.forget_unwatched(session)
            await held.look_again(session, watch.guild_id, self._now())

        await self._write([plan] if goes_on else [], write)

    def _is_paused(self, plan: Plan) -> bool:
        return plan.paused_until is not None and plan.paused_until > self._now()

    async def resume(self, watch: Watch, by: int) -> None:
        """Let a paused watch go on; what came out meanwhile is not announced."""

        async def write(session: Session) -> None:
            _require_same([watch], [await watches.one(session, watch.guild_id, watch.id)])
            await watches.resume(session, watch.guild_id, watch.id, by, self._now())
            await edits.reopen(session, watch.guild_id, watch.channel_id)

        await self._write([watch.plan], write)

    async def end_pause(self, watch: Watch, lost: Callable[[Session, Watch], Awaitable[None]]) -> None:
        """The pause of a watch is over: let it go on, unless somebody has changed that meanwhile.

        When its source is gone from the Hub, it stays paused, and `lost` is called.
        """
        gone: set[Source] = set()

        async def write(session: Session) -> None:
            await watches.lock(session, watch.guild_id)
            there = await watches.one(session, watch.guild_id, watch.id)
            if there is None or there.paused_until != watch.paused_until:
                await lists.forget_unwatched(session)
            elif gone:
                await watches.lose(session, watch.guild_id, watch.id, self._now())
                await lost(session, watch)
            else:
                _require_same([watch], [there])
                await watches.resume(session, watch.guild_id, watch.id, None, self._now())
                await edits.reopen(session, watch.guild_id, watch.channel_id)

        await self._write([watch.plan], write, gone)

    async def reopen(
        self,
        guild_id: int,
        channel_id: int,
        paused: Sequence[Watch],
        also: Callable[[Session, Sequence[Watch], Sequence[Watch]], Awaitable[None]],
    ) -> None:
        """Let the watches go on that are paused because of their channel, and write `also` what follows.

        `paused` are those that were found; raises TryLater when they are others by now. Those whose source is
        gone from the Hub stay paused, and are given to `also` after those that go on.
        """
        gone: set[Source] = set()

        async def write(session: Session) -> None:
            lost = {watch.id for watch in paused if watch.source in gone}
            opened, left = await watches.reopen_channel(session, guild_id, channel_id, lost, self._now())
            _require_same(paused, [*opened, *left])
            await also(session, opened, left)
            await edits.reopen(session, guild_id, channel_id)

        await self._write([watch.plan for watch in paused], write, gone)

    async def _write(
        self,
        plans: Sequence[Plan],
        write: Callable[[Session], Awaitable[None]],
        gone: set[Source] | None = None,
    ) -> None:
        """Read what nobody has read, then write; sources that are gone are added to `gone`, if given."""
        needed = {each for plan in plans for each in lists_of(plan.source, plan.kinds)}
        async with self._database.transaction() as session:
            watched = await _watched(session, needed)
        looks = await self._looks(sorted(needed - watched), gone)
        async with self._database.transaction() as session:
            await lists.hold(session)
            there = await _watched(session, needed)
            if not (needed & watched) <= there:
                raise _ask_again()  # another guild has just stopped watching: a first look is due again
            for (source, kind), look in looks:
                # For a guild that was first, what has appeared since its own first look is news.
                if (source, kind) in there or (gone and source in gone):
                    continue
                await known.learn(session, [seen(one) for one in look.repositories], self._now())
                watch = ReadList(source, kind, look.horizon_at, memory=look.memory)
                await lists.add(session, watch, self._now(), look.keys)
            await write(session)

    async def _looks(self, unread: Sequence[List], gone: set[Source] | None) -> list[tuple[List, FirstLook]]:
        looks = []
        for source, kind in unread:
            try:
                looks.append(((source, kind), await self._listeners[source.kind].first_look(source, kind)))
            except RepositoryGone as error:
                if gone is None:
                    raise no_such_repository(error.repo_id) from error
                gone.add(source)
            except HubError as error:
                raise hub_is_away() from error
        return looks


async def pause(
    session: Session, guild_id: int, watch_id: int, until: datetime | None, by: int, now: datetime
) -> None:
    """Announce nothing until a time, at which a job lets the watch go on, or until it is resumed."""
    if until is not None and until <= now:
        return
    await lists.hold(session)
    await watches.pause(session, guild_id, watch_id, until, by, now)
    await lists.forget_unwatched(session)
    if until is not None:
        job = {"guild": guild_id, "watch": watch_id, "until": until.isoformat()}
        await enqueue(session, RESUME, job, after=until - now)


def _require_same(before: Iterable[Watch], now: Iterable[Watch | None]) -> None:
    """Raise TryLater for other watches than were found, or other kinds: they need other lists."""
    if {(one.id, one.kinds) for one in before} != {(one.id, one.kinds) for one in now if one is not None}:
        raise _ask_again()


async def _watched(session: Session, needed: Iterable[List]) -> set[List]:
    found = await lists.of_sources(session, {source for source, _ in needed})
    return set(lists.by_source(found))


def _there_already() -> BadRequest:
    return BadRequest(
        later("That channel has a watch of the same source already. Change that one with `/watch edit`.")
    )


def _ask_again() -> TryLater:
    return TryLater(later("That crossed with another change. Nothing was changed; please try once more."))


def no_such_repository(name: str) -> BadRequest:
    """What is told of a repository or a collection that is not on the Hub."""
    return BadRequest(
        later(
            "There is no **{repository}** on the Hub: it is private, deleted, or spelt otherwise.",
            repository=literal(name, 120),
        )
    )


def hub_is_away() -> TryLater:
    """What is told while the Hub does not answer."""
    return TryLater(
        later("The Hub does not answer just now. Nothing was changed; please try again in a minute.")
    )

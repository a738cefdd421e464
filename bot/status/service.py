"""How the bot fares: for moderators in Discord, for operators on the terminal."""

from collections.abc import Callable
from datetime import datetime

from bot.answers.vectors import Vectors
from bot.db.engine import Database
from bot.hub import store as hub
from bot.hub.budget import Use
from bot.hub.turns import read_use
from bot.llm.model import State, Status
from bot.llm.voice import Voice
from bot.message import Message
from bot.outbox import service as outbox
from bot.releases import watch_cards
from bot.releases.rotation import RECENT
from bot.releases.store import held, lists, watches
from bot.settings import Settings
from bot.status import cards, store
from bot.status.model import Delays, HubState, Models, Pace, delays, hub_state
from bot.texts import Language


class StatusService:
    """Reads how the bot fares from the database, so that every process tells the same.

    `voice` is this process's language model and `vectors` are those of its embedding model, which none but
    the one that listens to Discord has.
    """

    def __init__(
        self,
        database: Database,
        fingerprint: str,
        pace: Pace,
        now: Callable[[], datetime],
        voice: Voice | None = None,
        vectors: Vectors | None = None,
    ) -> None:
        self._database = database
        self._voice, self._vectors = voice, vectors
        self._fingerprint = fingerprint
        self._pace = pace
        self._now = now

    async def of_guild(self, guild_id: int, language: Language) -> Message:
        """What its moderators may see."""
        state, use, wait = await self.of_hub()
        async with self._database.transaction() as session:
            posts = await store.last_posts(session, guild_id)
            waiting = await store.waiting(session, guild_id)
            back = await held.waiting(session, guild_id)
            given_up = await store.given_up(session, guild_id, cards.MOST_GIVEN_UP)
        models = await self._models(guild_id)
        return cards.status(state, use, wait, posts, waiting, back, given_up, models, language)

    async def _models(self, guild_id: int) -> Models:
        none = Status(State.MISSING)
        writer = self._voice.status if self._voice else none
        if self._vectors is None:
            return Models(writer, none)
        return Models(writer, self._vectors.status, await self._vectors.lacking(guild_id))

    async def retry(self, guild_id: int, newest: int, language: Language) -> Message:
        """Try the posts of a guild again that were given up and shown; how it fares then."""
        async with self._database.transaction() as session:
            shown = await store.given_up(session, guild_id, cards.MOST_GIVEN_UP, newest)
        await outbox.retry(self._database, [one.id for one in shown], self._now())
        return await self.of_guild(guild_id, language)

    async def watches(self, guild_id: int, language: Language) -> Message:
        """What a guild watches, and how long each kind of source waits."""
        async with self._database.transaction() as session:
            found = await watches.of_guild(session, guild_id)
        _, _, wait = await self.of_hub()
        rows = cards.delays(wait, {watch.source.kind for watch in found}, language)
        return watch_cards.watch_list(found, rows, language)

    async def of_hub(self) -> tuple[HubState, Use, Delays]:
        """Whether the Hub answers, how much of the budget is used, and how long releases wait."""
        use = await read_use(self._database, self._fingerprint)
        async with self._database.transaction() as session:
            lanes = await hub.lanes(session)
            counts = await lists.count(session, self._now() - RECENT)
        state = hub_state([(lane.succeeded_at, lane.failing_since) for lane in lanes])
        return state, use, delays(counts, use.rate, self._pace)

    async def lines(self) -> list[str]:
        """What an operator reads on the terminal."""
        state, use, wait = await self.of_hub()
        async with self._database.transaction() as session:
            lanes = await hub.lanes(session)
            waiting = await store.waiting(session)
            back, due_at = await held.next_due(session)
        lines = [f"Hub: {_hub(state)}"]
        for lane in lanes:
            seen = f"{lane.succeeded_at:%Y-%m-%d %H:%M:%S} UTC" if lane.succeeded_at else "never"
            lines.append(f"lane {lane.name}: last look {seen}{f'; {lane.error}' if lane.error else ''}")
        return [*lines, *budget_lines(use, wait), _held(back, due_at), f"deliveries waiting: {waiting}"]


def _held(count: int, due_at: datetime | None) -> str:
    return f"releases held back: {count}" + (f"; the next at {due_at:%Y-%m-%d %H:%M} UTC" if due_at else "")


def _hub(state: HubState) -> str:
    if state.failing_since is not None:
        return f"has not answered since {state.failing_since:%Y-%m-%d %H:%M} UTC"
    return "answers" if state.answers else "not asked yet"


def budget_lines(use: Use, wait: Delays) -> list[str]:
    """The budget of requests and the delays that follow from it."""
    paused = f"; paused for {use.paused_for:.0f} s" if use.paused_for else ""
    share = f"(60 % of the Hub's {use.quota})"
    active = f"models {wait.active_models:.0f} s, others {wait.active_others:.0f} s"
    quiet = f"models {wait.quiet_models:.0f} s, others {wait.quiet_others:.0f} s"
    return [
        f"requests in {use.window:.0f} s: {use.sent} of {use.allowed} {share}{paused}",
        f"delay, public from the beginning: {wait.feed:.0f} s",
        f"delay, private before, active author: {active}",
        f"delay, private before, quiet author: {quiet}",
    ]


def pace_of(settings: Settings) -> Pace:
    """How often the operator wants each lane to look."""
    return Pace(
        settings.feed_seconds, settings.trending_seconds, settings.author_seconds, settings.papers_seconds
    )

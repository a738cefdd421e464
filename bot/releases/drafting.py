"""The panel in which a watch is set up: a draft that changes with every press, and is saved in the end."""

from collections.abc import Callable
from datetime import datetime

from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.guilds.model import Guild
from bot.message import Message
from bot.releases import watch_cards
from bot.releases.looking import Latest
from bot.releases.model import Plan
from bot.releases.saving import Saver
from bot.releases.store import drafts, watches
from bot.releases.store.drafts import Draft
from bot.texts import Language, later


class PanelService:
    """Opens, changes and saves drafts of one guild at a time."""

    def __init__(self, database: Database, saver: Saver, latest: Latest, now: Callable[[], datetime]) -> None:
        self._database = database
        self._saver = saver
        self._latest = latest
        self._now = now

    async def open(self, guild_id: int, draft_id: int, language: Language) -> Message:
        """The panel for a draft that a preview has shown. Raises BadRequest when it has expired."""
        async with self._database.transaction() as session:
            draft = await self._draft(session, guild_id, draft_id)
        return watch_cards.draft_panel(draft, await self._latest.backtest(draft.plans[0]), language)

    async def edit(self, guild_id: int, watch_id: int, language: Language) -> Message:
        """The panel for a watch that is there. Raises BadRequest when it is not."""
        async with self._database.transaction() as session:
            watch = await watches.one(session, guild_id, watch_id)
            if watch is None:
                raise no_such_watch()
            draft = await drafts.add(session, guild_id, [watch.plan], watch_id, self._now())
        return watch_cards.draft_panel(draft, await self._latest.backtest(watch.plan), language)

    async def plan(self, guild_id: int, draft_id: int) -> Plan:
        """What a draft holds now. Raises BadRequest when it has expired."""
        async with self._database.transaction() as session:
            return (await self._draft(session, guild_id, draft_id)).plans[0]

    async def change(
        self, guild_id: int, draft_id: int, change: Callable[[Plan], Plan], language: Language
    ) -> Message:
        """Change a draft; the panel as it is then. Raises BadRequest when it has expired."""
        async with self._database.transaction() as session:
            old = await self._draft(session, guild_id, draft_id, lock=True)
            draft = Draft(old.id, (change(old.plans[0]),), old.watch_id)
            await drafts.change(session, guild_id, draft_id, draft.plans)
        return watch_cards.draft_panel(draft, await self._latest.backtest(draft.plans[0]), language)

    async def save(self, guild: Guild, draft_id: int, created_by: int, language: Language) -> Message:
        """Make a watch of the draft, or change the one it is of. Raises BadRequest and TryLater."""
        async with self._database.transaction() as session:
            draft = await self._draft(session, guild.id, draft_id)
            watch = await watches.one(session, guild.id, draft.watch_id) if draft.watch_id else None
        plan = draft.plans[0]
        if watch is None:
            await self._saver.save(guild, [plan], created_by)
            done = watch_cards.watching(plan, language)
        else:
            is_active = watch.state == "active"
            await self._saver.change(guild.id, watch.id, plan, created_by, is_active=is_active)
            done = watch_cards.changed(watch, language)
        async with self._database.transaction() as session:
            await drafts.remove(session, guild.id, draft_id)
        return done

    async def _draft(self, session: Session, guild_id: int, draft_id: int, *, lock: bool = False) -> Draft:
        draft = await drafts.one(session, guild_id, draft_id, self._now(), lock=lock)
        if draft is None:
            raise BadRequest(
                later(
                    "This is too old, or was already saved. Begin again with `/watch add` or `/watch edit`."
                )
            )
        return draft


def no_such_watch() -> BadRequest:
    """What is told of a watch that somebody has removed."""
    return BadRequest(later("There is no such watch any more; `/watch list` shows those there are."))

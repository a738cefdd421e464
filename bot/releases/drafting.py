"""The panel in which a watch is set up: a draft that changes with every press, and is saved in the end."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.guilds.model import Guild
from bot.message import Message
from bot.releases import panel_cards, typed, watch_cards
from bot.releases.controls import Page, page_of
from bot.releases.looking import Latest
from bot.releases.model import Plan
from bot.releases.place import Look, Place, fitted, require_tags
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

    async def edit(
        self, guild_id: int, watch_id: int, channel_id: int | None, look: Look, language: Language
    ) -> Message:
        """The panel for a watch that is there, led to another channel if asked. Raises BadRequest."""
        async with self._database.transaction() as session:
            watch = await watches.one(session, guild_id, watch_id)
            if watch is None:
                raise no_such_watch()
            plan = replace(watch.plan, channel_id=channel_id or watch.channel_id)
            draft = await drafts.add(session, guild_id, [plan], watch_id, self._now())
        return await self._shown(draft, "what", look, language)

    async def show(self, guild_id: int, draft_id: int, page: Page, look: Look, language: Language) -> Message:
        """Another page of the panel. Raises BadRequest when it has expired."""
        async with self._database.transaction() as session:
            draft = await self._draft(session, guild_id, draft_id)
        return await self._shown(draft, page, look, language)

    async def posts(self, guild_id: int, draft_id: int, language: Language) -> Message:
        """All that the last 30 days would have brought. Raises BadRequest when the draft has expired."""
        return watch_cards.all_posts(
            await self._latest.backtest(await self.plan(guild_id, draft_id)), language
        )

    async def plan(self, guild_id: int, draft_id: int) -> Plan:
        """What a draft holds now. Raises BadRequest when it has expired."""
        async with self._database.transaction() as session:
            return (await self._draft(session, guild_id, draft_id)).plans[0]

    async def choose(
        self,
        guild_id: int,
        draft_id: int,
        field: str,
        values: Sequence[str],
        look: Look,
        language: Language,
    ) -> Message:
        """Change one field of a draft; the page of the panel that shows it. Raises BadRequest."""

        def change(plan: Plan) -> Plan:
            return typed.chosen(plan, field, values, self._now())

        return await self.change(guild_id, draft_id, change, page_of(field), look, language)

    async def change(
        self,
        guild_id: int,
        draft_id: int,
        change: Callable[[Plan], Plan],
        page: Page,
        look: Look,
        language: Language,
    ) -> Message:
        """Change a draft; a page of the panel as it is then. Raises BadRequest when it has expired."""
        async with self._database.transaction() as session:
            old = await self._draft(session, guild_id, draft_id, lock=True)
            draft = replace(old, plans=(change(old.plans[0]),))
            await drafts.change(session, guild_id, draft_id, draft.plans)
        return await self._shown(draft, page, look, language)

    async def save(
        self, guild: Guild, draft_id: int, place: Place, created_by: int, language: Language
    ) -> Message:
        """Make a watch of the draft, or change the one it is of. Raises BadRequest and TryLater."""
        async with self._database.transaction() as session:
            draft = await self._draft(session, guild.id, draft_id)
            watch = await watches.one(session, guild.id, draft.watch_id) if draft.watch_id else None
        plan = replace(draft.plans[0], posting=fitted(draft.plans[0].posting, place))
        require_tags(plan.posting, place, plan.channel_id)
        if watch is None:
            await self._saver.save(guild, [plan], created_by)
            done = watch_cards.watching(plan, language)
        else:
            await self._saver.change(watch, plan, created_by)
            done = watch_cards.changed(plan, language)
        async with self._database.transaction() as session:
            await drafts.remove(session, guild.id, draft_id)
        return done

    async def _shown(self, draft: Draft, page: Page, look: Look, language: Language) -> Message:
        plan = draft.plans[0]
        past, place = await self._latest.backtest(plan), await look(plan.channel_id)
        return panel_cards.draft_panel(draft, past, place, page, language)

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

"""All watches of a server as a YAML file, and back."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.db.engine import Database
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.message import Message
from bot.releases import upkeep_cards
from bot.releases.model import Plan
from bot.releases.place import Place, fitted, require_tags
from bot.releases.portable import MOST_WATCHES, read, write
from bot.releases.resolving import Resolver
from bot.releases.saving import Saver
from bot.releases.store import drafts, watches
from bot.texts import Language, later


class CarryService:
    """Exports and imports the watches of one guild at a time; an import is saved as a whole or not at all."""

    def __init__(
        self, database: Database, resolver: Resolver, saver: Saver, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._resolver = resolver
        self._saver = saver
        self._now = now

    async def export(self, guild_id: int, channels: Mapping[int, str], language: Language) -> Message:
        """All watches as a file; `channels` are the names of the server's channels."""
        async with self._database.transaction() as session:
            plans = [watch.plan for watch in await watches.of_guild(session, guild_id)]
        if not plans:
            raise BadRequest(later("Nothing is watched yet. Begin with `/watch add`."))
        starts = range(0, len(plans), MOST_WATCHES)
        files = [write(plans[start : start + MOST_WATCHES], channels) for start in starts]
        return upkeep_cards.exported(files, len(plans), language)

    async def preview(
        self, guild: Guild, content: bytes, channels: Mapping[int, str], language: Language
    ) -> Message:
        """What an import would add and change; nothing is saved. Raises BadRequest and TryLater."""
        plans = await asyncio.to_thread(read, content, channels)
        plans = [replace(plan, source=await self._resolver.spelt(plan.source, language)) for plan in plans]
        async with self._database.transaction() as session:
            old = [_as_in_a_file(watch.plan) for watch in await watches.of_guild(session, guild.id)]
            there = {(plan.source, plan.channel_id) for plan in old}
            added = [plan for plan in plans if (plan.source, plan.channel_id) not in there]
            changed = [plan for plan in plans if plan not in added and plan not in old]
            if not added and not changed:
                raise BadRequest(later("Everything in this file is watched already. Nothing was changed."))
            await guilds.save(session, guild, self._now())
            draft = await drafts.add(session, guild.id, [*added, *changed], None, self._now())
        same = len(plans) - len(added) - len(changed)
        return upkeep_cards.import_preview(draft, added, changed, same, language)

    async def plans(self, guild_id: int, draft_id: int) -> Sequence[Plan]:
        """What an import that was shown would save. Raises BadRequest when it has expired."""
        async with self._database.transaction() as session:
            draft = await drafts.one(session, guild_id, draft_id, self._now())
        if draft is None:
            raise BadRequest(
                later("This import is too old, or was already done. Begin again with `/watch import`.")
            )
        return draft.plans

    async def confirm(
        self,
        guild: Guild,
        draft_id: int,
        places: Mapping[int, Place],
        created_by: int,
        language: Language,
    ) -> Message:
        """Save all watches of an import, or none; `places` by channel. Raises BadRequest and TryLater."""
        plans = [
            replace(plan, posting=fitted(plan.posting, places[plan.channel_id]))
            for plan in await self.plans(guild.id, draft_id)
        ]
        for plan in plans:
            require_tags(plan.posting, places[plan.channel_id], plan.channel_id)
        await self._saver.save(guild, plans, created_by, "imported")
        async with self._database.transaction() as session:
            await drafts.remove(session, guild.id, draft_id)
        return upkeep_cards.imported(len(plans), language)


def _as_in_a_file(plan: Plan) -> Plan:
    """The plan without what Discord says of its channel."""
    return replace(plan, posting=replace(plan.posting, is_forum=False))

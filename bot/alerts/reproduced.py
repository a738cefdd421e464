"""Tells members in private, once, that a result was measured again as they wanted, or that a claim ended."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.alerts.opening import Direct, conversation
from bot.db.engine import Database, Session
from bot.outbox.addresses import addresses
from bot.outbox.model import Draft
from bot.outbox.service import put
from bot.results.model import Again, Posted
from bot.results.reproduction import cards, requests, store
from bot.texts import language


class ReproducedTeller:
    """Does the jobs of `bot/results/reproduction`; one that is done twice tells once."""

    def __init__(self, database: Database, direct: Direct, now: Callable[[], datetime]) -> None:
        self._database = database
        self._direct = direct
        self._now = now

    async def tell(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: put the message for one member into the outbox, if there is still something to tell."""
        result_id, member_id = int(payload["result"]), int(payload["member"])
        async with self._database.transaction() as session:
            if await self._news(session, result_id, member_id) is None:
                return
        channel_id = await conversation(self._direct, member_id, attempts)
        if channel_id is None:
            # The posts say it too; nobody is asked to open their messages for this.
            async with self._database.transaction() as session:
                await requests.note_told(session, result_id, member_id, self._now())
            return
        async with self._database.transaction() as session:
            # Read again under lock: another worker may have told it, or the result is gone meanwhile.
            found = await self._news(session, result_id, member_id)
            if found is None:
                return
            guild_id, locale, original, again = found
            places = await addresses(session, guild_id, [original.post])
            nonce = secrets.token_hex(12)
            message = cards.news(original, places.get(original.post), again, nonce, language(locale))
            await put(session, [Draft(guild_id, channel_id, nonce, message)], self._now())
            await requests.note_told(session, result_id, member_id, self._now())

    async def tell_end(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: a member's time for a claim is over, unless they have claimed it again; tell them so."""
        result_id, member_id = int(payload["result"]), int(payload["member"])
        claimed_at = datetime.fromisoformat(str(payload["claimed_at"]))
        async with self._database.transaction() as session:
            if await requests.held(session, result_id, member_id, claimed_at) is None:
                return
        channel_id = await conversation(self._direct, member_id, attempts)
        async with self._database.transaction() as session:
            guild_id = await requests.held(session, result_id, member_id, claimed_at)
            if guild_id is None:
                return
            await requests.give_back(session, guild_id, result_id, member_id)
            wanted = await requests.one(session, guild_id, result_id)
            if wanted is not None and channel_id is not None:
                nonce = secrets.token_hex(12)
                message = cards.claim_ended(wanted.posted, nonce, language(str(payload["locale"])))
                await put(session, [Draft(guild_id, channel_id, nonce, message)], self._now())

    async def _news(
        self, session: Session, result_id: int, member_id: int
    ) -> tuple[int, str, Posted, tuple[Again, ...]] | None:
        """The server, the member's language, and what came out; None where there is nothing to tell.

        What the member measured is no news to them.
        """
        waiting = await requests.untold(session, result_id, member_id)
        if waiting is None:
            return None
        guild_id, locale = waiting
        found = await store.results(session, guild_id, [result_id])
        again = tuple(
            one
            for one in (await store.again(session, guild_id, [result_id])).get(result_id, ())
            if one.is_later and one.agreement != "unclear" and one.other.author_id != member_id
        )
        return (guild_id, locale, found[0], again) if found and again else None

"""Tells a member, once and in private, that a result was measured again as they wanted."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog

from bot.alerts.telling import Direct
from bot.db.engine import Database, Session
from bot.jobs.worker import Again as TryAgain
from bot.outbox.addresses import addresses
from bot.outbox.model import Draft, NotDelivered, Unclear, pause_before_retry
from bot.outbox.service import put
from bot.results.model import Again, Posted
from bot.results.reproduction import cards, requests, store
from bot.texts import language

_log = structlog.get_logger(__name__)


class ReproducedTeller:
    """Does the jobs of `bot/results/reproduction/linking.py`; one that is done twice tells once."""

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
        try:
            channel_id = await self._direct.open(member_id)
        except Unclear as error:
            raise TryAgain(error.retry_after or pause_before_retry(attempts), str(error)) from error
        except NotDelivered as error:
            # The posts say it too; nobody is asked to open their messages for this.
            _log.info("a member cannot be told in private", member=member_id, failure=error.failure)
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

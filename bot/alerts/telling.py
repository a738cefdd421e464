"""From a release to private messages, exactly one for each person and batch.

Noted, then waited for others, then told: each step is a job that is stored with the rows of the step before,
and changes nothing when it runs a second time. For those with whom the bot shares no server any more the news
wait, as long as what belongs to such a server is kept.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.alerts import cards, store
from bot.alerts.model import Follower, is_news
from bot.alerts.opening import Direct, conversation
from bot.db.engine import Database, Session
from bot.jobs.queue import enqueue, ids
from bot.outbox.model import Draft, Failure
from bot.outbox.service import put
from bot.releases.model import Release
from bot.texts import language

TELL = "tell_follower"


async def joined_again(session: Session, guild_id: int) -> None:
    """The bot is back in a guild: tell those who follow something from it what has waited."""
    await enqueue(session, TELL, *ids("user", await store.waiting_in(session, guild_id)))


async def tell_now(session: Session, user_id: int) -> None:
    """Tell a person what has waited, if anything."""
    await enqueue(session, TELL, {"user": user_id})


class Teller:
    """Tells followers of news. `wait` is in seconds: what appears meanwhile goes into the same message."""

    def __init__(
        self, database: Database, direct: Direct, now: Callable[[], datetime], *, wait: float
    ) -> None:
        self._database = database
        self._direct = direct
        self._now = now
        self._wait = timedelta(seconds=wait)

    async def note(self, session: Session, release_id: int, release: Release) -> None:
        """A release is announced: note it for everyone who follows it, and a job that tells each."""
        if is_news(release):
            people = await store.note_alerts(session, release_id, release.author, release.name)
            await enqueue(session, TELL, *ids("user", people), after=self._wait)

    async def tell(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: put one message with all that waits for a person into the outbox."""
        user_id = int(payload["user"])
        async with self._database.transaction() as session:
            follower = await store.follower(session, user_id)
            if follower is None or not await store.waiting(session, user_id):
                return
            # Discord lets a bot write to those only with whom it shares a server.
            if await store.shared_guild(session, user_id) is None:
                return
        channel_id = follower.channel_id or await conversation(self._direct, user_id, attempts)
        if channel_id is None:
            async with self._database.transaction() as session:
                await store.block(session, user_id, self._now())
            return
        async with self._database.transaction() as session:
            await self._put(session, follower, channel_id)

    async def closed(self, session: Session, _guild_id: int, channel_id: int, _failure: Failure) -> None:
        """Discord refused a message in that channel: if it is a private one, its owner is not written to."""
        user_id = await store.owner_of_channel(session, channel_id)
        if user_id is not None:
            await store.block(session, user_id, self._now())

    async def _put(self, session: Session, follower: Follower, channel_id: int) -> None:
        # Before what waits, as by everybody who holds both: else two could wait for each other.
        await store.follower(session, follower.user_id)
        # Read again under lock: another worker may have told it meanwhile, or the person has stopped it.
        waiting = await store.waiting(session, follower.user_id)
        guild_id = await store.shared_guild(session, follower.user_id)
        if not waiting or guild_id is None:
            return
        await store.note_channel(session, follower.user_id, channel_id)
        follows = list({follow.id: follow for follow, _, _ in waiting}.values())
        releases = list({release_id: release for _, release_id, release in waiting}.values())
        nonce = secrets.token_hex(12)
        message = cards.news(releases, follows, nonce, language(follower.locale))
        await put(session, [Draft(guild_id, channel_id, nonce, message)], self._now())
        await store.forget(session, [(follow.id, release_id) for follow, release_id, _ in waiting])

"""From a notebook to private messages: of members who are followed, in channels that the follower reads.

Noted once for each version, then waited for others, then told; as `telling.py` does it for releases.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from bot.alerts import member_store, notebook_cards, store
from bot.alerts.member_store import Untold
from bot.alerts.notebook_cards import News
from bot.alerts.opening import Direct, conversation
from bot.db.engine import Database, Session
from bot.errors import TryLater
from bot.jobs.queue import enqueue, ids
from bot.jobs.worker import Again
from bot.notebooks import store as notebooks
from bot.notebooks.shared import Shared
from bot.outbox import store as outbox
from bot.outbox.addresses import addresses
from bot.outbox.model import Draft
from bot.outbox.service import put
from bot.texts import language

TELL: Final = "tell_of_notebooks"
RETRY_SECONDS: Final = 5.0


class Readers(Protocol):
    """Who may read what at this moment; `bot/chat/reach.py` asks Discord."""

    def is_ready(self) -> bool:
        """Whether Discord has told of all servers."""

    async def member_can_read(self, guild_id: int, channel_id: int, member_id: int) -> bool:
        """Whether a person is in the server and may read the channel. Raises TryLater."""


async def joined_again(session: Session, guild_id: int) -> None:
    """The bot is back in a guild: tell those who follow somebody there what has waited."""
    await enqueue(session, TELL, *ids("user", await member_store.waiting_in(session, guild_id)))


def noting(wait: float) -> Callable[[Session, int, Shared], Any]:
    """What notes a notebook that Discord has for those who follow its author, and a job that tells each.

    `wait` is in seconds: what is shared meanwhile goes into the same message.
    """

    async def note(session: Session, guild_id: int, shared: Shared) -> None:
        people = await member_store.note(session, guild_id, shared.author_id, shared.id, shared.number)
        await enqueue(session, TELL, *ids("user", people), after=timedelta(seconds=wait))

    return note


class NotebookTeller:
    """Tells followers of notebooks."""

    def __init__(
        self, database: Database, direct: Direct, readers: Readers, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._direct = direct
        self._readers = readers
        self._now = now

    async def tell(self, payload: dict[str, Any], attempts: int) -> None:
        """The job: one message with all that waits for a person and that they may read now."""
        user_id = int(payload["user"])
        if not self._readers.is_ready():
            raise Again(RETRY_SECONDS, "Discord has not told of its servers yet")
        async with self._database.transaction() as session:
            follower = await store.follower(session, user_id)
            waiting = await member_store.untold(session, user_id)
            news = await _news(session, waiting)
        if follower is None or not waiting:
            return
        seen = await self._readable(user_id, news)
        channel_id = follower.channel_id
        if seen and channel_id is None:
            channel_id = await conversation(self._direct, user_id, attempts)
        async with self._database.transaction() as session:
            # Before what waits, as by everybody who holds both: else two could wait for each other.
            await store.follower(session, user_id)
            # Read again under lock: another worker may have told it, or it is withdrawn meanwhile.
            still = await member_store.untold(session, user_id)
            if still != waiting:
                raise Again(RETRY_SECONDS, "something else waits by now")
            if seen and channel_id is None:
                await store.block(session, user_id, self._now())
            elif seen and channel_id is not None:
                there = {one.shared.post for one in await _news(session, waiting)}
                told = [one for one in seen if one.shared.post in there]
                await self._put(session, user_id, channel_id, told, follower.locale)
            await member_store.mark_told(session, waiting)

    async def _readable(self, user_id: int, news: Sequence[News]) -> list[News]:
        try:
            return [
                one
                for one in news
                if await self._readers.member_can_read(one.follow.guild_id, one.shared.channel_id, user_id)
            ]
        except TryLater as error:
            raise Again(RETRY_SECONDS, str(error)) from error

    async def _put(
        self, session: Session, user_id: int, channel_id: int, told: Sequence[News], locale: str
    ) -> None:
        if not told:
            return
        await store.note_channel(session, user_id, channel_id)
        about = "/".join([str(user_id), *(one.shared.post for one in told)])
        nonce = hashlib.sha256(about.encode()).hexdigest()[:24]
        if await outbox.is_there(session, nonce):
            return
        message = notebook_cards.news(told, nonce, language(locale))
        await put(session, [Draft(told[0].follow.guild_id, channel_id, nonce, message)], self._now())


async def _news(session: Session, waiting: Sequence[Untold]) -> list[News]:
    """Those that are still public, each in its newest version."""
    found: list[News] = []
    for one in waiting:
        guild_id = one.follow.guild_id
        shared = await notebooks.newest(session, guild_id, one.notebook_id)
        if shared is not None and shared.state == "public":
            urls = await addresses(session, guild_id, [shared.post])
            found.append(News(one.follow, shared, urls.get(shared.post)))
    return found

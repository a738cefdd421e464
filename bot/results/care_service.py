"""What members do with results after they were posted: correct, take back, doubt. All of it stays visible."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed
from bot.message import Message
from bot.results import benchmark_store, cards, care_cards, facts, history, own_store
from bot.results.amending import Amendment, amended, changes
from bot.results.model import LIVE, Act, Change, Posted
from bot.results.names import store as named
from bot.results.noticing import notice_odd, notice_revisions
from bot.results.permission import require_not_barred, require_not_hidden
from bot.results.reproduction.linking import follow, follow_post
from bot.results.reproduction.store import hold
from bot.results.rewriting import redraw
from bot.results.samples import store as samples
from bot.results.searching import words_in
from bot.texts import Language, later

SUGGESTED = 100
# Discord shows so many (https://discord.com/developers/docs/interactions/application-commands).
MOST_CHOICES = 25


class CareService:
    """Changes results, notes it in their history, and edits their posts. Raises PersonErrors.

    `hub` is the Hub's address.
    """

    def __init__(self, database: Database, hub: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._hub = hub
        self._now = now

    async def amend(
        self,
        guild_id: int,
        author_id: int,
        result_id: int,
        wanted: Amendment,
        note: str | None,
        language: Language,
    ) -> Message:
        """Correct one's own result; what it said before stays in its history."""
        async with self._database.transaction() as session:
            posted = await self._own(session, guild_id, author_id, result_id)
            await require_not_barred(session, guild_id, author_id)
            words = await benchmark_store.vocabulary(session, guild_id)
            result = amended(posted, wanted, words)
            change = Change(
                result_id, "amended", author_id, self._now(), note, changes(posted.result, result)
            )
            key = facts.key(result, author_id)
            await require_not_hidden(session, guild_id, {key}, set())
            if not await history.amend(session, guild_id, change, result, key):
                raise BadRequest(later("A result that says just this is public here already."))
            await follow(session, guild_id, posted, self._hub)
            await notice_odd(session, guild_id, [replace(posted, result=result)], self._now())
            await notice_revisions(session, [result])
        return care_cards.amended(posted, change, language)

    async def withdraw(self, guild_id: int, author_id: int, result_id: int, language: Language) -> Message:
        """Take one's own result back; its history stays."""
        async with self._database.transaction() as session:
            posted = await self._own(session, guild_id, author_id, result_id)
            await self._note(session, guild_id, posted, "withdrawn", author_id, None, state="withdrawn")
        return care_cards.withdrawn(posted, language)

    async def withdraw_scores(
        self, guild_id: int, author_id: int, result_id: int, language: Language
    ) -> Message:
        """Take back only the scores of one's own result's samples; the result stays."""
        async with self._database.transaction() as session:
            posted = await self._own(session, guild_id, author_id, result_id)
            if not await samples.remove(session, guild_id, result_id):
                raise BadRequest(later("No scores of single samples are kept for this result."))
            change = Change(result_id, "unscored", author_id, self._now())
            await history.note(session, guild_id, change)
            await redraw(session, guild_id, {posted.post}, self._hub)
        return care_cards.withdrawn_scores(posted, language)

    async def withdraw_post(
        self, guild_id: int, author_id: int, result_id: int, language: Language
    ) -> Message:
        """Take back all that one posted together with a result of one's own."""
        async with self._database.transaction() as session:
            posted = await self._own(session, guild_id, author_id, result_id)
            count = await end_post(
                session, guild_id, posted.post, "withdrawn", author_id, self._now(), None, self._hub
            )
        return care_cards.withdrawn_post(count, language)

    async def dispute(
        self, guild_id: int, by_id: int, result_id: int, reason: str, language: Language
    ) -> Message:
        """Say in public why a result may be wrong; it stays, with the doubt beside it."""
        async with self._database.transaction() as session:
            await require_not_barred(session, guild_id, by_id)
            await hold(session, guild_id)
            posted = await public(session, guild_id, result_id)
            if posted.author_id == by_id:
                raise NotAllowed(
                    later("It is your own result: correct it with `/result amend`, or take it back.")
                )
            if posted.is_disputed:
                raise BadRequest(
                    later("This result is disputed already. Talk with its author below the post.")
                )
            await self._note(session, guild_id, posted, "disputed", by_id, reason, is_disputed=True)
        return care_cards.disputed(posted, language)

    async def mine(self, guild_id: int, author_id: int, part: str, language: Language) -> list[Posted]:
        """A member's public results whose name holds `part`, for autocomplete.

        Of the newest all that is shown is looked at; of older ones the names and the value.
        """
        part = part.strip().lower()
        async with self._database.transaction() as session:
            newest = await own_store.of_author(session, guild_id, author_id, SUGGESTED)
            found = [one for one in newest if part in cards.label(one, language).lower()]
            named = words_in(part, language)
            if named and len(found) < MOST_CHOICES:
                found += await own_store.of_author(session, guild_id, author_id, MOST_CHOICES, named)
        return list({one.id: one for one in found}.values())[:MOST_CHOICES]

    async def anybodys(self, guild_id: int, part: str) -> list[Posted]:
        """The newest public results of models or benchmarks whose name holds `part`, for autocomplete."""
        async with self._database.transaction() as session:
            return await named.newest(session, guild_id, part, MOST_CHOICES)

    async def _own(self, session: Session, guild_id: int, author_id: int, result_id: int) -> Posted:
        await hold(session, guild_id)
        posted = await history.take(session, guild_id, result_id)
        if posted is None or posted.author_id != author_id or posted.state not in LIVE:
            raise BadRequest(later("You have no such public result here. Choose one of the suggestions."))
        return posted

    async def _note(
        self,
        session: Session,
        guild_id: int,
        posted: Posted,
        what: Act,
        by_id: int,
        reason: str | None,
        **columns: str | bool,
    ) -> None:
        change = Change(posted.id, what, by_id, self._now(), reason)
        await history.note(session, guild_id, change, **columns)
        await follow(session, guild_id, posted, self._hub)


async def end_post(
    session: Session,
    guild_id: int,
    nonce: str,
    what: Literal["withdrawn", "hidden"],
    by_id: int,
    now: datetime,
    reason: str | None,
    hub: str,
) -> int:
    """Withdraw or hide what a post shows; how many results. The caller holds the guild's results."""
    ended = await history.take_post(session, guild_id, nonce)
    changes = [Change(one.id, what, by_id, now, reason) for one in ended]
    await history.note_all(session, guild_id, changes, state=what)
    await follow_post(session, guild_id, nonce, [one.id for one in ended], hub)
    return len(ended)


async def public(session: Session, guild_id: int, result_id: int) -> Posted:
    """A public result of this guild, locked. Raises BadRequest when there is none."""
    posted = await history.take(session, guild_id, result_id)
    if posted is None or posted.state != "public":
        raise BadRequest(later("There is no such public result here. Choose one of the suggestions."))
    return posted

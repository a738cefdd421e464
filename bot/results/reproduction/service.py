"""Second measurements as members ask for them, claim them and give them back; one method for each use."""

from collections.abc import Callable
from datetime import datetime

from bot.db.engine import Database, Session
from bot.errors import BadRequest, NotAllowed
from bot.jobs.queue import enqueue
from bot.message import Message
from bot.results import history
from bot.results.care_service import public
from bot.results.model import Posted
from bot.results.permission import require_not_barred
from bot.results.reproduction import cards, requests, store
from bot.results.reproduction.commands import command
from bot.results.reproduction.model import (
    CLAIM,
    CLAIM_ENDED,
    MOST_CLAIMS,
    MOST_REQUESTS,
    Request,
    confirmed_by,
)
from bot.results.rewriting import redraw
from bot.texts import Language, later, moment

SUGGESTED = 25


class ReproductionService:
    """What a guild wants measured again. Raises PersonErrors; `hub` is the Hub's address."""

    def __init__(self, database: Database, hub: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._hub = hub
        self._now = now

    async def request(self, guild_id: int, member_id: int, result_id: int, language: Language) -> Message:
        """Ask that others measure a result again; the member is told in private when one did."""
        now = self._now()
        async with self._database.transaction() as session:
            posted = await _for_poster(session, guild_id, member_id, result_id)
            asked, _ = await requests.counts(session, guild_id, member_id, now)
            there = await requests.one(session, guild_id, result_id)
            if asked >= MOST_REQUESTS and (there is None or member_id not in there.askers):
                raise BadRequest(
                    later(
                        "You wait for {count} second measurements here already. Take one of them back first: "
                        "`/reproduce list`.",
                        count=MOST_REQUESTS,
                    )
                )
            again = (await store.again(session, guild_id, [result_id])).get(result_id, ())
            if confirmed_by(again):
                raise BadRequest(
                    later(
                        "Somebody has measured that again already, and found alike: its post and "
                        "**Measure again** below it say who."
                    )
                )
            await requests.ask(session, guild_id, result_id, member_id, language.name, now)
            await redraw(session, guild_id, {posted.post}, self._hub)
            done = language.say("Noted. I write to you in private when somebody has measured it again.")
            return await self._card(session, guild_id, member_id, posted, language, done)

    async def take_back(self, guild_id: int, member_id: int, result_id: int, language: Language) -> Message:
        """Ask for it no more."""
        async with self._database.transaction() as session:
            posted = await _held(session, guild_id, result_id)
            await requests.unask(session, guild_id, result_id, member_id)
            await redraw(session, guild_id, {posted.post}, self._hub)
            done = language.say("Done. You no longer wait for it.")
            return await self._card(session, guild_id, member_id, posted, language, done)

    async def claim(self, guild_id: int, member_id: int, result_id: int, language: Language) -> Message:
        """Have a request for oneself for a while, so that nobody else measures the same."""
        now = self._now()
        async with self._database.transaction() as session:
            posted = await _for_poster(session, guild_id, member_id, result_id)
            wanted = await requests.one(session, guild_id, result_id)
            _require_claimable(posted, wanted, member_id, now)
            _, claimed = await requests.counts(session, guild_id, member_id, now)
            is_mine = wanted is not None and wanted.claimed_by == member_id and wanted.is_claimed(now)
            if claimed >= MOST_CLAIMS and not is_mine:
                raise BadRequest(
                    later(
                        "You have claimed {count} already. Post one of them or give one back first, so that "
                        "others may measure it: `/reproduce list`.",
                        count=MOST_CLAIMS,
                    )
                )
            await requests.claim(session, guild_id, result_id, member_id, now)
            end = {
                "result": result_id,
                "member": member_id,
                "claimed_at": now.isoformat(),
                "locale": language.name,
            }
            await enqueue(session, CLAIM_ENDED, end, after=CLAIM)
            done = language.say_count(
                "It is yours for {count} day. If you need longer, claim it again; else give it back.",
                "It is yours for {count} days. If you need longer, claim it again; else give it back.",
                CLAIM.days,
            )
            return await self._card(session, guild_id, member_id, posted, language, done)

    async def give_back(self, guild_id: int, member_id: int, result_id: int, language: Language) -> Message:
        """Let others measure it."""
        async with self._database.transaction() as session:
            posted = await _held(session, guild_id, result_id)
            await requests.give_back(session, guild_id, result_id, member_id)
            done = language.say("Thank you for saying so. Others may measure it now.")
            return await self._card(session, guild_id, member_id, posted, language, done)

    async def every(self, guild_id: int, language: Language) -> Message:
        """What is wanted here."""
        async with self._database.transaction() as session:
            found, count = await requests.every(session, guild_id, cards.MOST_OPTIONS)
        return cards.every(found, count, self._now(), language)

    async def mine(self, member_id: int, language: Language) -> Message:
        """What a member wants in all servers."""
        async with self._database.transaction() as session:
            found, count = await requests.of_member(session, member_id, cards.MOST_LINES)
        return cards.mine(found, count, self._now(), language)

    async def about(self, guild_id: int, member_id: int, result_id: int, language: Language) -> Message:
        """One result with what can be done."""
        async with self._database.transaction() as session:
            posted = await public(session, guild_id, result_id)
            return await self._card(session, guild_id, member_id, posted, language)

    async def of_post(self, guild_id: int, member_id: int, nonce: str, language: Language) -> Message:
        """The result of a post with what can be done; where there are several, which of them."""
        async with self._database.transaction() as session:
            told = await history.of_post(session, guild_id, nonce)
            there = [one for one in told.posted if one.state == "public"]
            if len(there) > 1:
                return cards.which(there, language)
            if not there:
                raise BadRequest(later("None of the results of this post is public any more."))
            return await self._card(session, guild_id, member_id, there[0], language)

    async def open_like(self, guild_id: int, member_id: int, part: str) -> list[Posted]:
        """What a member may claim, of models or benchmarks whose name holds `part`, for autocomplete."""
        now = self._now()
        async with self._database.transaction() as session:
            found = await requests.like(session, guild_id, part, 2 * SUGGESTED)
        return [
            one.posted
            for one in found
            if one.posted.author_id != member_id and (not one.is_claimed(now) or one.claimed_by == member_id)
        ][:SUGGESTED]

    async def _card(
        self,
        session: Session,
        guild_id: int,
        member_id: int,
        posted: Posted,
        language: Language,
        done: str | None = None,
    ) -> Message:
        again = await store.again(session, guild_id, [posted.id])
        record = await store.record(session, guild_id, posted.id)
        shown = cards.Offer(
            posted,
            member_id,
            await requests.one(session, guild_id, posted.id),
            again.get(posted.id, ()),
            command(posted.result, record),
        )
        return cards.offer(shown, self._now(), language, done)


async def _held(session: Session, guild_id: int, result_id: int) -> Posted:
    """A public result of this guild while nobody else changes any. Raises BadRequest."""
    await store.hold(session, guild_id)
    return await public(session, guild_id, result_id)


async def _for_poster(session: Session, guild_id: int, member_id: int, result_id: int) -> Posted:
    """The same for what only members do who may post results here. Raises NotAllowed too."""
    await require_not_barred(session, guild_id, member_id)
    return await _held(session, guild_id, result_id)


def _require_claimable(posted: Posted, wanted: Request | None, member_id: int, now: datetime) -> None:
    if posted.author_id == member_id:
        raise NotAllowed(
            later("It is your own result: somebody else must measure it, so that it says something.")
        )
    if wanted is None:
        raise BadRequest(
            later(
                "Nobody waits for a second measurement of it, so there is nothing to claim. You may "
                "measure it all the same: post it with `/result import`, and I link the two."
            )
        )
    if wanted.is_claimed(now) and wanted.claimed_by != member_id:
        assert wanted.until is not None
        raise BadRequest(
            later(
                "{member} has claimed it and measures it; it is free again {when}. `/reproduce list` "
                "shows the others.",
                member=f"<@{wanted.claimed_by}>",
                when=moment(wanted.until),
            )
        )

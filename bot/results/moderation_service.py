"""What moderators do with results: hide, show again, verify, settle, and who may post."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from bot.audit import model as audit
from bot.audit import store as audits
from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.message import Message
from bot.results import amending, history, moderating, moderation_cards, words
from bot.results.care_service import end_post, public
from bot.results.model import LIVE, Act, Change, Posted
from bot.results.reproduction.linking import follow
from bot.results.reproduction.store import hold
from bot.results.samples import store as samples
from bot.results.unlisted import store as unlisted
from bot.texts import Language, later

Deed = Literal["hide", "show", "verify", "unverify", "settle", "unscore"]
SHOWN = 5
_NOTED: dict[Deed, Act] = {
    "hide": "hidden",
    "show": "shown",
    "verify": "verified",
    "unverify": "unverified",
    "settle": "settled",
    "unscore": "unscored",
}
_AUDITED: dict[Deed, audit.Act] = {
    "hide": "result_hidden",
    "show": "result_shown",
    "verify": "result_verified",
    "unverify": "result_unverified",
    "settle": "result_settled",
    "unscore": "result_unscored",
}


class ModerationService:
    """The moderators' side of results, of one guild at a time. Raises PersonErrors.

    `hub` is the Hub's address. Who may ask is for the caller to know.
    """

    def __init__(self, database: Database, hub: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._hub = hub
        self._now = now

    async def queue(self, guild_id: int, *, hidden: bool, language: Language, number: int = 0) -> Message:
        """A page, from 0, of what waits for a look (disputed, reported or odd), or of what is hidden."""
        find = moderating.hidden if hidden else moderating.waiting
        page = moderating.Page(number, SHOWN)
        async with self._database.transaction() as session:
            found, count = await find(session, guild_id, page)
            entries = await self._entries(session, guild_id, found)
        return moderation_cards.queue(entries, count, page, hidden=hidden, language=language)

    async def one(self, guild_id: int, result_id: int, language: Language) -> Message:
        """One result with what can be done with it."""
        async with self._database.transaction() as session:
            return await self._card(session, guild_id, result_id, language)

    async def act(
        self,
        guild_id: int,
        by_id: int,
        result_id: int,
        deed: Deed,
        reason: str | None,
        language: Language,
        *,
        seen: str | None = None,
    ) -> Message:
        """Do it, note it in the result's history and for the audit, and change its post.

        With `seen` (`amending.said`) only where it still says what the moderator saw.
        """
        async with self._database.transaction() as session:
            await hold(session, guild_id)
            posted = await history.take(session, guild_id, result_id)
            reports = await moderating.reports_of(session, guild_id, [result_id])
            is_due = posted is not None and _is_due(deed, posted, is_reported=bool(reports))
            if posted is None or not is_due or seen not in (None, amending.said(posted.result)):
                raise BadRequest(later("Somebody has changed this result meanwhile. Look again."))
            if deed == "verify" and posted.result.provenance == "claimed":
                raise BadRequest(
                    later(
                        "This is what a model card claims, and nobody here has measured it. "
                        "Only what was measured can be verified."
                    )
                )
            if deed == "unscore" and not await samples.remove(session, guild_id, result_id):
                raise BadRequest(later("No scores of single samples are kept for this result."))
            change = Change(result_id, _NOTED[deed], by_id, self._now(), reason)
            # A report is between its author and the moderators: settling it is not told in public.
            is_told = deed != "settle" or posted.is_disputed
            columns = _columns(deed)
            if deed == "show":
                columns = {"state": await unlisted.state_of(session, guild_id, posted.post)}
            if is_told and not await history.note_if_new(session, guild_id, change, **columns):
                raise BadRequest(
                    later("The same result was posted again meanwhile, so this one stays hidden.")
                )
            if deed != "unscore":
                await moderating.close_reports(session, guild_id, [result_id])
            await self._audit(session, guild_id, _AUDITED[deed], by_id, _named(posted, reason))
            await follow(session, guild_id, posted, self._hub)
            return await self._card(session, guild_id, result_id, language)

    async def hide_post(
        self, guild_id: int, by_id: int, result_id: int, reason: str | None, language: Language
    ) -> Message:
        """Hide all that the post shows that holds a result."""
        async with self._database.transaction() as session:
            await hold(session, guild_id)
            posted = await history.take(session, guild_id, result_id)
            if posted is None or posted.state not in LIVE:
                raise BadRequest(later("Somebody has changed this result meanwhile. Look again."))
            ids = [one.id for one in await history.take_post(session, guild_id, posted.post)]
            count = await end_post(
                session, guild_id, posted.post, "hidden", by_id, self._now(), reason, self._hub
            )
            await moderating.close_reports(session, guild_id, ids)
            told = {**_named(posted, reason), "results": count}
            await self._audit(session, guild_id, "result_hidden", by_id, told)
        return moderation_cards.hidden_post(count, language)

    async def report(
        self, guild_id: int, by_id: int, result_id: int, reason: str, language: Language
    ) -> Message:
        """Ask the moderators to look at a result; nobody else sees it."""
        async with self._database.transaction() as session:
            await public(session, guild_id, result_id)
            new = moderating.Report(result_id, by_id, reason, self._now())
            if not await moderating.report(session, guild_id, new):
                raise BadRequest(later("You have reported this result already. A moderator will look at it."))
        return moderation_cards.reported(language)

    async def allow(
        self,
        guild_id: int,
        by_id: int,
        member_id: int,
        *,
        may_post: bool,
        reason: str | None,
        language: Language,
    ) -> Message:
        """Stop a member from posting results, or let them post again. What they posted stays."""
        async with self._database.transaction() as session:
            change = moderating.unbar if may_post else moderating.bar
            if await change(session, guild_id, member_id):
                act: audit.Act = "poster_allowed" if may_post else "poster_barred"
                await self._audit(session, guild_id, act, by_id, {"member": member_id, "reason": reason})
        return moderation_cards.allowed(member_id, may_post=may_post, language=language)

    async def _card(self, session: Session, guild_id: int, result_id: int, language: Language) -> Message:
        posted = await history.take(session, guild_id, result_id)
        if posted is None or posted.state == "withdrawn":
            raise BadRequest(later("There is no such result here. Choose one of the suggestions."))
        entries = await self._entries(session, guild_id, [posted])
        return moderation_cards.one(entries[0], language)

    async def _entries(
        self, session: Session, guild_id: int, found: list[Posted]
    ) -> list[moderation_cards.Entry]:
        ids = [one.id for one in found]
        changes = await history.of(session, guild_id, ids)
        reports = await moderating.reports_of(session, guild_id, ids)
        scores = await samples.counts(session, guild_id, ids)
        return [
            moderation_cards.Entry(
                one, changes.get(one.id, ()), tuple(reports.get(one.id, ())), scores.get(one.id, 0)
            )
            for one in found
        ]

    async def _audit(
        self, session: Session, guild_id: int, act: audit.Act, by_id: int, state: audit.State
    ) -> None:
        await audits.note(session, guild_id, audit.Change(act, by_id, None, state), self._now())


def _is_due(deed: Deed, posted: Posted, *, is_reported: bool) -> bool:
    """Whether it is still to be done: another press, or another moderator, may have done it."""
    if deed == "show":
        return posted.state == "hidden"
    is_verified = posted.result.provenance == "verified"
    left = {
        "verify": not is_verified,
        "unverify": is_verified,
        "settle": posted.is_disputed or is_reported,
    }
    return posted.state in LIVE and left.get(deed, True)


def _columns(deed: Deed) -> dict[str, str | bool]:
    match deed:
        case "hide":
            return {"state": "hidden"}
        case "verify":
            return {"provenance": "verified", "is_disputed": False}
        case "unverify":
            return {"provenance": "posted"}
        case "settle":
            return {"is_disputed": False}
        case "show" | "unscore":
            return {}


def _named(posted: Posted, reason: str | None) -> audit.State:
    return {
        "result": words.subject(posted.result, str),
        "model": posted.result.model_name,
        "member": posted.author_id,
        "reason": reason,
    }

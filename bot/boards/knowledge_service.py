"""What a server knows of a model, and the machines of its members."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.boards import knowledge_cards as cards
from bot.boards import machines
from bot.boards.knowledge import Known
from bot.boards.knowledge_cards import MOST_LINES
from bot.boards.lines import lines_of
from bot.boards.machines import Machine
from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.guilds.model import Guild
from bot.markdown import literal
from bot.message import Message
from bot.releases.newcomers import Newcomers
from bot.releases.store import traces, watches
from bot.releases.verdicts import Trace
from bot.results.linked.model import OfNotebook
from bot.results.naming import hub_id
from bot.texts import Language, later


class KnowledgeService:
    """Tells everything of one model; only what the guild that asks has measured and posted."""

    def __init__(self, database: Database, newcomers: Newcomers, now: Callable[[], datetime]) -> None:
        self._database = database
        self._newcomers = newcomers
        self._now = now

    async def about(
        self,
        guild_id: int,
        member_id: int,
        typed: str,
        language: Language,
        notebooks: Sequence[OfNotebook] = (),
    ) -> Message:
        """Everything that is known of a model, with `notebooks` that use it and that the person may read.

        Raises BadRequest where that is nothing.
        """
        name = hub_id(typed.strip()) or typed.strip()
        async with self._database.transaction() as session:
            known = await self.kept(session, guild_id, member_id, name)
        release = known.release
        if release is None and hub_id(name) is not None:
            release = await self._newcomers.on_hub(name)
        if release is None and not known.scores and not known.speeds and not notebooks:
            raise unknown_model(name)
        newer = [] if release is None else await self._newcomers.bases_after(release)
        known = replace(known, release=release, newer=tuple(newer), notebooks=tuple(notebooks))
        return cards.about(known, language)

    async def kept(self, session: Session, guild_id: int, member_id: int, name: str) -> Known:
        """What is kept of a model, without asking the Hub."""
        scores, scores_in_all = await lines_of(session, guild_id, name, of_speeds=False, most=MOST_LINES)
        speeds, speeds_in_all = await lines_of(session, guild_id, name, of_speeds=True, most=MOST_LINES)
        trace = await traces.of_repository(session, guild_id, name)
        machine = await machines.of_member(session, guild_id, member_id)
        posts = await _posts(session, guild_id, trace)
        return Known(name, trace.release, scores, speeds, machine, posts, scores_in_all, speeds_in_all)

    async def keep_machine(
        self, guild: Guild, member_id: int, machine: Machine, language: Language
    ) -> Message:
        """Remember a member's machine. Raises BadRequest when nothing is said of it."""
        if machine == Machine():
            raise BadRequest(
                later("Say at least one thing: the graphics card, its memory, or the main memory.")
            )
        async with self._database.transaction() as session:
            await guilds.save(session, guild, self._now())
            await machines.keep(session, guild.id, member_id, machine)
        return cards.machine(machine, language)

    async def machine(self, guild_id: int, member_id: int, language: Language) -> Message:
        """What is kept of a member's machine."""
        async with self._database.transaction() as session:
            return cards.machine(await machines.of_member(session, guild_id, member_id), language)

    async def forget_machine(self, guild_id: int, member_id: int, language: Language) -> Message:
        """Forget a member's machine."""
        async with self._database.transaction() as session:
            return cards.forgotten(await machines.forget(session, guild_id, member_id), language)


def unknown_model(name: str) -> BadRequest:
    """Nobody knows a model of this name."""
    return BadRequest(
        later(
            "I know no model **{model}**, neither from results here nor on the Hub. Check the spelling.",
            model=literal(name, 80),
        )
    )


async def _posts(session: Session, guild_id: int, trace: Trace) -> tuple[tuple[str, int | None], ...]:
    """Addresses of the posts about a model that Discord has, with the threads in which it is talked about."""
    channels = {watch.id: watch.channel_id for watch in await watches.of_guild(session, guild_id)}
    start = f"https://discord.com/channels/{guild_id}"
    found = {
        (
            f"{start}/{sent.thread_id or channels[watch_id]}/{sent.message_id}",
            sent.message_id if sent.is_discussed else sent.thread_id,
        )
        for watch_id, sent in trace.sent.items()
        if sent.message_id is not None and watch_id in channels
    }
    return tuple(sorted(found, key=lambda post: post[0]))

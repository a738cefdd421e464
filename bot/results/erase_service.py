"""Erasing what a member wrote in a server."""

from dataclasses import replace

from bot.db.engine import Database, Session
from bot.errors import BadRequest
from bot.guilds import store as guilds
from bot.message import Message
from bot.outbox import edits
from bot.results import erase_cards, erase_store, history
from bot.results.beside import Beside, Erasable
from bot.results.erase_store import Mine
from bot.results.linked.following import notebooks_follow
from bot.results.reproduction import linking
from bot.results.reproduction import store as reproduction
from bot.results.rewriting import redraw, rewrite_all
from bot.texts import Language, later
from bot.texts import language as language_named


class EraseService:
    """Deletes what a member wrote, of one guild at a time. Raises PersonErrors.

    `hub` is the Hub's address, `notebooks` and `questions` the features that keep them.
    """

    def __init__(
        self,
        database: Database,
        hub: str,
        notebooks: Beside | None = None,
        questions: Erasable | None = None,
    ) -> None:
        self._database = database
        self._hub = hub
        self._notebooks = notebooks
        self._questions = questions

    async def ask(self, guild_id: int, author_id: int, language: Language) -> Message:
        """What would be deleted; nothing is deleted yet."""
        async with self._database.transaction() as session:
            mine = await self._mine(session, guild_id, author_id)
        if mine.is_nothing:
            raise _nothing()
        return erase_cards.really_erase(mine, language)

    async def erase(self, guild_id: int, author_id: int, language: Language) -> Message:
        """Delete it; posts of results say so, and those of others lose the doubts that the member wrote."""
        async with self._database.transaction() as session:
            await reproduction.hold(session, guild_id)
            mine = await self._mine(session, guild_id, author_id)
            if mine.is_nothing:
                raise _nothing()
            if self._notebooks is not None:
                await self._notebooks.erase(session, guild_id, author_id)
            if self._questions is not None:
                await self._questions.erase(session, guild_id, author_id)
            await self._empty_posts(session, guild_id, author_id)
            models = await erase_store.models(session, guild_id, author_id)
            linked = await linking.forget_author(session, guild_id, author_id)
            await erase_store.erase(session, guild_id, author_id)
            doubted = await erase_store.take_back_disputes(session, guild_id, author_id)
            linked |= await linking.judge_again(session, guild_id, list(doubted))
            await rewrite_all(session, guild_id, set(doubted.values()), self._hub, models)
            await redraw(session, guild_id, linked - set(doubted.values()), self._hub)
        return erase_cards.erased(mine, language)

    async def _mine(self, session: Session, guild_id: int, author_id: int) -> Mine:
        mine = await erase_store.mine(session, guild_id, author_id)
        notebooks, questions = [
            0 if one is None else await one.count(session, guild_id, author_id)
            for one in (self._notebooks, self._questions)
        ]
        return replace(mine, notebooks=notebooks, questions=questions)

    async def _empty_posts(self, session: Session, guild_id: int, author_id: int) -> None:
        spoken = language_named((await guilds.settings(session, guild_id)).spoken)
        wanted: dict[int, Message] = {}
        posts = await erase_store.posts(session, guild_id, author_id)
        await notebooks_follow(session, guild_id, posts)
        for nonce in sorted(posts):
            delivery_id = await history.hold_post(session, guild_id, nonce)
            if delivery_id is not None:
                wanted[delivery_id] = erase_cards.erased_post(nonce, spoken)
        await edits.change(session, wanted, urgent=True)


def _nothing() -> BadRequest:
    return BadRequest(later("There is nothing of yours to erase in this server."))

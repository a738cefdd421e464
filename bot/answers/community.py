"""Questions that nothing answers are put to the community; the answer that is accepted becomes knowledge."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.answers import community_cards, question_store, store
from bot.answers.asking import AskService
from bot.answers.model import Asked, Source
from bot.answers.pieces import pieces
from bot.db.engine import Database
from bot.errors import BadRequest, NotAllowed
from bot.message import Message, plain
from bot.texts import Language, later
from bot.texts import language as language_named

LONGEST_TITLE: Final = 120


@dataclass(frozen=True)
class Reply:
    """What a member wrote in answer; `channel_id` is that whose rights hold for it."""

    message_id: int
    text: str
    link: str
    channel_id: int
    author_id: int
    at: datetime


class CommunityService:
    """The questions of one guild at a time. Raises PersonErrors."""

    def __init__(self, database: Database, asking: AskService) -> None:
        self._database = database
        self._asking = asking

    async def post(self, guild_id: int, question_id: int, member_id: int) -> tuple[Message, Asked]:
        """The post that puts a member's own question to all, and the question."""
        asked = await self._asking.asked(guild_id, question_id)
        if asked.member_id != member_id:
            raise NotAllowed(later("Only who asked puts a question to the community. `/ask` it yourself."))
        message = community_cards.question(asked, question_id, language_named(asked.question.language))
        return message, asked

    async def posted(self, guild_id: int, question_id: int, post_id: int) -> None:
        """Keep where the question was put, so that it is put there once."""
        async with self._database.transaction() as session:
            await question_store.posted(session, guild_id, question_id, post_id)

    async def accept(
        self, guild_id: int, question_id: int, by: int, reply: Reply, language: Language, *, moderates: bool
    ) -> tuple[Message, Message]:
        """Keep a reply as the answer to a question; what is told, and the post as it is then."""
        asked = await self._asking.asked(guild_id, question_id)
        if by != asked.member_id and not moderates:
            raise NotAllowed(later("Who asked the question, or a moderator, accepts an answer to it."))
        title = " ".join(asked.question.text.split())[:LONGEST_TITLE]
        taken = pieces(
            title,
            reply.text,
            reply.at,
            link=reply.link,
            channel_id=reply.channel_id,
            author_id=reply.author_id,
        )
        if not taken:
            raise BadRequest(later("This message has no words that I could answer from."))
        async with self._database.transaction() as session:
            await store.put(session, guild_id, Source.ANSWER, str(reply.message_id), taken)
        spoken = language_named(asked.question.language)
        post = community_cards.question(asked, question_id, spoken, (reply.author_id, reply.link))
        return plain(
            language.say("Accepted. I answer from it from now on, and name its author’s post.")
        ), post

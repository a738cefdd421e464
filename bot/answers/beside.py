"""What answers keep of a member, for the command that erases all that they wrote."""

from bot.answers import question_store, store
from bot.answers.model import Source
from bot.db.engine import Session

# What a member wrote and answers quote; a notebook goes with the notebook itself.
_WRITTEN = (Source.ANSWER, Source.GUIDE, Source.TIP)


class QuestionsBeside:
    """`Erasable` of `bot/results/beside.py`."""

    async def count(self, session: Session, guild_id: int, author_id: int) -> int:
        """How many questions they asked, and how many of their messages answers quote."""
        asked = await question_store.count(session, guild_id, author_id)
        return asked + len(await store.written(session, guild_id, author_id, _WRITTEN))

    async def erase(self, session: Session, guild_id: int, author_id: int) -> None:
        """Forget their questions, their votes, and what they wrote."""
        await question_store.forget_member(session, guild_id, author_id)
        for source, origin in sorted(await store.written(session, guild_id, author_id, _WRITTEN)):
            await store.remove(session, guild_id, Source(source), [origin])

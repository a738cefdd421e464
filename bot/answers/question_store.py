"""Queries on questions that people asked, on the caller's session; every one takes the guild's id."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers.model import Asked, Level, Question
from bot.answers.tables import QuestionRow, QuestionVoteRow

# A follow-up goes on about so many questions before it.
EARLIER = 3


async def hold(session: AsyncSession, guild_id: int, member_id: int) -> None:
    """Let nobody else count or add questions of a member until the transaction ends."""
    name = func.hashtextextended(f"questions:{guild_id}:{member_id}", 0)
    await session.execute(select(func.pg_advisory_xact_lock(name)))


async def add(session: AsyncSession, guild_id: int, asked: Asked, now: datetime) -> int:
    """Keep a question with what was found; its id."""
    new = insert(QuestionRow).values(
        guild_id=guild_id,
        member_id=asked.member_id,
        channel_id=asked.channel_id,
        follows_id=asked.follows_id,
        text=asked.question.text,
        language=asked.question.language,
        level=asked.question.level.value,
        is_public=asked.is_public,
        passage_ids=list(asked.passage_ids),
        at=now,
    )
    return (await session.execute(new.returning(QuestionRow.id))).scalar_one()


async def get(session: AsyncSession, guild_id: int, question_id: int) -> Asked | None:
    """A question with those that it follows."""
    row = await _row(session, guild_id, question_id)
    if row is None:
        return None
    question = Question(
        row.text, row.language, Level(row.level), await earlier(session, guild_id, row.follows_id)
    )
    return Asked(
        row.member_id,
        row.channel_id,
        question,
        row.is_public,
        row.follows_id,
        tuple(row.passage_ids),
        row.post_id,
    )


async def posted(session: AsyncSession, guild_id: int, question_id: int, post_id: int) -> None:
    """Keep the message that puts a question to the community."""
    which = QuestionRow.guild_id == guild_id, QuestionRow.id == question_id
    await session.execute(update(QuestionRow).where(*which).values(post_id=post_id))


async def shown(session: AsyncSession, guild_id: int, question_id: int, passage_ids: Sequence[int]) -> None:
    """Keep which passages are shown for a question from now on."""
    which = QuestionRow.guild_id == guild_id, QuestionRow.id == question_id
    await session.execute(update(QuestionRow).where(*which).values(passage_ids=list(passage_ids)))


async def earlier(session: AsyncSession, guild_id: int, question_id: int | None) -> tuple[str, ...]:
    """The texts of a question and of those that it follows, the oldest first."""
    texts: list[str] = []
    while question_id is not None and len(texts) < EARLIER:
        row = await _row(session, guild_id, question_id)
        if row is None:
            break
        texts.insert(0, row.text)
        question_id = row.follows_id
    return tuple(texts)


async def last_in(session: AsyncSession, guild_id: int, channel_id: int) -> int | None:
    """The question that was asked last for all to see in a channel or thread."""
    query = select(func.max(QuestionRow.id)).where(
        QuestionRow.guild_id == guild_id, QuestionRow.channel_id == channel_id, QuestionRow.is_public
    )
    return await session.scalar(query)


async def vote(
    session: AsyncSession, guild_id: int, question_id: int, member_id: int, is_useful: bool, reason: str
) -> int:
    """Note what a member thinks, in place of what they thought; by how much the count of useful changes."""
    # Of two presses at once the second sees what the first one has noted.
    if await _row(session, guild_id, question_id, lock=True) is None:
        return 0
    which = (QuestionVoteRow.question_id == question_id, QuestionVoteRow.member_id == member_id)
    before = await session.scalar(select(QuestionVoteRow.is_useful).where(*which))
    new = insert(QuestionVoteRow).values(
        question_id=question_id, member_id=member_id, is_useful=is_useful, reason=reason
    )
    kept = {"is_useful": is_useful, "reason": reason}
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[QuestionVoteRow.question_id, QuestionVoteRow.member_id], set_=kept
        )
    )
    return _counts(is_useful) - (0 if before is None else _counts(before))


async def forget(session: AsyncSession, before: datetime) -> None:
    """Delete what was asked before a time."""
    await session.execute(delete(QuestionRow).where(QuestionRow.at < before))


async def forget_member(session: AsyncSession, guild_id: int, member_id: int) -> None:
    """Delete what a member asked, and what they thought of answers."""
    await session.execute(
        delete(QuestionRow).where(QuestionRow.guild_id == guild_id, QuestionRow.member_id == member_id)
    )
    here = select(QuestionRow.id).where(QuestionRow.guild_id == guild_id)
    await session.execute(
        delete(QuestionVoteRow).where(
            QuestionVoteRow.member_id == member_id, QuestionVoteRow.question_id.in_(here)
        )
    )


async def count(session: AsyncSession, guild_id: int, member_id: int, since: datetime | None = None) -> int:
    """How many questions a member asked, or how many since a time."""
    query = select(func.count()).where(QuestionRow.guild_id == guild_id, QuestionRow.member_id == member_id)
    if since is not None:
        query = query.where(QuestionRow.at > since)
    return await session.scalar(query) or 0


async def _row(
    session: AsyncSession, guild_id: int, question_id: int, *, lock: bool = False
) -> QuestionRow | None:
    query = select(QuestionRow).where(QuestionRow.guild_id == guild_id, QuestionRow.id == question_id)
    return (await session.scalars(query.with_for_update() if lock else query)).first()


def _counts(is_useful: bool) -> int:
    return 1 if is_useful else -1

"""Which sources were queued as a whole, on the caller's session."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers.model import Source
from bot.answers.tables import PassageSweepRow


async def is_new(session: AsyncSession, source: Source, version: int) -> bool:
    """Whether a source was not queued in this version yet; then it counts as queued with this transaction."""
    new = insert(PassageSweepRow).values(source=source.value, version=version)
    kept = new.on_conflict_do_update(
        index_elements=[PassageSweepRow.source],
        set_={"version": version},
        where=PassageSweepRow.version < version,
    )
    return await session.scalar(kept.returning(PassageSweepRow.source)) is not None

"""Where posts are in Discord, on the caller's session."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.arrays import among_texts
from bot.outbox.tables import DeliveryRow


async def addresses(session: AsyncSession, guild_id: int, nonces: Collection[str]) -> dict[str, str]:
    """The addresses of posts of a guild, by nonce; of those that Discord has."""
    query = select(
        DeliveryRow.nonce, DeliveryRow.channel_id, DeliveryRow.thread_id, DeliveryRow.message_id
    ).where(
        among_texts(DeliveryRow.nonce, nonces),
        DeliveryRow.guild_id == guild_id,
        DeliveryRow.message_id.is_not(None),
    )
    start = f"https://discord.com/channels/{guild_id}"
    rows = await session.execute(query)
    return {row.nonce: f"{start}/{row.thread_id or row.channel_id}/{row.message_id}" for row in rows}

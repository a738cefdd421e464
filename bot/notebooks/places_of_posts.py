"""Where the posts of notebooks are in Discord, on the caller's session."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox.tables import DeliveryRow


async def links(session: AsyncSession, guild_id: int, posts: Collection[str]) -> dict[str, str]:
    """Addresses of posts, by their nonces; of those that are not in their channel yet there is none."""
    query = select(
        DeliveryRow.nonce, DeliveryRow.channel_id, DeliveryRow.thread_id, DeliveryRow.message_id
    ).where(
        DeliveryRow.guild_id == guild_id, DeliveryRow.nonce.in_(posts), DeliveryRow.message_id.is_not(None)
    )
    return {
        nonce: f"https://discord.com/channels/{guild_id}/{thread_id or channel_id}/{message_id}"
        for nonce, channel_id, thread_id, message_id in await session.execute(query)
    }

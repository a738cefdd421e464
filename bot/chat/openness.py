"""Which channels of a server everyone in it may read; asked once, without staying connected."""

from collections.abc import Collection

import discord

from bot.chat.access import find_channel
from bot.chat.client import EssaiBot
from bot.errors import OperatorError, TryLater


async def open_channels(token: str, guild_id: int, channel_ids: Collection[int]) -> dict[int, str]:
    """The names of those of the channels that need no role to be read, by id; raises OperatorError.

    A channel that is gone or that the bot cannot see is not among them, nor is a private thread.
    """
    bot = EssaiBot(())
    try:
        await bot.log_in(token)
        guild = await bot.fetch_guild(guild_id)
        known = {channel.id: channel for channel in await guild.fetch_channels()}
        names = {}
        for channel_id in channel_ids:
            found = known.get(channel_id) or await find_channel(guild, channel_id)
            readable = known.get(found.parent_id) if isinstance(found, discord.Thread) else found
            if found is None or readable is None or _is_private(found):
                continue
            if readable.permissions_for(guild.default_role).view_channel:
                names[channel_id] = found.name
    except (discord.NotFound, discord.Forbidden) as error:
        raise OperatorError(
            f"Essai is not in the server {guild_id}, so it cannot tell which channels are open to all of it."
        ) from error
    except (TryLater, discord.HTTPException) as error:
        raise OperatorError("Discord does not answer just now. Try again in a minute.") from error
    finally:
        await bot.close()
    return names


def _is_private(channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    return isinstance(channel, discord.Thread) and channel.is_private()

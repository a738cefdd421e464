"""Files that people attach to a command."""

from typing import Final

import aiohttp
import discord

from bot.chat.client import EssaiBot
from bot.errors import BadRequest, TryLater
from bot.texts import later

# discord.py hands on what goes wrong on the way to its files as it is.
_TROUBLE: Final = (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError)


async def read_attachment(file: discord.Attachment, largest: int) -> bytes:
    """The content of a file of at most `largest` bytes. Raises BadRequest and TryLater."""
    if file.size > largest:
        raise BadRequest(
            later(
                "The file is too large: at most {size} kB. Nothing was changed.",
                size=largest // 1024,
            )
        )
    try:
        return await file.read()
    except _TROUBLE as error:
        raise TryLater(
            later("Discord does not give me the file just now. Please attach it again.")
        ) from error


async def read_again(bot: EssaiBot, address: str) -> bytes:
    """The content of a file that somebody attached a while ago. Raises BadRequest and TryLater."""
    try:
        return await bot.http.get_from_cdn(address)
    except (discord.NotFound, discord.Forbidden) as error:
        raise BadRequest(
            later("Discord no longer has the file that you attached. Please share it again.")
        ) from error
    except _TROUBLE as error:
        raise TryLater(
            later("Discord does not give me the file just now. Please press the button again in a minute.")
        ) from error

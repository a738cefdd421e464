"""Answering interactions."""

from typing import Any

import discord

from bot.chat.render import files, render
from bot.message import Message


async def think(interaction: discord.Interaction[Any], *, private: bool = True) -> None:
    """Say within Discord's three seconds that an answer will come."""
    await interaction.response.defer(ephemeral=private, thinking=True)


async def hold(interaction: discord.Interaction[Any]) -> None:
    """Say within Discord's three seconds that the message of a button will change."""
    await interaction.response.defer()


async def answer(interaction: discord.Interaction[Any], message: Message) -> int | None:
    """Answer with a message of its own, also after `think` (in place of it) or after `hold` (below it).

    Gives the id of the message after `think`.
    """
    view, attached = render(message), files(message)
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, files=attached, ephemeral=message.private)
    elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        shown = await interaction.edit_original_response(
            view=view, attachments=attached or discord.utils.MISSING
        )
        return shown.id
    else:
        await interaction.followup.send(view=view, files=attached, ephemeral=message.private)
    return None


async def replace(interaction: discord.Interaction[Any], message: Message) -> None:
    """Put a message in place of the one whose button was pressed, also after `hold`."""
    view, attached = render(message), files(message)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=attached)
    else:
        await interaction.response.edit_message(view=view, attachments=attached)

"""The one place where an error becomes a sentence for a person.

discord.py calls three different hooks, and only logs what is raised in a dynamic item; our base classes
(`EssaiTree`, `EssaiView`, `Control`, `Choice`, `Form`) all end here.
"""

import secrets
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.chat.access import unseen_channel
from bot.chat.person import language_of, not_in_private
from bot.errors import BadRequest, NotAllowed, PersonError
from bot.texts import Sentence, later

_log = structlog.get_logger(__name__)


async def tell(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Answer privately with what went wrong and what to do next; what nobody foresaw gets a number."""
    text = language_of(interaction).tell(sentence_of(error, _name(interaction)))
    try:
        await _answer(interaction, f"⚠️ {text}")
    except discord.HTTPException as gone:
        # Too late to answer (the interaction's token has expired): the person sees Discord's own notice.
        _log.warning("could not tell a person of an error", command=_name(interaction), error=str(gone))


def sentence_of(error: BaseException, command: str) -> Sentence:
    """What a person is told of an error; one that nobody foresaw is logged under a number."""
    known = _for_person(error)
    if known is not None:
        return known.sentence
    reference = secrets.token_hex(3)
    _log.error("unforeseen error", reference=reference, command=command, exc_info=error)
    return later(
        "Something went wrong on my side. It is noted under number {reference}; please try again.",
        reference=reference,
    )


async def _answer(interaction: discord.Interaction[Any], text: str) -> None:
    response = interaction.response
    if not response.is_done():
        await response.send_message(text, ephemeral=True)
    elif response.type is discord.InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(content=text)
    else:
        await interaction.followup.send(text, ephemeral=True)


def _for_person(error: BaseException) -> PersonError | None:
    if isinstance(error, app_commands.CommandInvokeError) and error.__cause__ is not None:
        return _for_person(error.__cause__)
    if isinstance(error, PersonError):
        return error
    if (
        isinstance(error, app_commands.TransformerError)
        and error.type is discord.AppCommandOptionType.channel
    ):
        return BadRequest(unseen_channel())
    if isinstance(error, app_commands.NoPrivateMessage):
        return NotAllowed(not_in_private())
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return BadRequest(later("This command has changed. Reload Discord (Ctrl+R) and try again."))
    return None


def _name(interaction: discord.Interaction[Any]) -> str:
    data: Any = interaction.data or {}
    command = interaction.command
    return command.qualified_name if command is not None else str(data.get("custom_id", ""))

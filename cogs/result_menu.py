"""The entry *Import results* in the menu of a message: its attachments, or the table that was pasted."""

import re

import discord
from discord import app_commands

from bot.chat.client import EssaiBot
from bot.chat.files import read_attachment
from bot.chat.person import language_of
from bot.chat.replies import answer, think
from bot.errors import BadRequest, NotAllowed
from bot.results.limits import LARGEST_BYTES
from bot.results.reading import Upload
from bot.texts import later, mark
from cogs.result import place_of

Interaction = discord.Interaction[EssaiBot]
_FENCE = re.compile(r"^```\w*\s*$", re.MULTILINE)


@app_commands.guild_only()
async def import_results(interaction: Interaction, message: discord.Message) -> None:
    """Show in private what the person's own message holds."""
    if message.author.id != interaction.user.id:
        raise NotAllowed(later("Results are posted by who measured them: this works on your own messages."))
    place = place_of(interaction)
    await think(interaction)
    uploads = await _uploads(message)
    service = interaction.client.services.results
    await answer(interaction, await service.preview_files(place, uploads, language_of(interaction)))


async def _uploads(message: discord.Message) -> list[Upload]:
    """The attachments; without any, the text without the marks of a code block. Raises BadRequest."""
    if message.attachments:
        return [
            Upload(one.filename, await read_attachment(one, LARGEST_BYTES)) for one in message.attachments
        ]
    pasted = _FENCE.sub("", message.content).strip()
    # A table or a log has several lines; only JSON may stand on one.
    if "\n" not in pasted and not pasted.startswith(("{", "[")):
        raise BadRequest(
            later("This message holds no file and no table. Attach the file of a run, or paste its table.")
        )
    return [Upload("message.md", pasted.encode())]


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.tree.add_command(
        app_commands.ContextMenu(
            name=app_commands.locale_str(mark("Import results")), callback=import_results
        )
    )

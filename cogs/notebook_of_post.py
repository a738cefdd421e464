"""The buttons below the post of a notebook, and the list that opens one."""

import discord

from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.notebooks import controls
from cogs.ask import reader_of
from cogs.notebook_compare import require_readable

Interaction = discord.Interaction[EssaiBot]


class Details(Control, template=controls.DETAILS):
    """Tells everything that is known of a notebook."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer."""
        await think(interaction)
        notebooks, nonce = interaction.client.services.notebooks, self.match["nonce"]
        guild_id = guild_of(interaction).id
        await require_readable(interaction, [await notebooks.pages.shared(guild_id, nonce)])
        await answer(interaction, await notebooks.shelf.details(guild_id, nonce, language_of(interaction)))


class Download(Control, template=controls.DOWNLOAD):
    """Gives out the file."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks gets it."""
        await think(interaction)
        notebooks, nonce = interaction.client.services.notebooks, self.match["nonce"]
        guild_id = guild_of(interaction).id
        await require_readable(interaction, [await notebooks.pages.shared(guild_id, nonce)])
        largest, language = interaction.filesize_limit, language_of(interaction)
        await answer(interaction, await notebooks.shelf.download(guild_id, nonce, largest, language))


class Open(Choice, template=controls.OPEN):
    """Shows one of the notebooks of a list."""

    async def act(self, interaction: Interaction) -> None:
        """In an answer of its own."""
        await think(interaction)
        shelf, notebook_id = interaction.client.services.notebooks.shelf, int(self.values[0])
        reader, language = reader_of(interaction), language_of(interaction)
        shown = shelf.show(guild_of(interaction).id, notebook_id, reader, language)
        await answer(interaction, await shown)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(Details, Download, Open)

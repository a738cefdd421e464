"""The entry *Share notebook* in the menu of a message that holds one."""

import discord
from discord import app_commands

from bot.chat.client import EssaiBot
from bot.errors import BadRequest, NotAllowed
from bot.texts import later, mark
from cogs.notebook import share_attached, share_linked

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
async def share_notebook(interaction: Interaction, message: discord.Message) -> None:
    """Show in private what the notebook of the person's own message holds."""
    if message.author.id != interaction.user.id:
        raise NotAllowed(later("Notebooks are shared by who made them: this works on your own messages."))
    found = next((one for one in message.attachments if one.filename.endswith(".ipynb")), None)
    if found is not None:
        await share_attached(interaction, found)
        return
    link = interaction.client.services.notebooks.sharing.links.first_in(message.content)
    if link is None:
        raise BadRequest(
            later("This message holds no notebook: no file whose name ends in .ipynb, and no link to one.")
        )
    await share_linked(interaction, link)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.tree.add_command(
        app_commands.ContextMenu(
            name=app_commands.locale_str(mark("Share notebook")), callback=share_notebook
        )
    )

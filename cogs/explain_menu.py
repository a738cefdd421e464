"""The entry *Explain this* in the menu of a message."""

import discord
from discord import app_commands

from bot.chat.client import EssaiBot
from bot.chat.components import texts
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.texts import mark
from cogs.ask import reader_of

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
async def explain_this(interaction: Interaction, message: discord.Message) -> None:
    """Only the person who asks sees what its words mean."""
    await think(interaction)
    explaining, guild = interaction.client.services.answers.explaining, guild_of(interaction)
    text = message.content or "\n".join(texts(message))
    told = explaining.explain(guild.id, text, reader_of(interaction), language_of(interaction))
    await answer(interaction, await told)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.tree.add_command(
        app_commands.ContextMenu(name=app_commands.locale_str(mark("Explain this")), callback=explain_this)
    )

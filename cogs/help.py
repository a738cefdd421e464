"""`/help`: what there is to do."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.person import language_of
from bot.chat.replies import answer
from bot.chat.rights import is_moderator
from bot.overview import overview
from bot.texts import mark


class Help(commands.Cog):
    """One command for everyone."""

    @app_commands.command(name="help", description=mark("Show what I can do, and with which command"))
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def show(self, interaction: discord.Interaction[EssaiBot]) -> None:
        """Only the person who asks sees it; moderators see their commands too."""
        for_moderator = await is_moderator(interaction)
        await answer(interaction, overview(language_of(interaction), for_moderator=for_moderator))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Help())

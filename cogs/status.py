"""`/status`: how the bot fares."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace
from bot.chat.rights import require_moderator
from bot.status import controls
from bot.texts import mark


class Status(commands.Cog):
    """One command for moderators."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Show how I fare: the Hub, delays, last posts"))
    @app_commands.guild_only()
    async def status(self, interaction: discord.Interaction[EssaiBot]) -> None:
        """Only the person who asks sees it."""
        await require_moderator(interaction)
        status = self._bot.services.status
        await answer(interaction, await status.of_guild(guild_of(interaction).id, language_of(interaction)))


class TryAgain(Control, template=controls.RETRY):
    """Tries the posts again that were given up."""

    async def act(self, interaction: discord.Interaction[EssaiBot]) -> None:
        """Only those that were shown, and only while they are given up."""
        await require_moderator(interaction)
        await hold(interaction)
        status, newest = interaction.client.services.status, int(self.match["newest"])
        await replace(
            interaction,
            await status.retry(guild_of(interaction).id, newest, language_of(interaction)),
        )


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Status(bot))
    bot.add_dynamic_items(TryAgain)

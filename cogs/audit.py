"""`/audit`: who changed what, and when."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.audit import controls
from bot.audit.model import Filter
from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace
from bot.chat.rights import require_moderator
from bot.texts import mark

Interaction = discord.Interaction[EssaiBot]


class Audit(commands.Cog):
    """One command for moderators."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Show who changed settings, watches and results, and when"))
    @app_commands.guild_only()
    @app_commands.describe(
        member=mark("Only what this person changed"), kind=mark("Only changes of this kind")
    )
    @app_commands.choices(
        kind=[
            app_commands.Choice(name=mark("settings"), value="settings"),
            app_commands.Choice(name=mark("watches added, copied or imported"), value="added"),
            app_commands.Choice(name=mark("watches changed"), value="changed"),
            app_commands.Choice(name=mark("watches paused or resumed"), value="paused"),
            app_commands.Choice(name=mark("watches removed"), value="removed"),
            app_commands.Choice(name=mark("results of members"), value="results"),
            app_commands.Choice(name=mark("guides that I answer from"), value="guides"),
        ]
    )
    async def audit(
        self, interaction: Interaction, member: discord.User | None = None, kind: str | None = None
    ) -> None:
        """Only the person who asks sees it."""
        await require_moderator(interaction)
        wanted = Filter(member.id if member else None, kind)
        page = self._bot.services.audit.page(guild_of(interaction).id, wanted, None, language_of(interaction))
        await answer(interaction, await page)


class AuditPage(Control, template=controls.PAGE):
    """Another page of the same changes."""

    async def act(self, interaction: Interaction) -> None:
        """In place of the page that was shown."""
        await require_moderator(interaction)
        await hold(interaction)
        member, kind, before = int(self.match["member"]), self.match["kind"], int(self.match["before"])
        wanted = Filter(member or None, None if kind == "all" else kind)
        page = interaction.client.services.audit.page(
            guild_of(interaction).id, wanted, before or None, language_of(interaction)
        )
        await replace(interaction, await page)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Audit(bot))
    bot.add_dynamic_items(AuditPage)

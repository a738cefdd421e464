"""`/trend`: a benchmark over time, or the speed of a model by hardware."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.texts import mark
from cogs.result import Short, benchmarks_here, models_here

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
class Trend(commands.Cog):
    """One command for everyone."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Show a benchmark over time, or the speed of a model by hardware"))
    @app_commands.describe(
        benchmark=mark("What was measured, such as GSM8K or generation speed"),
        model=mark("The speed of this model by hardware"),
    )
    async def trend(self, interaction: Interaction, benchmark: Short, model: Short | None = None) -> None:
        """Only the person who asks sees it."""
        guild = guild_of(interaction)
        await think(interaction)
        service, language = self._bot.services.trends, language_of(interaction)
        if model is None:
            await answer(interaction, await service.over_time(guild.id, benchmark, language))
        else:
            await answer(interaction, await service.by_hardware(guild.id, benchmark, model, language))

    @trend.autocomplete("benchmark")
    async def complete_benchmark(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Benchmarks whose name is like what is typed."""
        return await benchmarks_here(interaction, typed)

    @trend.autocomplete("model")
    async def complete_model(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Models that have results here."""
        return await models_here(interaction, typed)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Trend(bot))

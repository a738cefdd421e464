"""`/competitive`: whether a model still holds its own, and whether a newer base is worth it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.competitive import controls
from bot.competitive.service import Asked
from bot.texts import mark
from cogs.result import Short, benchmarks_here, models_here

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
class Competitive(commands.Cog):
    """One command for everyone."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(
        description=mark("Is my model still competitive, and is there a newer base worth starting from?")
    )
    @app_commands.describe(
        model=mark("A model on the Hub, such as Qwen/Qwen3-8B, or any name"),
        benchmark=mark("Only this benchmark"),
        picture=mark("With a picture (yes if you choose nothing)"),
    )
    async def competitive(
        self, interaction: Interaction, model: Short, benchmark: Short | None = None, picture: bool = True
    ) -> None:
        """Only the person who asks sees it, with their own machine."""
        guild = guild_of(interaction)
        await think(interaction)
        asked = Asked(guild.id, interaction.user.id, model, benchmark)
        service, language = self._bot.services.competitive, language_of(interaction)
        await answer(interaction, await service.answer(asked, language, picture=picture))

    @competitive.autocomplete("model")
    async def complete_model(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Models that have results here."""
        return await models_here(interaction, typed)

    @competitive.autocomplete("benchmark")
    async def complete_benchmark(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Benchmarks whose name is like what is typed."""
        return await benchmarks_here(interaction, typed)


class CompareBoth(Control, template=controls.COMPARE):
    """Sets the model beside another one of the answer."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the comparison."""
        guild = guild_of(interaction)
        await think(interaction)
        service, language = interaction.client.services.competitive, language_of(interaction)
        first, second = int(self.match["first"]), int(self.match["second"])
        compared = service.compare(guild.id, first, second, language)
        await answer(interaction, await compared)


class MeasureAgain(Control, template=controls.AGAIN):
    """Asks that others measure the model again, as `/reproduce request` does."""

    async def act(self, interaction: Interaction) -> None:
        """The request stands for everyone; only the person who asks sees the answer."""
        guild_id, result_id = guild_of(interaction).id, int(self.match["result"])
        await think(interaction)
        service, language = interaction.client.services.reproductions, language_of(interaction)
        await answer(interaction, await service.request(guild_id, interaction.user.id, result_id, language))


class FollowBases(Control, template=controls.FOLLOW):
    """Begins to follow what comes after a base."""

    async def act(self, interaction: Interaction) -> None:
        """The same as **Follow** below a post."""
        guild, follows = guild_of(interaction), interaction.client.services.follows
        model, language = self.match["model"], language_of(interaction)
        await answer(interaction, await follows.follow_series(guild.id, interaction.user.id, model, language))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Competitive(bot))
    bot.add_dynamic_items(CompareBoth, MeasureAgain, FollowBases)

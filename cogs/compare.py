"""`/compare`: models side by side, honestly."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.controls import Choice
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.results import controls
from bot.results.sides import QUANTISED, RESULT_MARK
from bot.texts import mark
from cogs.result import Short, benchmarks_here, models_here, results_like

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
class Compare(commands.Cog):
    """One command for everyone."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(
        description=mark("Set models side by side: what differs, and what may honestly be said")
    )
    @app_commands.describe(
        first=mark("The model that is judged; “name @” for a quantisation, “#” for a single result"),
        second=mark("A model beside it"),
        third=mark("One more model"),
        fourth=mark("One more model"),
        fifth=mark("One more model"),
        sixth=mark("One more model"),
        seventh=mark("One more model"),
        eighth=mark("One more model"),
        benchmark=mark("Only this benchmark"),
    )
    async def compare(
        self,
        interaction: Interaction,
        first: Short,
        second: Short,
        third: Short | None = None,
        fourth: Short | None = None,
        fifth: Short | None = None,
        sixth: Short | None = None,
        seventh: Short | None = None,
        eighth: Short | None = None,
        benchmark: Short | None = None,
    ) -> None:
        """The first model beside the others."""
        guild = guild_of(interaction)
        await think(interaction)
        models = [name for name in (first, second, third, fourth, fifth, sixth, seventh, eighth) if name]
        service, language = self._bot.services.comparisons, language_of(interaction)
        await answer(interaction, await service.compare(guild.id, models, benchmark, language))

    @compare.autocomplete("first")
    @compare.autocomplete("second")
    @compare.autocomplete("third")
    @compare.autocomplete("fourth")
    @compare.autocomplete("fifth")
    @compare.autocomplete("sixth")
    @compare.autocomplete("seventh")
    @compare.autocomplete("eighth")
    async def complete_model(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Models that have results here; after `@` their quantisations, after `#` single results."""
        if typed.startswith(RESULT_MARK):
            results = await results_like(interaction, typed.removeprefix(RESULT_MARK))
            return [app_commands.Choice(name=one.name, value=f"{RESULT_MARK}{one.value}") for one in results]
        if QUANTISED in typed:
            service = interaction.client.services.comparisons
            names = await service.quantised(guild_of(interaction).id, typed)
            return [app_commands.Choice(name=one, value=one) for one in names[:25] if len(one) <= 100]
        return await models_here(interaction, typed)

    @compare.autocomplete("benchmark")
    async def complete_benchmark(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Benchmarks whose name is like what is typed."""
        return await benchmarks_here(interaction, typed)


class Beside(Choice, template=controls.BESIDE):
    """The first of several models in full beside one of the others, or all in short again."""

    async def act(self, interaction: Interaction) -> None:
        """In place of what was shown; the options of the list are the models, the first one first."""
        guild, language = guild_of(interaction), language_of(interaction)
        assert isinstance(self.item, discord.ui.Select)
        models = [option.value for option in self.item.options]
        await hold(interaction)
        service, benchmark = interaction.client.services.comparisons, self.match["benchmark"] or None
        shown = service.compare(guild.id, models, benchmark, language, self.values[0])
        await replace(interaction, await shown)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Compare(bot))
    bot.add_dynamic_items(Beside)

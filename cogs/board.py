"""`/board`: a ranking of what members measured."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.boards import controls
from bot.boards.cards import SIZE_NAMES
from bot.boards.model import Choice
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice as Chosen
from bot.chat.controls import Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.texts import mark
from cogs.result import Count, Short, benchmarks_here

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
class Board(commands.Cog):
    """One command for everyone."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(
        description=mark("Rank models on a benchmark, like with like, with ties said as ties")
    )
    @app_commands.describe(
        benchmark=mark("What was measured, such as GSM8K or generation speed"),
        size=mark("Only models of this size"),
        licence=mark("Only models of this licence, such as apache-2.0"),
        quantisation=mark("Such as Q4_K_M or AWQ"),
        hardware=mark("Such as RTX 4090"),
        engine=mark("Such as llama.cpp or vLLM"),
        shots=mark("How many worked examples the model was shown"),
        days=mark("Only what was measured in the last so many days"),
        reproduced=mark("Only what another member measured again and found alike"),
        runs=mark("Every run instead of one line for each model"),
        members=mark("The best run of each member instead of one line for each model"),
        picture=mark("With a picture (yes if you choose nothing)"),
    )
    @app_commands.choices(
        size=[app_commands.Choice(name=name.msgid, value=key) for key, name in SIZE_NAMES.items()]
    )
    async def board(
        self,
        interaction: Interaction,
        benchmark: Short,
        size: str | None = None,
        licence: Short | None = None,
        quantisation: Short | None = None,
        hardware: Short | None = None,
        engine: Short | None = None,
        shots: Count | None = None,
        days: app_commands.Range[int, 1, 3650] | None = None,
        reproduced: bool = False,
        runs: bool = False,
        members: bool = False,
        picture: bool = True,
    ) -> None:
        """The best ten, and buttons to the others."""
        guild = guild_of(interaction)
        await think(interaction)
        choice = Choice(
            benchmark,
            None,
            runs and not members,
            size,
            licence,
            quantisation,
            hardware,
            engine,
            shots,
            days,
            reproduced,
            picture,
            members,
        )
        service, language = self._bot.services.boards, language_of(interaction)
        await answer(interaction, await service.show(guild.id, choice, language))

    @board.autocomplete("benchmark")
    async def complete_benchmark(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Benchmarks whose name is like what is typed."""
        return await benchmarks_here(interaction, typed)


class Page(Control, template=controls.PAGE):
    """Another page of the same ranking."""

    async def act(self, interaction: Interaction) -> None:
        """In place of the page that was shown."""
        guild = guild_of(interaction)
        await hold(interaction)
        service, view, page = (
            interaction.client.services.boards,
            int(self.match["view"]),
            int(self.match["page"]),
        )
        await replace(interaction, await service.turn(guild.id, view, page, language_of(interaction)))


class SetUp(Chosen, template=controls.SET_UP):
    """The ranking of results that were measured another way."""

    async def act(self, interaction: Interaction) -> None:
        """In place of the page that was shown."""
        guild = guild_of(interaction)
        await hold(interaction)
        service, view = interaction.client.services.boards, int(self.match["view"])
        shown = service.measured_as(guild.id, view, self.values[0], language_of(interaction))
        await replace(interaction, await shown)


class Lines(Control, template=controls.LINES):
    """Every run, or the best one of each member, instead of one line for each model, or back."""

    async def act(self, interaction: Interaction) -> None:
        """In place of the page that was shown."""
        guild = guild_of(interaction)
        await hold(interaction)
        service, view = interaction.client.services.boards, int(self.match["view"])
        of_members, language = self.match["what"] == "members", language_of(interaction)
        await replace(interaction, await service.switch(guild.id, view, language, members=of_members))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Board(bot))
    bot.add_dynamic_items(Page, SetUp, Lines)

"""`/model` and `/hardware`: what a server knows of a model, and the machines of its members."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.boards.machines import GIGABYTE, Machine
from bot.chat.client import EssaiBot
from bot.chat.person import guild_of, guild_value, language_of
from bot.chat.replies import answer, think
from bot.texts import mark
from cogs.ask import reader_of
from cogs.result import Short, models_here

Interaction = discord.Interaction[EssaiBot]
Gigabytes = app_commands.Range[float, 0.5, 100_000.0]


@app_commands.guild_only()
class Model(commands.GroupCog, group_name="model", group_description=mark("What is known of a model")):
    """Commands for everyone."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Show everything that this server knows of a model"))
    @app_commands.describe(model=mark("A model on the Hub, such as Qwen/Qwen3-8B, or any name"))
    async def show(self, interaction: Interaction, model: Short) -> None:
        """Only the person who asks sees it, with their own machine."""
        guild = guild_of(interaction)
        await think(interaction)
        service, shelf = self._bot.services.knowledge, self._bot.services.notebooks.shelf
        notebooks = await shelf.using(guild.id, model.strip(), reader_of(interaction))
        told = service.about(guild.id, interaction.user.id, model, language_of(interaction), notebooks)
        await answer(interaction, await told)

    @show.autocomplete("model")
    async def complete_model(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Models that have results here."""
        return await models_here(interaction, typed)


@app_commands.guild_only()
class Hardware(commands.GroupCog, group_name="hardware", group_description=mark("The machine that you have")):
    """Commands for everyone, each about their own machine."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(name="set", description=mark("Tell me your machine, and I say what fits into it"))
    @app_commands.describe(
        gpu=mark("Such as RTX 4090"),
        gpu_memory=mark("Memory of the graphics card, in gigabytes"),
        memory=mark("Main memory, in gigabytes"),
    )
    async def state(
        self,
        interaction: Interaction,
        gpu: Short | None = None,
        gpu_memory: Gigabytes | None = None,
        memory: Gigabytes | None = None,
    ) -> None:
        """In place of what was said before."""
        guild = guild_of(interaction)
        await think(interaction)
        machine = Machine(gpu, *(int(one * GIGABYTE) if one else None for one in (gpu_memory, memory)))
        service, language = self._bot.services.knowledge, language_of(interaction)
        kept = service.keep_machine(guild_value(guild), interaction.user.id, machine, language)
        await answer(interaction, await kept)

    @app_commands.command(description=mark("Show what I know of your machine"))
    async def show(self, interaction: Interaction) -> None:
        """Only the person who asks sees it."""
        await think(interaction)
        service = self._bot.services.knowledge
        told = service.machine(guild_of(interaction).id, interaction.user.id, language_of(interaction))
        await answer(interaction, await told)

    @app_commands.command(description=mark("Forget my machine"))
    async def forget(self, interaction: Interaction) -> None:
        """Nothing of it is kept."""
        await think(interaction)
        service = self._bot.services.knowledge
        told = service.forget_machine(guild_of(interaction).id, interaction.user.id, language_of(interaction))
        await answer(interaction, await told)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Model(bot))
    await bot.add_cog(Hardware(bot))

"""`/benchmark`: what benchmarks measure, and a server's own ones."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.person import guild_of, guild_value, language_of
from bot.chat.replies import answer, think
from bot.chat.rights import require_moderator
from bot.errors import BadRequest
from bot.results.benchmarks.model import Scale
from bot.results.benchmarks.own import OwnBenchmark
from bot.results.benchmarks.registry import key
from bot.results.model import Unit
from bot.texts import later, mark
from cogs.result import benchmarks_here

Interaction = discord.Interaction[EssaiBot]
Name = app_commands.Range[str, 1, 60]
Sentence = app_commands.Range[str, 1, 300]
_UNITS: dict[str, tuple[Unit, Scale]] = {
    "percent": ("share", "percent"),
    "fraction": ("share", "fraction"),
    "points": ("points", "plain"),
    "number": ("number", "plain"),
}


@app_commands.guild_only()
class Benchmark(commands.GroupCog, group_name="benchmark", group_description=mark("What is measured here")):
    """The commands of members and moderators."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Add a benchmark of this server’s own"))
    @app_commands.describe(
        name=mark("Its name, as people write it"),
        unit=mark("How its numbers are written"),
        better=mark("Which numbers are better"),
        english=mark("What it measures, in one plain English sentence"),
        french=mark("What it measures, in one plain French sentence"),
        chance=mark("What blind guessing reaches, in percent"),
        source=mark("A link to where it is described"),
    )
    @app_commands.choices(
        unit=[
            app_commands.Choice(name=mark("in percent: 75.7"), value="percent"),
            app_commands.Choice(name=mark("as a share of 1: 0.757"), value="fraction"),
            app_commands.Choice(name=mark("in points"), value="points"),
            app_commands.Choice(name=mark("a plain number"), value="number"),
        ],
        better=[
            app_commands.Choice(name=mark("higher ones"), value="higher"),
            app_commands.Choice(name=mark("lower ones"), value="lower"),
        ],
    )
    async def add(
        self,
        interaction: Interaction,
        name: Name,
        unit: str,
        better: Literal["higher", "lower"] = "higher",
        english: Sentence | None = None,
        french: Sentence | None = None,
        chance: app_commands.Range[float, 0, 100] | None = None,
        source: Sentence | None = None,
    ) -> None:
        """For moderators."""
        await require_moderator(interaction)
        if english is None and french is None:
            raise BadRequest(later("Say in one sentence what it measures, in English or in French."))
        if source is not None and not source.startswith(("https://", "http://")):
            raise BadRequest(later("The source is a link that begins with https://."))
        kind = _UNITS[unit]
        about = {tag: text for tag, text in (("en", english), ("fr", french)) if text}
        share = None if chance is None or kind[0] != "share" else chance / 100
        new = OwnBenchmark(key(name), name, *kind, better == "higher", share, about, source)
        await think(interaction)
        guild, service = guild_value(guild_of(interaction)), self._bot.services.benchmarks
        await answer(
            interaction, await service.add(guild, interaction.user.id, new, language_of(interaction))
        )

    @app_commands.command(description=mark("Give a benchmark another name in this server"))
    @app_commands.describe(benchmark=mark("Which benchmark"), alias=mark("What it is also called here"))
    async def alias(self, interaction: Interaction, benchmark: Name, alias: Name) -> None:
        """For moderators."""
        await require_moderator(interaction)
        await think(interaction)
        guild, service = guild_value(guild_of(interaction)), self._bot.services.benchmarks
        language = language_of(interaction)
        await answer(interaction, await service.alias(guild, interaction.user.id, benchmark, alias, language))

    @app_commands.command(name="list", description=mark("Show the benchmarks of this server"))
    async def overview(self, interaction: Interaction) -> None:
        """For everyone."""
        await think(interaction)
        service, language = self._bot.services.benchmarks, language_of(interaction)
        await answer(interaction, await service.listed(guild_of(interaction).id, language))

    @app_commands.command(description=mark("Show what a benchmark measures"))
    @app_commands.describe(benchmark=mark("Which benchmark"))
    async def show(self, interaction: Interaction, benchmark: Name) -> None:
        """For everyone."""
        await think(interaction)
        service, language = self._bot.services.benchmarks, language_of(interaction)
        await answer(interaction, await service.shown(guild_of(interaction).id, benchmark, language))

    @app_commands.command(description=mark("Remove a benchmark of this server that no result uses"))
    @app_commands.describe(benchmark=mark("Which benchmark"))
    async def remove(self, interaction: Interaction, benchmark: Name) -> None:
        """For moderators."""
        await require_moderator(interaction)
        await think(interaction)
        service, language = self._bot.services.benchmarks, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        await answer(interaction, await service.remove(guild_id, user_id, benchmark, language))

    @alias.autocomplete("benchmark")
    @show.autocomplete("benchmark")
    @remove.autocomplete("benchmark")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Benchmarks whose name is like what is typed."""
        return await benchmarks_here(interaction, typed)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Benchmark(bot))

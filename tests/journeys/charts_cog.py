"""A command that answers with a chart, and buttons that put another, or none, in its place."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.charts.artist import Artist
from bot.charts.model import Look
from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import language_of
from bot.chat.replies import answer, hold, replace, think
from bot.message import Button, Buttons, Message, Panel, Text
from tests.unit.charts.examples import EXAMPLES


async def message_with(name: str, language: str, control: str = "test-chart") -> Message:
    """A panel with the example of that name, none for `none`, and the buttons."""
    buttons = Buttons((Button("another", f"{control}:latency"), Button("none", f"{control}:none")))
    if name == "none":
        return Message((Panel((Text("no chart"),)), buttons))
    async with Artist(seconds=50) as artist:
        drawing = await artist.draw(EXAMPLES[name], Look("dark", language), f"{name}.png")
    assert drawing is not None
    return Message((Panel((Text("a chart"), drawing)), buttons))


class Charts(commands.Cog):
    """One command for anybody."""

    @app_commands.command(description="A chart")
    async def chart(self, interaction: discord.Interaction[EssaiBot]) -> None:
        """Everybody sees it."""
        await think(interaction, private=False)
        await answer(interaction, await message_with("ranking", language_of(interaction).name))


class Another(Control, template=r"test-chart:(?P<name>\w+)"):
    """Puts another chart in the place of the first."""

    async def act(self, interaction: discord.Interaction[EssaiBot]) -> None:
        """A chart takes time."""
        await hold(interaction)
        await replace(interaction, await message_with(self.match["name"], language_of(interaction).name))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(Another)
    await bot.add_cog(Charts())

"""A discord.py client whose `/ask` answers at once with one line: the yardstick of `evidence`."""

import asyncio
import sys
from typing import Any

import discord
from discord import app_commands

from sandbox.redirect import point_discord_at


class Bare(discord.Client):
    """One command, and nothing behind it."""

    async def setup_hook(self) -> None:
        """Called by discord.py once it is logged in."""
        tree = app_commands.CommandTree(self)

        @tree.command()
        async def ask(interaction: discord.Interaction[Any], question: str) -> None:
            """Ask."""
            await interaction.response.defer(ephemeral=True, thinking=True)
            await interaction.edit_original_response(content=question)

        await tree.sync()


def main() -> None:
    """Connect and answer until killed."""
    api, gateway, cdn, token = sys.argv[1:]
    client = Bare(intents=discord.Intents(guilds=True), guild_ready_timeout=0.1)
    with point_discord_at(api, gateway, cdn):
        asyncio.run(client.start(token))


if __name__ == "__main__":
    main()

"""A discord.py client that does nothing: the yardstick of `memory`."""

import asyncio
import sys

import discord

from sandbox.redirect import point_discord_at


def main() -> None:
    """Connect with the same intent as Essai and stay."""
    api, gateway, cdn, token = sys.argv[1:]
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True), guild_ready_timeout=0.1)
    with point_discord_at(api, gateway, cdn):
        asyncio.run(client.start(token))


if __name__ == "__main__":
    main()

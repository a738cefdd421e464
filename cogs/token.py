"""`/token`: personal tokens, with which a member's programs post results."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.texts import mark
from cogs.result import place_of

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
class Token(commands.GroupCog, group_name="token", group_description=mark("Post results from your programs")):
    """The commands of members."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Make a token; results sent with it are posted in this channel"))
    @app_commands.describe(name=mark("What you use it for, such as the name of a machine"))
    async def make(self, interaction: Interaction, name: app_commands.Range[str, 1, 60]) -> None:
        """Shown once, and only to the person."""
        place = place_of(interaction)
        await think(interaction)
        service, language = self._bot.services.tokens, language_of(interaction)
        await answer(interaction, await service.make(place, name, language))

    @app_commands.command(name="list", description=mark("Show your tokens and when they were used"))
    async def overview(self, interaction: Interaction) -> None:
        """Without the tokens themselves."""
        await think(interaction)
        service, language = self._bot.services.tokens, language_of(interaction)
        await answer(
            interaction, await service.listed(guild_of(interaction).id, interaction.user.id, language)
        )

    @app_commands.command(description=mark("End a token"))
    @app_commands.describe(token=mark("Which of your tokens"))
    async def revoke(self, interaction: Interaction, token: int) -> None:
        """It works no more from now on."""
        await think(interaction)
        service, language = self._bot.services.tokens, language_of(interaction)
        revoked = service.revoke(guild_of(interaction).id, interaction.user.id, token, language)
        await answer(interaction, await revoked)

    @revoke.autocomplete("token")
    async def complete_token(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """The person's own tokens."""
        mine = await self._bot.services.tokens.mine(guild_of(interaction).id, interaction.user.id)
        found = [one for one in mine if typed.lower() in one.name.lower()]
        return [app_commands.Choice(name=one.name, value=one.id) for one in found[:25]]


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Token(bot))

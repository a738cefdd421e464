"""`/reproduce`: ask that a result be measured again, claim such a request, see all of them."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.results import cards
from bot.results.reproduction import controls
from bot.texts import mark
from cogs.result import results_like

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
class Reproduce(
    commands.GroupCog, group_name="reproduce", group_description=mark("Results that are measured again")
):
    """Commands for everyone."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Ask that others measure a result again, and hear what comes out"))
    @app_commands.describe(result=mark("Which result, by its model or benchmark"))
    async def request(self, interaction: Interaction, result: int) -> None:
        """Noted for everyone, answered in private."""
        await think(interaction)
        service, language = self._bot.services.reproductions, language_of(interaction)
        noted = service.request(guild_of(interaction).id, interaction.user.id, result, language)
        await answer(interaction, await noted)

    @app_commands.command(description=mark("Say that you measure it, so that nobody else does the same"))
    @app_commands.describe(result=mark("Which of the results that somebody wants measured again"))
    async def claim(self, interaction: Interaction, result: int) -> None:
        """With the command of the run, where it is known."""
        await think(interaction)
        service, language = self._bot.services.reproductions, language_of(interaction)
        claimed = service.claim(guild_of(interaction).id, interaction.user.id, result, language)
        await answer(interaction, await claimed)

    @app_commands.command(name="list", description=mark("Show what somebody wants measured again"))
    async def every(self, interaction: Interaction) -> None:
        """How each was measured, what it takes, and who has it in hand."""
        await think(interaction)
        service = self._bot.services.reproductions
        await answer(interaction, await service.every(guild_of(interaction).id, language_of(interaction)))

    @request.autocomplete("result")
    async def complete_any(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """Everybody's public results."""
        return await results_like(interaction, typed)

    @claim.autocomplete("result")
    async def complete_open(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """What the person may claim."""
        service, language = self._bot.services.reproductions, language_of(interaction)
        found = await service.open_like(guild_of(interaction).id, interaction.user.id, typed.strip())
        return [app_commands.Choice(name=cards.label(one, language), value=one.id) for one in found]


class Offer(Control, template=controls.OFFER):
    """The button below a post of results."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer."""
        await think(interaction)
        service, language = interaction.client.services.reproductions, language_of(interaction)
        shown = service.of_post(guild_of(interaction).id, interaction.user.id, self.match["nonce"], language)
        await answer(interaction, await shown)


class Look(Choice, template=controls.LOOK):
    """One result of a list."""

    async def act(self, interaction: Interaction) -> None:
        """In a message of its own, so that the list stays."""
        await think(interaction)
        service, language = interaction.client.services.reproductions, language_of(interaction)
        shown = service.about(guild_of(interaction).id, interaction.user.id, int(self.values[0]), language)
        await answer(interaction, await shown)


class Do(Control, template=controls.DO):
    """Asks for another measurement, asks no more, claims it or gives it back."""

    async def act(self, interaction: Interaction) -> None:
        """Whether the person may is looked up again."""
        await hold(interaction)
        service = interaction.client.services.reproductions
        deeds = {
            "ask": service.request,
            "unask": service.take_back,
            "claim": service.claim,
            "free": service.give_back,
        }
        deed = deeds[self.match["deed"]]
        guild_id, result_id = guild_of(interaction).id, int(self.match["result"])
        done = deed(guild_id, interaction.user.id, result_id, language_of(interaction))
        await replace(interaction, await done)


class Mine(Control, template=controls.MINE):
    """Shows what the person waits for, also in private messages."""

    async def act(self, interaction: Interaction) -> None:
        """Of all servers."""
        service = interaction.client.services.reproductions
        await answer(interaction, await service.mine(interaction.user.id, language_of(interaction)))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Reproduce(bot))
    bot.add_dynamic_items(Offer, Look, Do, Mine)

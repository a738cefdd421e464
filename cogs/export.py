"""`/export`: what members posted is theirs."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.results import controls
from bot.results.exports.order import Form
from bot.texts import mark

Interaction = discord.Interaction[EssaiBot]
_FORMS: list[tuple[str, Form]] = [
    (mark("A table (CSV)"), "csv"),
    (mark("Every Eval Ever (JSON)"), "every_eval_ever"),
    (mark("Files for model repositories (.eval_results)"), "eval_results"),
]
FORMS = [app_commands.Choice(name=app_commands.locale_str(name), value=form) for name, form in _FORMS]


@app_commands.guild_only()
class Export(commands.GroupCog, group_name="export", group_description=mark("Take results with you")):
    """The commands of members."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Everything that you posted here, as a file"))
    @app_commands.describe(form=mark("A form; without one, all that is kept of them, with files and history"))
    @app_commands.choices(form=FORMS)
    async def mine(self, interaction: Interaction, form: app_commands.Choice[str] | None = None) -> None:
        """Also what was withdrawn or hidden."""
        await think(interaction)
        service, wanted = self._bot.services.exports, _form(form) or "everything"
        exported = service.mine(
            guild_of(interaction).id, interaction.user.id, wanted, language_of(interaction)
        )
        await answer(interaction, await exported)

    @app_commands.command(description=mark("The public results of this server, as a file"))
    @app_commands.describe(form=mark("A form; without one, a table"))
    @app_commands.choices(form=FORMS)
    async def server(self, interaction: Interaction, form: app_commands.Choice[str] | None = None) -> None:
        """What everyone here may see."""
        await think(interaction)
        service, wanted = self._bot.services.exports, _form(form) or "csv"
        await answer(
            interaction, await service.public(guild_of(interaction).id, wanted, language_of(interaction))
        )

    @app_commands.command(description=mark("Delete everything that you posted here, after asking"))
    async def erase(self, interaction: Interaction) -> None:
        """Nothing is deleted before the button is pressed."""
        await think(interaction)
        service, language = self._bot.services.exports, language_of(interaction)
        await answer(
            interaction, await service.ask_to_erase(guild_of(interaction).id, interaction.user.id, language)
        )


class Erase(Control, template=controls.ERASE):
    """Deletes what the person who presses has posted in this server."""

    async def act(self, interaction: Interaction) -> None:
        """Whoever presses it can only erase what is their own."""
        await hold(interaction)
        service, language = interaction.client.services.exports, language_of(interaction)
        await replace(
            interaction, await service.erase(guild_of(interaction).id, interaction.user.id, language)
        )


def _form(chosen: app_commands.Choice[str] | None) -> Form | None:
    return next((form for _, form in _FORMS if chosen is not None and chosen.value == form), None)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Export(bot))
    bot.add_dynamic_items(Erase)

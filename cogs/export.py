"""`/export`: what members posted is theirs."""

from typing import get_args

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.results import controls
from bot.results.export_store import Wanted
from bot.results.exports.order import Form
from bot.texts import mark

Interaction = discord.Interaction[EssaiBot]
_FORMS: list[tuple[str, Form]] = [
    (mark("A table (CSV)"), "csv"),
    (mark("A table for programs (Parquet)"), "parquet"),
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
        wanted = _wanted(interaction, "mine", "everything" if form is None else form.value)
        await answer(interaction, await self._bot.services.exports.part(wanted, language_of(interaction)))

    @app_commands.command(description=mark("The public results of this server, as a file"))
    @app_commands.describe(form=mark("A form; without one, a table"))
    @app_commands.choices(form=FORMS)
    async def server(self, interaction: Interaction, form: app_commands.Choice[str] | None = None) -> None:
        """What everyone here may see."""
        await think(interaction)
        wanted = _wanted(interaction, "server", "csv" if form is None else form.value)
        await answer(interaction, await self._bot.services.exports.part(wanted, language_of(interaction)))

    @app_commands.command(description=mark("Delete everything that you posted here, after asking"))
    async def erase(self, interaction: Interaction) -> None:
        """Nothing is deleted before the button is pressed."""
        await think(interaction)
        service, language = self._bot.services.erasing, language_of(interaction)
        await answer(interaction, await service.ask(guild_of(interaction).id, interaction.user.id, language))


class Erase(Control, template=controls.ERASE):
    """Deletes what the person who presses has posted in this server."""

    async def act(self, interaction: Interaction) -> None:
        """Whoever presses it can only erase what is their own."""
        await hold(interaction)
        service, language = interaction.client.services.erasing, language_of(interaction)
        await replace(
            interaction, await service.erase(guild_of(interaction).id, interaction.user.id, language)
        )


class NextPart(Control, template=controls.EXPORT_PART):
    """The part of an export that follows."""

    async def act(self, interaction: Interaction) -> None:
        """As a message of its own; of one's own results or of public ones, whoever presses."""
        wanted = _wanted(interaction, self.match["whose"], self.match["form"])
        await think(interaction)
        service, language = interaction.client.services.exports, language_of(interaction)
        before, number = int(self.match["before"]), int(self.match["number"])
        await answer(interaction, await service.part(wanted, language, before=before, number=number))


def _wanted(interaction: Interaction, whose: str, form: str) -> Wanted:
    """What a person may have: their own results in every form, those of the server where they are public."""
    forms: tuple[Form, ...] = get_args(Form)
    chosen = next(one for one in forms if one == form)
    author_id = interaction.user.id if whose == "mine" else None
    return Wanted(guild_of(interaction).id, author_id, chosen)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Export(bot))
    bot.add_dynamic_items(Erase, NextPart)

"""The button and the form that ask what the columns of a pasted or attached table mean."""

from collections.abc import Mapping
from re import Match

import discord

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, language_of
from bot.chat.replies import hold, replace
from bot.results import controls
from bot.results.mapping import Columns
from bot.texts import Language

Interaction = discord.Interaction[EssaiBot]


class Explain(Control, template=controls.COLUMNS):
    """Opens the form."""

    async def act(self, interaction: Interaction) -> None:
        """The form names the columns that there are."""
        service, draft_id = interaction.client.services.results, int(self.match["draft"])
        columns = await service.columns(guild_of(interaction).id, draft_id, interaction.user.id)
        await interaction.response.send_modal(ColumnsForm(draft_id, columns, language_of(interaction)))


class ColumnsForm(Form, template=controls.MEANT):
    """Which column is what."""

    def __init__(self, draft_id: int, columns: Columns, language: Language) -> None:
        super().__init__(language.say("What do the columns mean?"), controls.of_draft("meant", draft_id))
        there, known = language.say("One of: {columns}", columns=", ".join(columns.names)), columns.known
        self.ask("benchmark", language.say("Column with the benchmark"), there, known.get("benchmark", ""))
        scale = language.say("With its scale where that may be unclear: Score (%) or Score (share)")
        self.ask("value", language.say("Column with the value"), scale, known.get("value", ""))
        optional = language.say("Empty if there is none")
        self.ask("model", language.say("Column with the model"), optional, known.get("model", ""))
        self.ask("error", language.say("Column with the standard error"), optional, known.get("error", ""))
        self.ask(
            "samples", language.say("Column with the number of samples"), optional, known.get("samples", "")
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Show what was read with it, in private."""
        await hold(interaction)
        service, language = interaction.client.services.results, language_of(interaction)
        guild, draft_id = guild_of(interaction), int(match["draft"])
        read = service.say_columns(guild.id, draft_id, interaction.user.id, values, language)
        await replace(interaction, await read)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(Explain)
    add_forms(bot, ColumnsForm)

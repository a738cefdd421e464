"""The button below a post that lets members post what they measured of its model."""

from collections.abc import Mapping
from re import Match

import discord

from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.releases import controls, measured_cards
from bot.results import controls as result_controls
from bot.results import typed
from bot.texts import Language
from cogs.result import place_of

Interaction = discord.Interaction[EssaiBot]


class PostResult(Control, template=controls.RESULT):
    """Opens the form for a number of the post's model; of several it asks first which one."""

    async def act(self, interaction: Interaction) -> None:
        """Whether it can be posted here is said before anything is typed."""
        place_of(interaction)
        nonce, language = self.match["nonce"], language_of(interaction)
        models = await interaction.client.services.posts.models(guild_of(interaction).id, nonce)
        if len(models) > 1:
            await answer(interaction, measured_cards.which(nonce, models, language))
        else:
            await interaction.response.send_modal(ResultForm(nonce, None, language))


class ResultOf(Choice, template=controls.RESULT_OF):
    """Opens the form for a number of one of the post's models."""

    async def act(self, interaction: Interaction) -> None:
        """The list stays, for a result of another model."""
        place_of(interaction)
        form = ResultForm(self.match["nonce"], int(self.values[0]), language_of(interaction))
        await interaction.response.send_modal(form)


class ResultForm(Form, template=result_controls.TYPED):
    """One number and how it was measured."""

    def __init__(self, nonce: str, release_id: int | None, language: Language) -> None:
        super().__init__(language.say("Post a result"), result_controls.typed(nonce, release_id))
        self.ask(
            "benchmark", "Benchmark", language.say("What was measured, such as GSM8K or generation speed")
        )
        self.ask(
            "value", language.say("Value"), language.say("The number, such as 75.7 %, 42.5 or 81.2 ± 0.6")
        )
        self.ask("samples", language.say("Samples"), language.say("How many questions or runs"))
        self.ask("quantisation", language.say("Quantisation"), language.say("Such as Q4_K_M or AWQ"))
        self.ask("hardware", language.say("Hardware"), language.say("Such as RTX 4090"))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Show in private what would be public."""
        place, language, services = (
            place_of(interaction),
            language_of(interaction),
            interaction.client.services,
        )
        value = typed.from_form(values)
        await think(interaction)
        release_id = int(match["release"]) if match["release"] else None
        model = await services.posts.model(guild_of(interaction).id, match["nonce"], release_id)
        await answer(interaction, await services.results.preview_typed(place, model, None, value, language))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(PostResult, ResultOf)
    add_forms(bot, ResultForm)

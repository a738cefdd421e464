"""The button below a post that sets its model beside others, by what members measured."""

from collections.abc import Mapping
from re import Match

import discord

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.errors import BadRequest
from bot.releases import controls
from bot.results import controls as result_controls
from bot.texts import Language, later

Interaction = discord.Interaction[EssaiBot]
MOST_OTHERS = 7


class CompareWith(Control, template=controls.COMPARE):
    """Asks with which models the post's model is compared."""

    async def act(self, interaction: Interaction) -> None:
        """The models that were measured most lately here are proposed: one of the post, and another one."""
        guild_id, services = guild_of(interaction).id, interaction.client.services
        family = list((await services.posts.models(guild_id, self.match["nonce"])).values())
        known = await services.results.model_names(guild_id, "")
        model = next((name for name in known if name in family), family[0])
        other = next((name for name in known if name != model), "")
        of_family = model if len(family) > 1 else None
        form = CompareForm(self.match["nonce"], other, language_of(interaction), of_family)
        await interaction.response.send_modal(form)


class CompareForm(Form, template=result_controls.COMPARED):
    """The other models, and of a family which one is judged, where one is proposed."""

    def __init__(self, nonce: str, proposed: str, language: Language, of_family: str | None = None) -> None:
        super().__init__(language.say("Compare"), result_controls.compared(nonce))
        if of_family is not None:
            hint = language.say("The model of this family that is judged")
            self.ask("model", language.say("Model"), hint, of_family)
        self.ask(
            "others",
            language.say("With which models"),
            language.say("Up to seven, with commas between them; results of each must have been posted here"),
            proposed,
        )
        self.ask("benchmark", "Benchmark", language.say("Only this benchmark; empty for all"))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Only the person who asks sees the comparison."""
        guild_id, language, services = (
            guild_of(interaction).id,
            language_of(interaction),
            interaction.client.services,
        )
        others = [name.strip() for name in values.get("others", "").split(",") if name.strip()]
        if not 1 <= len(others) <= MOST_OTHERS:
            raise BadRequest(later("Name one to seven models, with commas between them."))
        await think(interaction)
        typed = values.get("model", "").strip()
        model = typed or await services.posts.model(guild_id, match["nonce"])
        benchmark = values.get("benchmark", "").strip() or None
        compared = services.comparisons.compare(guild_id, [model, *others], benchmark, language)
        await answer(interaction, await compared)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(CompareWith)
    add_forms(bot, CompareForm)

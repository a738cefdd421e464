"""The buttons below posts and comparisons that ask about what they tell of."""

from collections.abc import Mapping
from re import Match

import discord

from bot.answers.about import about
from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, language_of
from bot.errors import BadRequest
from bot.releases import controls
from bot.results import controls as result_controls
from bot.texts import Language, later
from cogs.ask import answer_to

Interaction = discord.Interaction[EssaiBot]


class AskOfPost(Control, template=controls.ASK):
    """Asks what the person wants to know."""

    async def act(self, interaction: Interaction) -> None:
        """The form says of what."""
        form = AskOfPostForm(self.match["nonce"], language_of(interaction))
        await interaction.response.send_modal(form)


class AskOfPostForm(Form, template=controls.ASKED):
    """A question about the release of a post."""

    def __init__(self, nonce: str, language: Language) -> None:
        super().__init__(language.say("Ask about this release"), controls.asked(nonce))
        self.ask(
            "question", language.say("Your question"), language.say("I look in what this community knows")
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Only the person who asks sees the answer."""
        typed = _typed(values)
        posts, guild_id = interaction.client.services.posts, guild_of(interaction).id
        name = await posts.name(guild_id, match["nonce"])
        await answer_to(interaction, about(typed, [name]), typed=typed)


class AskOfResults(Control, template=result_controls.ASK):
    """Asks what the person wants to know of the models of some results."""

    async def act(self, interaction: Interaction) -> None:
        """The form says of what."""
        form = AskOfResultsForm(self.match.string, language_of(interaction))
        await interaction.response.send_modal(form)


class AskOfResultsForm(Form, template=result_controls.ASKED):
    """A question about the models of a comparison."""

    def __init__(self, control: str, language: Language) -> None:
        super().__init__(language.say("Ask about these models"), result_controls.asked(control))
        self.ask(
            "question", language.say("Your question"), language.say("I look in what this community knows")
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Only the person who asks sees the answer."""
        typed, ids = _typed(values), [int(one) for one in match["results"].split("-")]
        names = await interaction.client.services.comparisons.names(guild_of(interaction).id, ids)
        await answer_to(interaction, about(typed, names), typed=typed)


def _typed(values: Mapping[str, str]) -> str:
    typed = values["question"].strip()
    if not typed:
        raise BadRequest(later("You asked nothing. Press the button again and type your question."))
    return typed


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(AskOfPost, AskOfResults)
    add_forms(bot, AskOfPostForm, AskOfResultsForm)

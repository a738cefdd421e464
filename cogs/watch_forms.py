"""The forms of the panel in which a watch is set up."""

from collections.abc import Callable, Mapping
from functools import partial
from re import Match

import discord

from bot.chat.access import look
from bot.chat.client import EssaiBot
from bot.chat.forms import Form
from bot.chat.person import guild_of, language_of
from bot.chat.replies import hold, replace
from bot.chat.rights import require_moderator
from bot.releases import controls, typed
from bot.releases.model import Filters, Plan
from bot.texts import Language

Interaction = discord.Interaction[EssaiBot]


def _ask_names(form: Form, filters: Filters, language: Language) -> None:
    form.ask(
        "include",
        language.say("One of these words in the name"),
        language.say("Separated by commas; empty for all names"),
        ", ".join(filters.include),
    )
    form.ask(
        "exclude",
        language.say("None of these words in the name"),
        language.say("Separated by commas, such as gguf, awq"),
        ", ".join(filters.exclude),
    )
    form.ask(
        "smallest",
        language.say("Smallest size"),
        language.say("Parameters of a model, such as 500M; empty for any"),
        typed.spelt(filters.smallest),
    )
    form.ask(
        "largest",
        language.say("Largest size"),
        language.say("Parameters of a model, such as 8B; empty for any"),
        typed.spelt(filters.largest),
    )


def _names(values: Mapping[str, str]) -> list[str]:
    return [values[name] for name in ("include", "exclude", "smallest", "largest")]


class NamesForm(Form, template=controls.NAMES_FORM):
    """Words in names, and the range of parameters."""

    def __init__(self, draft_id: int, plan: Plan, language: Language) -> None:
        super().__init__(language.say("Names and size"), controls.form(draft_id, "names"))
        _ask_names(self, plan.filters, language)

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Change the draft and show the panel again."""
        await _submit(interaction, match, "names", lambda plan: typed.with_names(plan, *_names(values)))


class CalledNamesForm(Form, template=controls.CALLED_NAMES_FORM):
    """The same for the posts that call a role."""

    def __init__(self, draft_id: int, plan: Plan, language: Language) -> None:
        super().__init__(language.say("Names and size"), controls.form(draft_id, "called_names"))
        mention = plan.posting.mention
        _ask_names(self, Filters() if mention is None else mention.filters, language)

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Change the draft and show the panel again."""
        texts = _names(values)
        await _submit(interaction, match, "called_names", lambda plan: typed.with_called_names(plan, *texts))


class LikesForm(Form, template=controls.LIKES_FORM):
    """How many likes it takes, or what trending score."""

    def __init__(self, draft_id: int, plan: Plan, language: Language) -> None:
        super().__init__(language.say("Likes"), controls.form(draft_id, "likes"))
        filters = plan.filters
        self.ask(
            "likes",
            language.say("Least number of likes"),
            language.say("A release waits up to 7 days for them; empty: none needed"),
            "" if filters.least_likes is None else str(filters.least_likes),
        )
        self.ask(
            "trending",
            language.say("Least trending score"),
            language.say("As the Hub counts it, about the likes of the last days; empty: none needed"),
            "" if filters.least_trending is None else str(filters.least_trending),
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Change the draft and show the panel again."""
        texts = values["likes"], values["trending"]
        await _submit(interaction, match, "likes", lambda plan: typed.with_likes(plan, *texts))


class FactsForm(Form, template=controls.FACTS_FORM):
    """Tasks, libraries, licences and languages."""

    def __init__(self, draft_id: int, plan: Plan, language: Language) -> None:
        super().__init__(language.say("Task, licence, language"), controls.form(draft_id, "facts"))
        filters = plan.filters
        several = language.say("Separated by commas; empty for all")
        self.ask("tasks", language.say("Tasks, such as text-generation"), several, ", ".join(filters.tasks))
        self.ask(
            "libraries",
            language.say("Libraries, such as transformers, gguf"),
            several,
            ", ".join(filters.libraries),
        )
        self.ask(
            "licences",
            language.say("Licences, such as apache-2.0, mit"),
            several,
            ", ".join(filters.licences),
        )
        self.ask(
            "languages",
            language.say("Languages by code, such as fr, en"),
            several,
            ", ".join(filters.languages),
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Change the draft and show the panel again."""
        tasks, libraries = values["tasks"], values["libraries"]
        licences, languages = values["licences"], values["languages"]
        reader = language_of(interaction)

        def change(plan: Plan) -> Plan:
            return typed.with_facts(plan, tasks, libraries, licences, languages, reader)

        await _submit(interaction, match, "facts", change)


async def _submit(
    interaction: Interaction, match: Match[str], form: str, change: Callable[[Plan], Plan]
) -> None:
    await require_moderator(interaction)
    await hold(interaction)
    guild, page = guild_of(interaction), controls.page_of(form)
    shown = interaction.client.services.panels.change(
        guild.id, int(match["draft"]), change, page, partial(look, guild), language_of(interaction)
    )
    await replace(interaction, await shown)


FORMS: dict[str, type[NamesForm | CalledNamesForm | FactsForm | LikesForm]] = {
    "names": NamesForm,
    "called_names": CalledNamesForm,
    "facts": FactsForm,
    "likes": LikesForm,
}

"""The panel in which a watch is set up; all of its state is in drafts and custom ids."""

from collections.abc import Callable, Mapping
from functools import partial
from re import Match

import discord

from bot.chat.access import require_writable
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, guild_value, language_of
from bot.chat.replies import hold, replace
from bot.chat.rights import require_moderator
from bot.releases import controls, typed
from bot.releases.model import Plan
from bot.texts import Language

Interaction = discord.Interaction[EssaiBot]


class OpenPanel(Control, template=controls.DRAFT_OPEN):
    """Opens the panel for the watch that a preview shows."""

    async def act(self, interaction: Interaction) -> None:
        """Nothing is saved but the draft, which is there already."""
        await require_moderator(interaction)
        await hold(interaction)
        panels, guild_id = interaction.client.services.panels, guild_of(interaction).id
        shown = panels.open(guild_id, int(self.match["draft"]), language_of(interaction))
        await replace(interaction, await shown)


class PanelChoice(Choice, template=controls.DRAFT_CHOICE):
    """A select of the panel."""

    async def act(self, interaction: Interaction) -> None:
        """Change the draft and show the panel again."""
        await require_moderator(interaction)
        await hold(interaction)
        change = partial(typed.chosen, field=self.match["field"], values=self.values)
        panels = interaction.client.services.panels
        draft_id = int(self.match["draft"])
        shown = panels.change(guild_of(interaction).id, draft_id, change, language_of(interaction))
        await replace(interaction, await shown)


class OpenForm(Control, template=controls.DRAFT_FORM):
    """A button of the panel that opens one of its two forms, filled with what holds now."""

    async def act(self, interaction: Interaction) -> None:
        """Discord waits three seconds for a form, and the draft is one row."""
        await require_moderator(interaction)
        draft_id = int(self.match["draft"])
        plan = await interaction.client.services.panels.plan(guild_of(interaction).id, draft_id)
        form = NamesForm if self.match["form"] == "names" else FactsForm
        await interaction.response.send_modal(form(draft_id, plan, language_of(interaction)))


class SaveDraft(Control, template=controls.DRAFT_SAVE):
    """Makes the watch that a preview or the panel shows, or changes the one there is."""

    async def act(self, interaction: Interaction) -> None:
        """Rights, the person's and the bot's, may have changed since it was shown."""
        await require_moderator(interaction)
        guild, language = guild_of(interaction), language_of(interaction)
        draft_id = int(self.match["draft"])
        panels = interaction.client.services.panels
        plan = await panels.plan(guild.id, draft_id)
        require_writable(guild.get_channel_or_thread(plan.channel_id), language)
        await hold(interaction)
        saved = panels.save(guild_value(guild), draft_id, interaction.user.id, language)
        await replace(interaction, await saved)


class ConfirmImport(Control, template=controls.IMPORT):
    """Saves all watches of an import that was shown."""

    async def act(self, interaction: Interaction) -> None:
        """Every channel is checked again before anything is saved."""
        await require_moderator(interaction)
        guild, language = guild_of(interaction), language_of(interaction)
        carry, draft_id = interaction.client.services.carry, int(self.match["draft"])
        for plan in await carry.plans(guild.id, draft_id):
            require_writable(guild.get_channel_or_thread(plan.channel_id), language)
        await hold(interaction)
        imported = carry.confirm(guild_value(guild), draft_id, interaction.user.id, language)
        await replace(interaction, await imported)


class NamesForm(Form, template=controls.NAMES_FORM):
    """Words in names, and the range of parameters."""

    def __init__(self, draft_id: int, plan: Plan, language: Language) -> None:
        super().__init__(language.say("Names and size"), controls.form(draft_id, "names"))
        filters = plan.filters
        self.ask(
            "include",
            language.say("One of these words in the name"),
            language.say("Separated by commas; empty for all names"),
            ", ".join(filters.include),
        )
        self.ask(
            "exclude",
            language.say("None of these words in the name"),
            language.say("Separated by commas, such as gguf, awq"),
            ", ".join(filters.exclude),
        )
        self.ask(
            "smallest",
            language.say("Smallest size"),
            language.say("Parameters of a model, such as 500M; empty for any"),
            typed.spelt(filters.smallest),
        )
        self.ask(
            "largest",
            language.say("Largest size"),
            language.say("Parameters of a model, such as 8B; empty for any"),
            typed.spelt(filters.largest),
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Change the draft and show the panel again."""
        texts = [values[name] for name in ("include", "exclude", "smallest", "largest")]
        await _submit(interaction, match, lambda plan: typed.with_names(plan, *texts))


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

        await _submit(interaction, match, change)


async def _submit(interaction: Interaction, match: Match[str], change: Callable[[Plan], Plan]) -> None:
    await require_moderator(interaction)
    await hold(interaction)
    panels, draft_id = interaction.client.services.panels, int(match["draft"])
    shown = panels.change(guild_of(interaction).id, draft_id, change, language_of(interaction))
    await replace(interaction, await shown)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(OpenPanel, PanelChoice, OpenForm, SaveDraft, ConfirmImport)
    add_forms(bot, NamesForm, FactsForm)

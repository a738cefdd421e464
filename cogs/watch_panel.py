"""The panel in which a watch is set up; all of its state is in drafts and custom ids."""

from collections.abc import Callable
from functools import partial

import discord
from discord import ui

from bot.chat.access import require_writable
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control, Form
from bot.chat.person import guild_of, guild_value, language_of, require_manager
from bot.chat.replies import hold, replace
from bot.releases import controls, typed
from bot.releases.model import Plan
from bot.texts import Language

Interaction = discord.Interaction[EssaiBot]
LONGEST_LABEL = 45


class OpenPanel(Control, template=controls.DRAFT_OPEN):
    """Opens the panel for the watch that a preview shows."""

    async def act(self, interaction: Interaction) -> None:
        """Nothing is saved but the draft, which is there already."""
        require_manager(interaction)
        await hold(interaction)
        panels, guild_id = interaction.client.services.panels, guild_of(interaction).id
        shown = panels.open(guild_id, int(self.match["draft"]), language_of(interaction))
        await replace(interaction, await shown)


class PanelChoice(Choice, template=controls.DRAFT_CHOICE):
    """A select of the panel."""

    async def act(self, interaction: Interaction) -> None:
        """Change the draft and show the panel again."""
        require_manager(interaction)
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
        require_manager(interaction)
        draft_id = int(self.match["draft"])
        plan = await interaction.client.services.panels.plan(guild_of(interaction).id, draft_id)
        form = NamesForm if self.match["form"] == "names" else FactsForm
        await interaction.response.send_modal(form(draft_id, plan, language_of(interaction)))


class SaveDraft(Control, template=controls.DRAFT_SAVE):
    """Makes the watch that a preview or the panel shows, or changes the one there is."""

    async def act(self, interaction: Interaction) -> None:
        """Rights, the person's and the bot's, may have changed since it was shown."""
        require_manager(interaction)
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
        require_manager(interaction)
        guild, language = guild_of(interaction), language_of(interaction)
        carry, draft_id = interaction.client.services.carry, int(self.match["draft"])
        for plan in await carry.plans(guild.id, draft_id):
            require_writable(guild.get_channel_or_thread(plan.channel_id), language)
        await hold(interaction)
        imported = carry.confirm(guild_value(guild), draft_id, interaction.user.id, language)
        await replace(interaction, await imported)


class NamesForm(Form):
    """Words in names, and the range of parameters."""

    def __init__(self, draft_id: int, plan: Plan, language: Language) -> None:
        super().__init__(title=language.say("Names and size"))
        self._draft_id = draft_id
        filters = plan.filters
        self.include = _field(
            self,
            language.say("One of these words in the name"),
            language.say("Separated by commas; empty for all names"),
            ", ".join(filters.include),
        )
        self.exclude = _field(
            self,
            language.say("None of these words in the name"),
            language.say("Separated by commas, such as gguf, awq"),
            ", ".join(filters.exclude),
        )
        self.smallest = _field(
            self,
            language.say("Smallest size"),
            language.say("Parameters of a model, such as 500M; empty for any"),
            typed.spelt(filters.smallest),
        )
        self.largest = _field(
            self,
            language.say("Largest size"),
            language.say("Parameters of a model, such as 8B; empty for any"),
            typed.spelt(filters.largest),
        )

    async def on_submit(self, interaction: Interaction) -> None:  # type: ignore[override]  # our own client
        """Change the draft and show the panel again."""
        texts = (self.include.value, self.exclude.value, self.smallest.value, self.largest.value)
        await _submit(interaction, self._draft_id, lambda plan: typed.with_names(plan, *texts))


class FactsForm(Form):
    """Tasks, libraries, licences and languages."""

    def __init__(self, draft_id: int, plan: Plan, language: Language) -> None:
        super().__init__(title=language.say("Task, licence, language"))
        self._draft_id = draft_id
        filters = plan.filters
        several = language.say("Separated by commas; empty for all")
        self.tasks = _field(
            self, language.say("Tasks, such as text-generation"), several, ", ".join(filters.tasks)
        )
        self.libraries = _field(
            self, language.say("Libraries, such as transformers, gguf"), several, ", ".join(filters.libraries)
        )
        self.licences = _field(
            self, language.say("Licences, such as apache-2.0, mit"), several, ", ".join(filters.licences)
        )
        self.languages = _field(
            self, language.say("Languages by code, such as fr, en"), several, ", ".join(filters.languages)
        )

    async def on_submit(self, interaction: Interaction) -> None:  # type: ignore[override]  # our own client
        """Change the draft and show the panel again."""
        texts = (self.tasks.value, self.libraries.value, self.licences.value, self.languages.value)
        language = language_of(interaction)
        await _submit(interaction, self._draft_id, lambda plan: typed.with_facts(plan, *texts, language))


def _field(form: Form, label: str, description: str, value: str) -> "ui.TextInput[Form]":
    field: ui.TextInput[Form] = ui.TextInput(default=value or None, required=False, max_length=400)
    form.add_item(ui.Label(text=label[:LONGEST_LABEL], description=description, component=field))
    return field


async def _submit(interaction: Interaction, draft_id: int, change: Callable[[Plan], Plan]) -> None:
    require_manager(interaction)
    await hold(interaction)
    panels = interaction.client.services.panels
    shown = panels.change(guild_of(interaction).id, draft_id, change, language_of(interaction))
    await replace(interaction, await shown)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(OpenPanel, PanelChoice, OpenForm, SaveDraft, ConfirmImport)

"""The panel in which a watch is set up; all of its state is in drafts and custom ids."""

from functools import partial
from typing import cast

import discord

from bot.chat.access import find_channel, look, place_of, require_writable
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.forms import add_forms
from bot.chat.person import guild_of, guild_value, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.chat.rights import require_moderator
from bot.releases import controls
from cogs.watch_forms import FORMS

Interaction = discord.Interaction[EssaiBot]


class PanelPage(Control, template=controls.DRAFT_PAGE):
    """Opens the panel for the watch that a preview shows, or another page of it."""

    async def act(self, interaction: Interaction) -> None:
        """Nothing is saved but the draft, which is there already."""
        await require_moderator(interaction)
        await hold(interaction)
        guild, page = guild_of(interaction), cast("controls.Page", self.match["page"])
        shown = interaction.client.services.panels.show(
            guild.id, int(self.match["draft"]), page, partial(look, guild), language_of(interaction)
        )
        await replace(interaction, await shown)


class AllPosts(Control, template=controls.DRAFT_POSTS):
    """Tells every post of the last 30 days that the watch would have brought."""

    async def act(self, interaction: Interaction) -> None:
        """Answered apart; the preview stays as it is."""
        await require_moderator(interaction)
        await think(interaction)
        guild, language = guild_of(interaction), language_of(interaction)
        panels = interaction.client.services.panels
        await answer(interaction, await panels.posts(guild.id, int(self.match["draft"]), language))


class PanelChoice(Choice, template=controls.DRAFT_CHOICE):
    """A select of the panel."""

    async def act(self, interaction: Interaction) -> None:
        """Change the draft and show the panel again."""
        await require_moderator(interaction)
        await hold(interaction)
        guild, draft_id = guild_of(interaction), int(self.match["draft"])
        choice = (self.match["field"], self.values)
        shown = interaction.client.services.panels.choose(
            guild.id, draft_id, *choice, partial(look, guild), language_of(interaction)
        )
        await replace(interaction, await shown)


class OpenForm(Control, template=controls.DRAFT_FORM):
    """A button of the panel that opens one of its forms, filled with what holds now."""

    async def act(self, interaction: Interaction) -> None:
        """Discord waits three seconds for a form, and the draft is one row."""
        await require_moderator(interaction)
        draft_id = int(self.match["draft"])
        plan = await interaction.client.services.panels.plan(guild_of(interaction).id, draft_id)
        form = FORMS[self.match["form"]]
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
        await hold(interaction)
        channel = await find_channel(guild, plan.channel_id)
        require_writable(channel, language)
        place = place_of(channel)
        saved = panels.save(guild_value(guild), draft_id, place, interaction.user.id, language)
        await replace(interaction, await saved)


class ConfirmImport(Control, template=controls.IMPORT):
    """Saves all watches of an import that was shown."""

    async def act(self, interaction: Interaction) -> None:
        """Every channel is checked again before anything is saved."""
        await require_moderator(interaction)
        guild, language = guild_of(interaction), language_of(interaction)
        carry, draft_id = interaction.client.services.carry, int(self.match["draft"])
        await hold(interaction)
        places = {}
        for channel_id in {plan.channel_id for plan in await carry.plans(guild.id, draft_id)}:
            channel = await find_channel(guild, channel_id)
            require_writable(channel, language)
            places[channel_id] = place_of(channel)
        imported = carry.confirm(guild_value(guild), draft_id, places, interaction.user.id, language)
        await replace(interaction, await imported)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(PanelPage, AllPosts, PanelChoice, OpenForm, SaveDraft, ConfirmImport)
    add_forms(bot, *FORMS.values())

"""What the buttons of a preview of a notebook do."""

from typing import cast

import discord

from bot.chat.access import require_writer
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.files import read_again
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.errors import TryLater
from bot.message import plain
from bot.notebooks import controls, preview_cards
from bot.notebooks.findings import Decision
from bot.notebooks.shared import Draft
from bot.texts import language as language_named

Interaction = discord.Interaction[EssaiBot]


class Publish(Control, template=controls.PUBLISH):
    """Makes public what the preview shows."""

    async def act(self, interaction: Interaction) -> None:
        """The draft is the person's own, and the bot's rights are looked up again."""
        guild, language, user = guild_of(interaction), language_of(interaction), interaction.user.id
        service, draft_id = interaction.client.services.notebooks.sharing, int(self.match["draft"])
        draft = await service.draft(guild.id, draft_id, user)
        require_writer(interaction.user, guild.get_channel_or_thread(draft.channel_id), language)
        await hold(interaction)
        async with interaction.client.services.notebooks.openings.one(user):
            content = await _content(interaction, draft)
            told = await service.publish(guild.id, draft_id, user, content, language)
        await replace(interaction, told)


class See(Control, template=controls.SEE):
    """Shows the post with its pictures and its file, before it is one."""

    async def act(self, interaction: Interaction) -> None:
        """Only the author sees it."""
        await think(interaction)
        guild_id, user, language = guild_of(interaction).id, interaction.user.id, language_of(interaction)
        notebooks, draft_id = interaction.client.services.notebooks, int(self.match["draft"])
        draft = await notebooks.sharing.draft(guild_id, draft_id, user)
        async with notebooks.openings.one(user):
            content = await _content(interaction, draft)
            largest = interaction.filesize_limit
            shown = await notebooks.sharing.see(guild_id, draft_id, user, content, largest, language)
        await answer(interaction, shown)


class Summarise(Control, template=controls.SUMMARISE):
    """Lets the language model say in two sentences what the notebook does."""

    async def act(self, interaction: Interaction) -> None:
        """Into the preview, where its author sees it before anybody else does."""
        services, language = interaction.client.services, language_of(interaction)
        guild_id, user, draft_id = guild_of(interaction).id, interaction.user.id, int(self.match["draft"])
        sharing = services.notebooks.sharing
        shown = await sharing.page(guild_id, draft_id, user, 0, language)
        await replace(interaction, preview_cards.being_summarised(shown, language))
        facts = (await sharing.draft(guild_id, draft_id, user)).looked.facts
        spoken = language_named((await services.guilds.settings(guild_id)).spoken).name
        at = interaction.created_at
        try:
            told = await services.answers.summariser.summary(guild_id, user, draft_id, facts, spoken, at)
        except TryLater:
            await replace(interaction, shown)
            raise
        await replace(interaction, await sharing.summarised(guild_id, draft_id, user, told, language))


class Cancel(Control, template=controls.CANCEL):
    """Dismisses the preview."""

    async def act(self, interaction: Interaction) -> None:
        """Forget the draft."""
        service, draft_id = interaction.client.services.notebooks.sharing, int(self.match["draft"])
        await service.cancel(guild_of(interaction).id, draft_id, interaction.user.id)
        await replace(interaction, plain(language_of(interaction).say("Nothing was posted.")))


class Page(Control, template=controls.PAGE):
    """Shows other findings."""

    async def act(self, interaction: Interaction) -> None:
        """In the same message."""
        service, draft_id = interaction.client.services.notebooks.sharing, int(self.match["draft"])
        guild_id, user, page = guild_of(interaction).id, interaction.user.id, int(self.match["page"])
        await replace(
            interaction, await service.page(guild_id, draft_id, user, page, language_of(interaction))
        )


class Decide(Choice, template=controls.DECIDE):
    """Notes what is to be done with a finding."""

    async def act(self, interaction: Interaction) -> None:
        """Show the preview again."""
        service, language = interaction.client.services.notebooks.sharing, language_of(interaction)
        draft_id, page, number = (int(self.match[name]) for name in ("draft", "page", "number"))
        decision = cast("Decision", self.values[0])
        guild_id, user = guild_of(interaction).id, interaction.user.id
        decided = service.decide(guild_id, draft_id, user, page, number, decision, language)
        await replace(interaction, await decided)


async def _content(interaction: Interaction, draft: Draft) -> bytes:
    """The file of a draft again, from where it was linked to or attached."""
    linked = await interaction.client.services.notebooks.sharing.linked_content(draft)
    return await read_again(interaction.client, draft.address) if linked is None else linked


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(Publish, Summarise, See, Cancel, Page, Decide)

"""`/moderate`: what moderators do with results, and who may post them."""

from collections.abc import Mapping
from re import Match
from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.chat.rights import is_moderator, require_moderator
from bot.notebooks import cards as notebooks
from bot.results import controls
from bot.results.moderation_service import Deed
from bot.texts import Language, mark
from cogs.result import Short, results_like

Interaction = discord.Interaction[EssaiBot]


@app_commands.guild_only()
class Moderate(
    commands.GroupCog, group_name="moderate", group_description=mark("Results of members, for moderators")
):
    """The commands of moderators."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Results that are disputed, reported or odd, or hidden"))
    @app_commands.describe(show=mark("Which results"))
    @app_commands.choices(
        show=[
            app_commands.Choice(name=mark("those to look at"), value="waiting"),
            app_commands.Choice(name=mark("those that are hidden"), value="hidden"),
        ]
    )
    async def results(self, interaction: Interaction, show: str = "waiting") -> None:
        """Only the person who asks sees it."""
        await require_moderator(interaction)
        await think(interaction)
        service, language = self._bot.services.moderation, language_of(interaction)
        found = service.queue(guild_of(interaction).id, hidden=show == "hidden", language=language)
        await answer(interaction, await found)

    @app_commands.command(description=mark("Hide, verify or settle one result"))
    @app_commands.describe(result=mark("Which result, by its model or benchmark"))
    async def result(self, interaction: Interaction, result: int) -> None:
        """One result with its buttons."""
        await require_moderator(interaction)
        await think(interaction)
        service, language = self._bot.services.moderation, language_of(interaction)
        await answer(interaction, await service.one(guild_of(interaction).id, result, language))

    @app_commands.command(description=mark("Hide all results that were posted together"))
    @app_commands.describe(
        result=mark("One of them, by its model or benchmark"),
        reason=mark("Why, for its author and the other moderators"),
    )
    async def post(self, interaction: Interaction, result: int, reason: Short | None = None) -> None:
        """Noted for the audit."""
        await require_moderator(interaction)
        await think(interaction)
        service, language = self._bot.services.moderation, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        await answer(interaction, await service.hide_post(guild_id, user_id, result, reason, language))

    @app_commands.command(description=mark("Stop a member from posting results, or let them post again"))
    @app_commands.describe(
        member=mark("Who"),
        may_post=mark("Whether they may post results"),
        reason=mark("Why, for the other moderators"),
    )
    async def member(
        self, interaction: Interaction, member: discord.User, may_post: bool, reason: Short | None = None
    ) -> None:
        """Noted for the audit."""
        await require_moderator(interaction)
        await think(interaction)
        service, language = self._bot.services.moderation, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        done = service.allow(
            guild_id, user_id, member.id, may_post=may_post, reason=reason, language=language
        )
        await answer(interaction, await done)

    @app_commands.command(description=mark("Hide a notebook, or show a hidden one again"))
    @app_commands.describe(
        notebook=mark("Which notebook, by words of its title"),
        hidden=mark("Whether it is hidden"),
        reason=mark("Why, for its author and the other moderators"),
    )
    async def notebook(
        self, interaction: Interaction, notebook: int, hidden: bool = True, reason: Short | None = None
    ) -> None:
        """Noted for the audit."""
        await require_moderator(interaction)
        await think(interaction)
        care, language = self._bot.services.notebooks.care, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        if hidden:
            done = care.hide(guild_id, user_id, notebook, reason, language)
        else:
            done = care.show_again(guild_id, user_id, notebook, language)
        await answer(interaction, await done)

    @notebook.autocomplete("notebook")
    async def complete_notebook(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """Public notebooks, or the hidden ones where one is to be shown again."""
        if not await is_moderator(interaction):
            return []
        shelf, guild_id = self._bot.services.notebooks.shelf, guild_of(interaction).id
        is_hidden = getattr(interaction.namespace, "hidden", True) is False
        found = await (shelf.suggest_hidden if is_hidden else shelf.suggest_public)(guild_id, typed)
        return [app_commands.Choice(name=notebooks.label(one), value=one.id) for one in found]

    @result.autocomplete("result")
    @post.autocomplete("result")
    async def complete_any(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """Everybody's public results."""
        return await results_like(interaction, typed)


class Deeds(Control, template=controls.MODERATE):
    """What is done with a result; hiding it asks for the reason first."""

    async def act(self, interaction: Interaction) -> None:
        """The right is looked up again."""
        await require_moderator(interaction)
        deed, result_id, language = self.match["deed"], int(self.match["result"]), language_of(interaction)
        if deed == "hide":
            await interaction.response.send_modal(HideForm(result_id, language))
            return
        await hold(interaction)
        service, guild_id = interaction.client.services.moderation, guild_of(interaction).id
        by_id, seen = interaction.user.id, self.match["seen"]
        done = service.act(guild_id, by_id, result_id, cast("Deed", deed), None, language, seen=seen)
        await replace(interaction, await done)


class QueuePage(Control, template=controls.QUEUE):
    """Another page of the results that wait, or of the hidden ones."""

    async def act(self, interaction: Interaction) -> None:
        """In place of what was shown; the right is looked up again."""
        await require_moderator(interaction)
        await hold(interaction)
        service, guild_id = interaction.client.services.moderation, guild_of(interaction).id
        hidden, language = self.match["show"] == "hidden", language_of(interaction)
        number = int(self.match["page"])
        await replace(
            interaction, await service.queue(guild_id, hidden=hidden, language=language, number=number)
        )


class HideForm(Form, template=controls.HIDING):
    """Why a result is hidden."""

    def __init__(self, result_id: int, language: Language) -> None:
        super().__init__(language.say("Hide this result"), controls.hiding(result_id))
        self.ask("reason", language.say("Reason"), language.say("For its author and the other moderators"))

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:
        """Hide it."""
        await require_moderator(interaction)
        await hold(interaction)
        service, guild_id = interaction.client.services.moderation, guild_of(interaction).id
        reason, language = values.get("reason", "").strip() or None, language_of(interaction)
        done = service.act(guild_id, interaction.user.id, int(match["result"]), "hide", reason, language)
        await replace(interaction, await done)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Moderate(bot))
    bot.add_dynamic_items(Deeds, QueuePage)
    add_forms(bot, HideForm)

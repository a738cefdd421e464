"""The command tree: the error boundary for commands, and their translation."""

from typing import Any

import discord
from discord import app_commands

from bot.chat import boundary
from bot.texts import language

_NAMES = (
    app_commands.TranslationContextLocation.command_name,
    app_commands.TranslationContextLocation.group_name,
    app_commands.TranslationContextLocation.parameter_name,
)


class EssaiTree(app_commands.CommandTree[Any]):
    """Commands whose errors end at the boundary."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        """Called by discord.py for whatever a command raises."""
        if interaction.type is discord.InteractionType.autocomplete:
            raise error  # nobody can be told while they type; discord.py logs it
        await boundary.tell(interaction, error)


class Translator(app_commands.Translator):
    """Descriptions, choices and entries of menus in French; the names of what is typed stay the same.

    A guide or a neighbour's advice then works for everyone.
    """

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The sentence in that language, or None where it is the default."""
        if locale is not discord.Locale.french:  # first, since it is asked for each of thirty languages
            return None
        if context.location in _NAMES and not isinstance(context.data, app_commands.ContextMenu):
            return None
        return language("fr").say(string.message)

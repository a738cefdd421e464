"""Who acts, where and in which language, as Discord states it with each interaction."""

from typing import Any

import discord

from bot.errors import NotAllowed
from bot.guilds.model import Guild
from bot.texts import Language, Sentence, language, later


def language_of(interaction: discord.Interaction[Any]) -> Language:
    """The language of the person who acts."""
    return language(interaction.locale.value)


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """The server in which the person acts. Raises NotAllowed in private messages."""
    if interaction.guild is None:
        raise NotAllowed(not_in_private())
    return interaction.guild


def not_in_private() -> Sentence:
    """What is told in private messages."""
    return later("This works in a server only, not in private messages.")


def guild_value(guild: discord.Guild) -> Guild:
    """What Essai keeps of a server."""
    return Guild(guild.id, guild.name, guild.preferred_locale.value)


def channel_names(guild: discord.Guild) -> dict[int, str]:
    """The names of the channels and threads of a server in which messages can be posted, by id."""
    names = {channel.id: channel.name for channel in guild.text_channels}
    names |= {forum.id: forum.name for forum in guild.forums}
    return names | {thread.id: thread.name for thread in guild.threads}

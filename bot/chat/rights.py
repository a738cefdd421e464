"""Who may do what in a server, asked again at every command, every button and every form."""

import discord

from bot.chat.client import EssaiBot
from bot.chat.person import guild_of
from bot.errors import NotAllowed
from bot.texts import later

Interaction = discord.Interaction[EssaiBot]


def require_manager(interaction: Interaction) -> None:
    """Raise NotAllowed unless the person may manage the server, as Discord says at this moment."""
    if not interaction.permissions.manage_guild:
        raise NotAllowed(later("Only people with the right *Manage Server* may do that."))


async def is_moderator(interaction: Interaction) -> bool:
    """Whether the person may configure watches: by *Manage Server*, or by a role named in `/settings`."""
    if interaction.permissions.manage_guild:
        return True
    if not isinstance(interaction.user, discord.Member):
        return False
    settings = await interaction.client.services.guilds.settings(guild_of(interaction).id)
    return any(interaction.user.get_role(role_id) for role_id in settings.manager_role_ids)


async def require_moderator(interaction: Interaction) -> None:
    """Raise NotAllowed unless the person may configure watches."""
    if not await is_moderator(interaction):
        raise NotAllowed(
            later(
                "That is for moderators: people with the right *Manage Server*, or with a role that they "
                "have named in `/settings`. Ask one of them."
            )
        )

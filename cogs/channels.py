"""What Discord tells of channels and rights, so that watches pause and go on when they should."""

import discord
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import language_of
from bot.chat.replies import answer
from bot.releases import channel_cards, controls


class Channels(commands.Cog):
    """Passes on what may close or open a channel."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone."""
        await self._bot.services.channels.deleted(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread is gone, also one that was archived."""
        await self._bot.services.channels.deleted(payload.guild_id, payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Rights in a channel may have changed."""
        await self._repair(after.guild.id)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """A thread may have been unlocked."""
        await self._repair(payload.guild_id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        """Rights of a role may have changed."""
        await self._repair(after.guild.id)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role is gone, which watches may call."""
        await self._bot.services.watches.roles_are({role.guild.id: _roles(role.guild) - {role.id}})
        await self._bot.services.unlisting.rights_changed(role.guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Roles may have gone, and channels closed, while nobody listened."""
        await self._bot.services.unlisting.look_at_every()
        await self._bot.services.watches.roles_are({guild.id: _roles(guild) for guild in self._bot.guilds})

    @commands.Cog.listener()
    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        """Discord tells of the bot itself only: it may have got a role."""
        await self._repair(after.guild.id)

    async def _repair(self, guild_id: int) -> None:
        """Rights in a server are others: watches go on, and results are listed or not."""
        await self._bot.services.channels.repair(guild_id)
        await self._bot.services.unlisting.rights_changed(guild_id)


class WhyNotice(Control, template=controls.NOTICE):
    """Tells anyone why a notice to moderators is in this channel."""

    async def act(self, interaction: discord.Interaction[EssaiBot]) -> None:
        """Only the person who asks sees the answer."""
        await answer(interaction, channel_cards.why(language_of(interaction)))


def _roles(guild: discord.Guild) -> set[int]:
    return {role.id for role in guild.roles}


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Channels(bot))
    bot.add_dynamic_items(WhyNotice)

"""Messages that answers are taken from: what is edited or deleted in Discord changes here at once."""

import discord
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.reach import DiscordReach


class QuotedMessages(commands.Cog):
    """Hears of edits and ends, of whatever message; most are none that answers quote."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """What ended or was edited while nobody listened is looked for."""
        await self._bot.services.answers.lasting.missed(DiscordReach(self._bot))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        """What was taken from a message goes with it."""
        await self._deleted(deleted.guild_id, deleted.channel_id, {deleted.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, deleted: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many at once."""
        await self._deleted(deleted.guild_id, deleted.channel_id, deleted.message_ids)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, edited: discord.RawMessageUpdateEvent) -> None:
        """What was taken from a message is taken anew."""
        message = edited.message
        if edited.guild_id is None or message.edited_at is None or message.author.bot:
            return
        await self._bot.services.answers.quoting.edited(
            edited.guild_id, edited.channel_id, edited.message_id, message.content.strip(), message.edited_at
        )

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        """What was taken from a thread goes with it."""
        await self._bot.services.answers.quoting.closed(deleted.guild_id, deleted.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """The same for a channel."""
        await self._bot.services.answers.quoting.closed(channel.guild.id, channel.id)

    async def _deleted(self, guild_id: int | None, channel_id: int, message_ids: set[int]) -> None:
        if guild_id is not None:
            await self._bot.services.answers.quoting.deleted(guild_id, channel_id, message_ids)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(QuotedMessages(bot))

"""`/watch`: what is announced where."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.access import require_writable
from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import guild_of, guild_value, language_of, require_manager
from bot.chat.replies import answer, hold, replace, think
from bot.releases import controls, watch_cards
from bot.releases.model import KINDS, Kind
from bot.texts import mark

Interaction = discord.Interaction[EssaiBot]
Target = discord.TextChannel | discord.Thread

WHAT: dict[str, tuple[Kind, ...]] = {
    "models": ("model",),
    "models-datasets": ("model", "dataset"),
    "everything": KINDS,
}


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Watch(
    commands.GroupCog, group_name="watch", group_description=mark("Choose which releases are announced where")
):
    """The commands of moderators."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Announce new releases by someone on the Hub"))
    @app_commands.describe(
        source=mark("A user or organisation on the Hub, such as mistralai"),
        channel=mark("Where to announce"),
        what=mark("What to announce; models if you choose nothing"),
    )
    @app_commands.choices(
        what=[
            app_commands.Choice(name=mark("models"), value="models"),
            app_commands.Choice(name=mark("models and datasets"), value="models-datasets"),
            app_commands.Choice(name=mark("models, datasets and Spaces"), value="everything"),
        ]
    )
    async def add(self, interaction: Interaction, source: str, channel: Target, what: str = "models") -> None:
        """Show what a watch would do, with buttons to save it or not."""
        require_manager(interaction)
        require_writable(channel, language_of(interaction))
        await think(interaction)
        preview = self._bot.services.watches.preview(source, channel.id, WHAT[what], language_of(interaction))
        await answer(interaction, await preview)

    @add.autocomplete("source")
    async def complete_source(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Authors on the Hub."""
        found = await self._bot.services.watches.suggest_sources(typed)
        return [app_commands.Choice(name=name, value=name) for name in found]

    @app_commands.command(name="list", description=mark("Show what is watched in this server"))
    async def overview(self, interaction: Interaction) -> None:
        """All watches of the server."""
        require_manager(interaction)
        watches = self._bot.services.watches
        await answer(interaction, await watches.overview(guild_of(interaction).id, language_of(interaction)))

    @app_commands.command(description=mark("Change what a watch announces"))
    @app_commands.describe(watch=mark("Which watch to change"))
    async def edit(self, interaction: Interaction, watch: int) -> None:
        """Open the panel, filled."""
        require_manager(interaction)
        await think(interaction)
        panels = self._bot.services.panels
        await answer(
            interaction, await panels.edit(guild_of(interaction).id, watch, language_of(interaction))
        )

    @app_commands.command(description=mark("Stop announcing something"))
    @app_commands.describe(watch=mark("Which watch to remove"))
    async def remove(self, interaction: Interaction, watch: int) -> None:
        """Remove one watch."""
        require_manager(interaction)
        watches = self._bot.services.watches
        await answer(
            interaction, await watches.remove(guild_of(interaction).id, watch, language_of(interaction))
        )

    @remove.autocomplete("watch")
    @edit.autocomplete("watch")
    async def complete_watch(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """The server's watches."""
        guild, language = guild_of(interaction), language_of(interaction)
        choices = [
            (watch_cards.watch_name(watch, language, _name_of(guild, watch.channel_id)), watch.id)
            for watch in await self._bot.services.watches.of_guild(guild.id)
        ]
        found = [(name, value) for name, value in choices if typed.lower() in name.lower()]
        return [app_commands.Choice(name=name[:100], value=value) for name, value in found[:25]]


class ConfirmWatch(Control, template=controls.CONFIRM):
    """Saves the watch that the preview has shown."""

    async def act(self, interaction: Interaction) -> None:
        """Rights are checked again: they may have changed since the preview, and anyone can forge a press."""
        require_manager(interaction)
        guild = guild_of(interaction)
        channel_id = int(self.match["channel"])
        require_writable(guild.get_channel_or_thread(channel_id), language_of(interaction))
        await hold(interaction)
        saved = interaction.client.services.watches.confirm(
            guild_value(guild),
            self.match["author"],
            channel_id,
            controls.kinds_of(self.match["kinds"]),
            interaction.user.id,
            language_of(interaction),
        )
        await replace(interaction, await saved)


class CancelWatch(Control, template=controls.CANCEL):
    """Dismisses the preview."""

    async def act(self, interaction: Interaction) -> None:
        """Nothing was saved, so there is nothing to undo."""
        await replace(interaction, watch_cards.cancelled(language_of(interaction)))


class WhyHere(Control, template=controls.WHY):
    """Tells anyone why a post is in this channel."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer."""
        watches = interaction.client.services.watches
        guild = guild_of(interaction)
        await answer(interaction, await watches.why(guild.id, self.match["nonce"], language_of(interaction)))


def _name_of(guild: discord.Guild, channel_id: int) -> str:
    channel = guild.get_channel_or_thread(channel_id)
    return str(channel_id) if channel is None else channel.name


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Watch(bot))
    bot.add_dynamic_items(ConfirmWatch, CancelWatch, WhyHere)

"""`/watch`: what is announced where."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.access import Channel, find_channel, look, place_of, require_writable
from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.files import read_attachment
from bot.chat.person import (
    channel_names,
    guild_of,
    guild_value,
    language_of,
)
from bot.chat.replies import answer, replace, think
from bot.chat.rights import is_moderator, require_moderator
from bot.chat.targets import TargetOption, default_channel
from bot.releases import controls, watch_cards
from bot.releases.model import REPOSITORY_KINDS, Kind
from bot.releases.portable import LARGEST_BYTES
from bot.texts import mark

Interaction = discord.Interaction[EssaiBot]
Target = app_commands.Transform[Channel, TargetOption]

WHAT: dict[str, tuple[Kind, ...]] = {
    "models": ("model",),
    "models-datasets": ("model", "dataset"),
    "everything": REPOSITORY_KINDS,
}


@app_commands.guild_only()
class Watch(
    commands.GroupCog, group_name="watch", group_description=mark("Choose which releases are announced where")
):
    """The commands of moderators."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(
        description=mark("Announce what is new on the Hub: by someone, of a kind, in a list")
    )
    @app_commands.describe(
        source=mark("An author, a repository, a search such as lang:fr, papers, or a pasted address"),
        channel=mark("Where to announce; the default channel of the server if you choose nothing"),
        what=mark("What to announce; what is usual for the source if you choose nothing"),
    )
    @app_commands.choices(
        what=[
            app_commands.Choice(name=mark("models"), value="models"),
            app_commands.Choice(name=mark("models and datasets"), value="models-datasets"),
            app_commands.Choice(name=mark("models, datasets and Spaces"), value="everything"),
        ]
    )
    async def add(
        self, interaction: Interaction, source: str, channel: Target | None = None, what: str = ""
    ) -> None:
        """Show what a watch would do, with buttons to save it or not."""
        await require_moderator(interaction)
        channel = channel or await default_channel(interaction)
        require_writable(channel, language_of(interaction))
        await think(interaction)
        guild, watches = guild_value(guild_of(interaction)), self._bot.services.watches
        preview = watches.preview(guild, source, channel.id, WHAT.get(what, ()), language_of(interaction))
        await answer(interaction, await preview)

    @add.autocomplete("source")
    async def complete_source(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """What the typed text means, and what on the Hub is named like it."""
        if not await is_moderator(interaction):
            return []
        found = await self._bot.services.suggestions.sources(typed, language_of(interaction))
        return [app_commands.Choice(name=name, value=value) for name, value in found]

    @app_commands.command(name="list", description=mark("Show what is watched in this server"))
    async def overview(self, interaction: Interaction) -> None:
        """All watches of the server."""
        await require_moderator(interaction)
        status = self._bot.services.status
        await answer(interaction, await status.watches(guild_of(interaction).id, language_of(interaction)))

    @app_commands.command(description=mark("Change what a watch announces"))
    @app_commands.describe(watch=mark("Which watch to change"), channel=mark("Where to announce from now on"))
    async def edit(self, interaction: Interaction, watch: int, channel: Target | None = None) -> None:
        """Open the panel, filled."""
        await require_moderator(interaction)
        if channel is not None:
            require_writable(channel, language_of(interaction))
        await think(interaction)
        guild, panels = guild_of(interaction), self._bot.services.panels
        moved_to = None if channel is None else channel.id
        shown = panels.edit(guild.id, watch, moved_to, partial(look, guild), language_of(interaction))
        await answer(interaction, await shown)

    @app_commands.command(description=mark("Stop announcing something"))
    @app_commands.describe(watch=mark("Which watch to remove"))
    async def remove(self, interaction: Interaction, watch: int) -> None:
        """Remove one watch."""
        await require_moderator(interaction)
        guild, by, watches = guild_of(interaction), interaction.user.id, self._bot.services.watches
        await answer(interaction, await watches.remove(guild.id, watch, by, language_of(interaction)))

    @app_commands.command(description=mark("Announce nothing for a while"))
    @app_commands.describe(
        watch=mark("Which watch to pause"),
        until=mark("For how long; for good if you choose nothing"),
    )
    @app_commands.choices(
        until=[
            app_commands.Choice(name=mark("for one hour"), value=1),
            app_commands.Choice(name=mark("for one day"), value=24),
            app_commands.Choice(name=mark("for one week"), value=7 * 24),
            app_commands.Choice(name=mark("for 30 days"), value=30 * 24),
        ]
    )
    async def pause(self, interaction: Interaction, watch: int, until: int | None = None) -> None:
        """Pause one watch."""
        await require_moderator(interaction)
        guild, by, upkeep = guild_of(interaction), interaction.user.id, self._bot.services.upkeep
        paused = upkeep.pause(guild.id, watch, until, by, language_of(interaction))
        await answer(interaction, await paused)

    @app_commands.command(description=mark("Let a paused watch go on"))
    @app_commands.describe(watch=mark("Which watch to resume"))
    async def resume(self, interaction: Interaction, watch: int) -> None:
        """Resume one watch; what came out meanwhile is not announced."""
        await require_moderator(interaction)
        await think(interaction)
        guild, language, upkeep = guild_of(interaction), language_of(interaction), self._bot.services.upkeep
        channel_id = (await upkeep.watch(guild.id, watch)).channel_id
        require_writable(await find_channel(guild, channel_id), language)
        await answer(interaction, await upkeep.resume(guild.id, watch, interaction.user.id, language))

    @app_commands.command(description=mark("Post a sample in the channel of a watch, marked as a test"))
    @app_commands.describe(watch=mark("Which watch to test"))
    async def test(self, interaction: Interaction, watch: int) -> None:
        """Post a sample through the outbox, as an announcement would be."""
        await require_moderator(interaction)
        await think(interaction)
        guild, language, upkeep = guild_of(interaction), language_of(interaction), self._bot.services.upkeep
        channel_id = (await upkeep.watch(guild.id, watch)).channel_id
        require_writable(await find_channel(guild, channel_id), language)
        await answer(interaction, await upkeep.test(guild_value(guild), watch, language))

    @app_commands.command(description=mark("Announce the same in another channel too"))
    @app_commands.describe(watch=mark("Which watch to copy"), channel=mark("Where to announce"))
    async def copy(self, interaction: Interaction, watch: int, channel: Target) -> None:
        """Copy one watch to another channel."""
        await require_moderator(interaction)
        require_writable(channel, language_of(interaction))
        await think(interaction)
        guild, language, upkeep = guild_of(interaction), language_of(interaction), self._bot.services.upkeep
        where = (channel.id, place_of(channel))
        copied = upkeep.copy(guild_value(guild), watch, *where, interaction.user.id, language)
        await answer(interaction, await copied)

    @app_commands.command(description=mark("Tell why a repository was posted or not"))
    @app_commands.describe(repo=mark("A repository on the Hub, such as Qwen/Qwen3-8B"))
    async def why(self, interaction: Interaction, repo: str) -> None:
        """One outcome for each watch of its author."""
        await require_moderator(interaction)
        await think(interaction)
        told = self._bot.services.why.why(guild_of(interaction).id, repo, language_of(interaction))
        await answer(interaction, await told)

    @why.autocomplete("repo")
    async def complete_repository(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Repositories on the Hub."""
        if not await is_moderator(interaction):
            return []
        found = await self._bot.services.suggestions.repositories(typed)
        return [app_commands.Choice(name=name[:100], value=name) for name in found if len(name) <= 100]

    @app_commands.command(description=mark("Get all watches of this server as a file"))
    async def export(self, interaction: Interaction) -> None:
        """All watches as YAML."""
        await require_moderator(interaction)
        guild = guild_of(interaction)
        exported = self._bot.services.carry.export(guild.id, channel_names(guild), language_of(interaction))
        await answer(interaction, await exported)

    @app_commands.command(name="import", description=mark("Read watches from such a file"))
    @app_commands.describe(file=mark("A file made by /watch export"))
    async def read_file(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Show what an import would do, with a button to do it."""
        await require_moderator(interaction)
        await think(interaction)
        guild, language = guild_of(interaction), language_of(interaction)
        content = await read_attachment(file, LARGEST_BYTES)
        shown = self._bot.services.carry.preview(guild_value(guild), content, channel_names(guild), language)
        await answer(interaction, await shown)

    @remove.autocomplete("watch")
    @pause.autocomplete("watch")
    @resume.autocomplete("watch")
    @test.autocomplete("watch")
    @copy.autocomplete("watch")
    @edit.autocomplete("watch")
    async def complete_watch(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """The server's watches, and nothing for those who may not change them."""
        if not await is_moderator(interaction):
            return []
        guild, language = guild_of(interaction), language_of(interaction)
        choices = [
            (watch_cards.watch_name(watch, language, _name_of(guild, watch.channel_id)), watch.id)
            for watch in await self._bot.services.watches.of_guild(guild.id)
        ]
        found = [(name, value) for name, value in choices if typed.lower() in name.lower()]
        return [app_commands.Choice(name=name[:100], value=value) for name, value in found[:25]]


class CancelWatch(Control, template=controls.CANCEL):
    """Dismisses the preview."""

    async def act(self, interaction: Interaction) -> None:
        """Nothing was saved, so there is nothing to undo."""
        await replace(interaction, watch_cards.cancelled(language_of(interaction)))


def _name_of(guild: discord.Guild, channel_id: int) -> str:
    channel = guild.get_channel_or_thread(channel_id)
    return str(channel_id) if channel is None else channel.name


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Watch(bot))
    bot.add_dynamic_items(CancelWatch)

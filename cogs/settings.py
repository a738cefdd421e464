"""`/settings`: what holds in a server; all of the panel's state is in the server's row."""

from collections.abc import Callable, Mapping
from functools import partial
from re import Match

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.access import require_writable
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.forms import Form, add_forms
from bot.chat.person import guild_of, guild_value, language_of
from bot.chat.replies import answer, replace
from bot.chat.rights import require_manager
from bot.errors import BadRequest
from bot.guilds import controls, typed
from bot.guilds.model import GuildSettings
from bot.texts import Language, later, mark

Interaction = discord.Interaction[EssaiBot]


class Settings(commands.Cog):
    """One command for those who manage the server."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Set language, time zone, quiet hours and who may configure me"))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, interaction: Interaction) -> None:
        """Only the person who asks sees it."""
        require_manager(interaction)
        guild = guild_of(interaction)
        panel = self._bot.services.guilds.panel(guild_value(guild), _there(guild), language_of(interaction))
        await answer(interaction, await panel)


class SettingsChoice(Choice, template=controls.CHOICE):
    """A list of the panel."""

    async def act(self, interaction: Interaction) -> None:
        """What was chosen holds at once."""
        require_manager(interaction)
        guild = guild_of(interaction)
        if self.match["field"] == "channel" and self.values:
            channel = guild.get_channel_or_thread(int(self.values[0]))
            require_writable(channel, language_of(interaction))
        if self.match["field"] == "roles" and str(guild.default_role.id) in self.values:
            raise BadRequest(
                later("*@everyone* would let every member configure watches. Choose other roles.")
            )
        await _change(interaction, partial(typed.chosen, field=self.match["field"], values=self.values))
        if self.match["field"] == "members":
            await interaction.client.services.unlisting.rights_changed(guild.id)


class OpenHours(Control, template=controls.OPEN):
    """Opens the form for the time zone and the quiet hours, filled with what holds."""

    async def act(self, interaction: Interaction) -> None:
        """Discord waits three seconds for a form, and the settings are one row."""
        require_manager(interaction)
        settings = await interaction.client.services.guilds.settings(guild_of(interaction).id)
        await interaction.response.send_modal(HoursForm(settings, language_of(interaction)))


class HoursForm(Form, template=controls.FORM):
    """Time zone and quiet hours, as people type them."""

    def __init__(self, settings: GuildSettings, language: Language) -> None:
        super().__init__(language.say("Time zone and quiet hours"), controls.FORM)
        quiet = settings.quiet
        self.ask(
            "zone",
            language.say("Time zone"),
            language.say("A city such as Paris, or a name such as Europe/Paris"),
            settings.time_zone,
        )
        self.ask(
            "start",
            language.say("Quiet hours begin at"),
            language.say("A time such as 22:00; empty for none"),
            typed.spelt(quiet.start if quiet else None),
        )
        self.ask(
            "end",
            language.say("Quiet hours end at"),
            language.say("A time such as 7:30; what is posted waits until then"),
            typed.spelt(quiet.end if quiet else None),
        )

    @classmethod
    async def submitted(cls, interaction: Interaction, match: Match[str], values: Mapping[str, str]) -> None:  # noqa: ARG003
        """What was typed holds at once."""
        require_manager(interaction)
        zone, start, end = values["zone"], values["start"], values["end"]
        language = language_of(interaction)
        await _change(interaction, lambda settings: typed.with_hours(settings, zone, start, end, language))


async def _change(interaction: Interaction, change: Callable[[GuildSettings], GuildSettings]) -> None:
    guild = guild_of(interaction)
    changed = interaction.client.services.guilds.change(
        guild_value(guild), change, interaction.user.id, _there(guild), language_of(interaction)
    )
    await replace(interaction, await changed)


def _there(guild: discord.Guild) -> frozenset[int]:
    """The channels and roles of a server."""
    return frozenset(one.id for one in (*guild.channels, *guild.roles))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Settings(bot))
    bot.add_dynamic_items(SettingsChoice, OpenHours)
    add_forms(bot, HoursForm)

"""`/follow` and the buttons around it: what a member is told in private."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.alerts import cards, notebook_cards
from bot.alerts import controls as follow_controls
from bot.chat.access import find_member
from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import guild_of, guild_value, language_of
from bot.chat.replies import answer, replace, think
from bot.notebooks import controls as notebook_controls
from bot.releases import controls
from bot.texts import mark

Interaction = discord.Interaction[EssaiBot]


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Follow(commands.GroupCog, group_name="follow", group_description=mark("What I tell you of in private")):
    """The commands of members."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(name="list", description=mark("Show what you follow"))
    async def overview(self, interaction: Interaction) -> None:
        """Everything the person follows, with a button to stop each."""
        await _show(interaction)

    @app_commands.command(description=mark("Follow something no more"))
    @app_commands.describe(what=mark("What you follow"))
    async def stop(self, interaction: Interaction, what: int) -> None:
        """Stop one."""
        follows = self._bot.services.follows
        await answer(interaction, await follows.stop(interaction.user.id, what, language_of(interaction)))

    @stop.autocomplete("what")
    async def complete_what(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """What the person follows."""
        language = language_of(interaction)
        mine = await self._bot.services.follows.of_person(interaction.user.id)
        choices = [(cards.label(follow, language), follow.id) for follow in mine]
        found = [(name, value) for name, value in choices if typed.lower() in name.lower()]
        return [app_commands.Choice(name=name, value=value) for name, value in found[:25]]


class Offer(Control, template=controls.FOLLOW):
    """The button below a post: asks what of it is to be followed."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer."""
        follows, guild = interaction.client.services.follows, guild_of(interaction)
        language = language_of(interaction)
        offer = follows.offer(guild.id, self.match["nonce"], interaction.user.id, language)
        await answer(interaction, await offer)


class Choose(Control, template=follow_controls.CHOOSE):
    """Begins to follow an author or a family."""

    async def act(self, interaction: Interaction) -> None:
        """The offer gives way to what was done."""
        begun = interaction.client.services.follows.follow(
            guild_of(interaction).id,
            self.match["nonce"],
            interaction.user.id,
            only_family=self.match["what"] == "family",
            reader=language_of(interaction),
        )
        await replace(interaction, await begun)


class Stop(Control, template=follow_controls.STOP):
    """Stops one follow of the person who presses, in a server or in private messages."""

    async def act(self, interaction: Interaction) -> None:
        """A message with news stays as it is; the answer stands below it."""
        follows = interaction.client.services.follows
        stopped = follows.stop(interaction.user.id, int(self.match["follow"]), language_of(interaction))
        await answer(interaction, await stopped)


class Mine(Control, template=follow_controls.MINE):
    """Shows what the person follows."""

    async def act(self, interaction: Interaction) -> None:
        """The same as `/follow list`."""
        await _show(interaction)


class WriteAgain(Control, template=follow_controls.AGAIN):
    """Lets private messages go to the person again."""

    async def act(self, interaction: Interaction) -> None:
        """Discord says whether they arrive when the next one is sent."""
        follows = interaction.client.services.follows
        await answer(interaction, await follows.write_again(interaction.user.id, language_of(interaction)))


class FollowMember(Control, template=notebook_controls.FOLLOW):
    """The button below a notebook: tells of what else its author shares in this server."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer, with a button to stop."""
        await think(interaction)
        service, guild = interaction.client.services.member_follows, guild_of(interaction)
        author_id = await service.author(guild.id, self.match["nonce"], interaction.user.id)
        author = await find_member(guild, author_id)
        if author is None:
            raise notebook_cards.gone()
        begun = service.follow(
            guild_value(guild),
            author_id,
            author.display_name,
            interaction.user.id,
            language_of(interaction),
        )
        await answer(interaction, await begun)


async def _show(interaction: Interaction) -> None:
    follows, language = interaction.client.services.follows, language_of(interaction)
    await answer(interaction, await follows.overview(interaction.user.id, interaction.guild_id, language))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Follow(bot))
    bot.add_dynamic_items(Offer, Choose, Stop, Mine, WriteAgain, FollowMember)

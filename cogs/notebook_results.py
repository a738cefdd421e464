"""What ties results to a notebook, and takes them away from it again."""

import discord

from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, hold, replace, think
from bot.chat.rights import is_moderator
from bot.notebooks import controls
from cogs.result import place_of

Interaction = discord.Interaction[EssaiBot]


class LinkResults(Control, template=controls.LINK):
    """Asks which results came out of a notebook."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees it: the author of the notebook, or a moderator."""
        await think(interaction)
        notebooks, user_id = interaction.client.services.notebooks, interaction.user.id
        may_moderate = await is_moderator(interaction)
        async with notebooks.openings.one(user_id):
            offered = await notebooks.results.offer(
                guild_of(interaction).id,
                self.match["nonce"],
                user_id,
                may_moderate=may_moderate,
                language=language_of(interaction),
            )
        await answer(interaction, offered)


class Found(Control, template=controls.FOUND):
    """Shows the results that stand in a notebook as they would be posted."""

    async def act(self, interaction: Interaction) -> None:
        """Nothing is public before the preview is confirmed."""
        place = place_of(interaction)
        await think(interaction)
        notebooks, language = interaction.client.services.notebooks, language_of(interaction)
        async with notebooks.openings.one(interaction.user.id):
            found = await notebooks.results.found(place, self.match["nonce"], language)
        await answer(interaction, found)


class Tie(Choice, template=controls.TIE):
    """Ties the results that were chosen to a notebook."""

    async def act(self, interaction: Interaction) -> None:
        """The notebook and the results are the person's own."""
        await hold(interaction)
        service, guild_id = interaction.client.services.notebooks.results, guild_of(interaction).id
        chosen = [int(one) for one in self.values]
        done = service.link(
            guild_id, self.match["nonce"], interaction.user.id, chosen, language_of(interaction)
        )
        await replace(interaction, await done)


class Untie(Choice, template=controls.UNTIE):
    """Takes the results that were chosen away from a notebook."""

    async def act(self, interaction: Interaction) -> None:
        """Whether the person is a moderator is looked up again."""
        await hold(interaction)
        service, guild_id = interaction.client.services.notebooks.results, guild_of(interaction).id
        done = service.unlink(
            guild_id,
            self.match["nonce"],
            interaction.user.id,
            [int(one) for one in self.values],
            may_moderate=await is_moderator(interaction),
            language=language_of(interaction),
        )
        await replace(interaction, await done)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(LinkResults, Found, Tie, Untie)

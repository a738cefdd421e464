"""The buttons below posts that anyone may press."""

import discord

from bot.chat.client import EssaiBot
from bot.chat.controls import Control
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.chat.threads import open_thread, require_talker, require_threads
from bot.message import plain
from bot.releases import controls, upkeep_cards

Interaction = discord.Interaction[EssaiBot]


class Discuss(Control, template=controls.DISCUSS):
    """Opens a thread about the post, once; afterwards it tells where that is."""

    async def act(self, interaction: Interaction) -> None:
        """Rights, the person's and the bot's, are looked up at every press."""
        guild, language, message = guild_of(interaction), language_of(interaction), interaction.message
        assert message is not None
        require_threads(message, language)
        require_talker(interaction)
        await think(interaction)
        posts, nonce = interaction.client.services.posts, self.match["nonce"]
        thread_id, is_new = await open_thread(message, *await posts.discussion(guild.id, nonce))
        await posts.discussed(guild.id, nonce)
        told = language.say("The discussion is open: {thread}.", thread=f"<#{thread_id}>")
        there = language.say("It is being talked about here: {thread}.", thread=f"<#{thread_id}>")
        await answer(interaction, plain(told if is_new else there))


class AllClaims(Control, template=controls.CLAIMS):
    """Shows every claim of the post's releases."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer."""
        posts = interaction.client.services.posts
        claims = posts.claims(guild_of(interaction).id, self.match["nonce"], language_of(interaction))
        await answer(interaction, await claims)


class WhyHere(Control, template=controls.WHY):
    """Tells anyone why a post is in this channel."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer."""
        watches = interaction.client.services.watches
        guild = guild_of(interaction)
        await answer(interaction, await watches.why(guild.id, self.match["nonce"], language_of(interaction)))


class AboutTest(Control, template=controls.TEST):
    """Tells anyone why a test is in this channel, and what its button would do."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees the answer."""
        await answer(interaction, upkeep_cards.about_test(self.match["what"], language_of(interaction)))


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(Discuss, AllClaims, WhyHere, AboutTest)

"""Questions to the community: posted below an answer that is none, and their answers accepted."""

import re

import discord
from discord import TextChannel, Thread, app_commands

from bot.answers import community_cards, controls
from bot.answers.community import Reply
from bot.chat.access import missing_rights, require_writer
from bot.chat.client import EssaiBot
from bot.chat.components import custom_ids
from bot.chat.controls import Control
from bot.chat.person import guild_of, language_of
from bot.chat.render import render
from bot.chat.replies import answer, think
from bot.chat.rights import is_moderator
from bot.chat.threads import NEEDED, require_talker, thread_below
from bot.errors import BadRequest, NotAllowed
from bot.message import Message
from bot.texts import later, mark

Interaction = discord.Interaction[EssaiBot]
_ACCEPTING = re.compile(controls.ACCEPTING)


class AskCommunity(Control, template=controls.COMMUNITY):
    """Posts the question in the channel once, with a thread for answers."""

    async def act(self, interaction: Interaction) -> None:
        """On behalf of who asked, who must be allowed to write here."""
        guild, language = guild_of(interaction), language_of(interaction)
        channel = _place_of(interaction.channel)
        require_writer(interaction.user, channel, language)
        require_talker(interaction)
        missing = missing_rights(channel, NEEDED, language)
        if missing:
            raise NotAllowed(
                later(
                    "I cannot open a thread in {channel}: I need {rights} there. "
                    "Ask a moderator to grant it.",
                    channel=channel.mention,
                    rights=missing,
                )
            )
        await think(interaction)
        question_id = int(self.match["question"])
        community = interaction.client.services.answers.community
        message, asked = await community.post(guild.id, question_id, interaction.user.id)
        sent = None if asked.post_id is None else await _message(channel, asked.post_id)
        if sent is None:
            # By this nonce Discord takes a second press at the same time for the first.
            sent = await channel.send(view=render(message), nonce=f"ask-{question_id}")
            await community.posted(guild.id, question_id, sent.id)
        if not sent.flags.has_thread:
            await thread_below(sent, asked.question.text)
        await answer(interaction, community_cards.posted(sent.jump_url, language))


class Accepting(Control, template=controls.ACCEPTING):
    """Tells anyone how an answer is accepted."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees it."""
        await answer(interaction, community_cards.how_to_accept(language_of(interaction)))


@app_commands.guild_only()
async def accept_answer(interaction: Interaction, message: discord.Message) -> None:
    """Keep a message in the thread of a question as its answer."""
    await think(interaction)
    async with interaction.client.services.answers.quoting.in_step(guild_of(interaction).id):
        post, told, shown = await _accepted(interaction, message)
    await post.edit(view=render(shown))
    await answer(interaction, told)


async def _accepted(
    interaction: Interaction, message: discord.Message
) -> tuple[discord.Message, Message, Message]:
    """The post of the question, what is told, and the post as it is then."""
    guild, thread = guild_of(interaction), message.channel
    post = await _post_of(thread) if isinstance(thread, Thread) else None
    found = next((one for name in custom_ids(post) if (one := _ACCEPTING.fullmatch(name))), None)
    if not isinstance(thread, Thread) or post is None or found is None:
        raise BadRequest(
            later("That works in the thread of a question that was put to the community, and once for each.")
        )
    reply = Reply(
        message.id, message.content, message.jump_url, thread.parent_id, message.author.id, message.created_at
    )
    told, shown = await interaction.client.services.answers.community.accept(
        guild.id,
        int(found["question"]),
        interaction.user.id,
        reply,
        language_of(interaction),
        moderates=await is_moderator(interaction),
    )
    return post, told, shown


async def _post_of(thread: Thread) -> discord.Message | None:
    """The message below which a thread was opened, as it is now."""
    parent = thread.parent
    return await _message(parent, thread.id) if isinstance(parent, TextChannel) else None


async def _message(channel: TextChannel, message_id: int) -> discord.Message | None:
    try:
        return await channel.fetch_message(message_id)
    except discord.NotFound:
        return None


def _place_of(channel: object) -> TextChannel:
    """The text channel in which all see a question; for one from a thread, that which the thread is in."""
    place = channel.parent if isinstance(channel, Thread) else channel
    if not isinstance(place, TextChannel):
        raise BadRequest(later("Ask with `/ask` in a text channel, then I can put it to all there."))
    return place


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(AskCommunity, Accepting)
    bot.tree.add_command(
        app_commands.ContextMenu(name=app_commands.locale_str(mark("Accept answer")), callback=accept_answer)
    )

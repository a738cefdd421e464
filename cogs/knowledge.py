"""`/knowledge`: guides for answers to be taken from, which moderators add and remove."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.guides import Written
from bot.answers.knowing.reader import largest
from bot.answers.said import title_of
from bot.chat.client import EssaiBot
from bot.chat.conversations import read_conversation
from bot.chat.files import read_attachment
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.chat.rights import is_moderator, require_moderator
from bot.chat.targets import ThreadOption
from bot.errors import BadRequest
from bot.texts import later, mark
from cogs.ask import reader_of

Interaction = discord.Interaction[EssaiBot]
Title = app_commands.Range[str, 1, 120]
Address = app_commands.Range[str, 1, 2000]


@app_commands.guild_only()
class Knowledge(
    commands.GroupCog, group_name="knowledge", group_description=mark("Guides that I answer from")
):
    """The commands of moderators."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Let me answer from a page, a file or a thread"))
    @app_commands.describe(
        link=mark("A page of the Hub, GitHub, GitLab, arXiv or a project’s documentation"),
        file=mark("A text: PDF, Markdown, plain text or a web page"),
        thread=mark("A thread with all that people wrote in it, for those who may read it"),
        title=mark("What it is called in answers"),
    )
    async def add(
        self,
        interaction: Interaction,
        link: Address | None = None,
        file: discord.Attachment | None = None,
        thread: app_commands.Transform[discord.Thread, ThreadOption] | None = None,
        title: Title | None = None,
    ) -> None:
        """Everybody in the server may be shown what is added so, a thread excepted."""
        await require_moderator(interaction)
        if sum(one is not None for one in (link, file, thread)) != 1:
            raise BadRequest(
                later("Give one of `link`, `file` and `thread`; a single message is added from its menu.")
            )
        await think(interaction)
        answers, language = self._bot.services.answers, language_of(interaction)
        guides, guild_id, by = answers.guides, guild_of(interaction).id, interaction.user.id
        if file is not None:
            content = await read_attachment(file, largest(file.filename))
            added = await guides.add_file(guild_id, by, file.filename, content, title, language)
        elif thread is not None:
            async with answers.quoting.in_step(guild_id):
                said = await read_conversation(interaction, thread)
                named = replace(said, name=(title or "").strip() or said.name)
                added = await guides.add_thread(guild_id, by, named, language)
        else:
            added = await guides.add_page(guild_id, by, str(link), title, language)
        await answer(interaction, added)

    @app_commands.command(name="list", description=mark("The guides that I answer from"))
    async def list_all(self, interaction: Interaction) -> None:
        """Only the person who asks sees it."""
        await require_moderator(interaction)
        await think(interaction)
        guides, guild_id = self._bot.services.answers.guides, guild_of(interaction).id
        listed = guides.listed(guild_id, reader_of(interaction), language_of(interaction))
        await answer(interaction, await listed)

    @app_commands.command(description=mark("Let me no longer answer from a guide"))
    @app_commands.describe(guide=mark("Which guide, by its title"))
    async def remove(self, interaction: Interaction, guide: Address) -> None:
        """It is gone from answers at once."""
        await require_moderator(interaction)
        guides, guild_id = self._bot.services.answers.guides, guild_of(interaction).id
        reader, language = reader_of(interaction), language_of(interaction)
        removed = guides.remove(guild_id, interaction.user.id, reader, guide, language)
        await answer(interaction, await removed)

    @remove.autocomplete("guide")
    async def complete_guide(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Guides whose title is like what is typed, of those that the moderator may read."""
        if not await is_moderator(interaction):
            return []
        guides, guild_id = self._bot.services.answers.guides, guild_of(interaction).id
        found = await guides.suggest(guild_id, reader_of(interaction), typed, language_of(interaction))
        return [app_commands.Choice(name=name, value=key) for name, key in found]


@app_commands.guild_only()
async def add_message(interaction: Interaction, message: discord.Message) -> None:
    """Let answers be taken from a message; Discord gives its words with this menu."""
    await require_moderator(interaction)
    guild = guild_of(interaction)
    text = message.content.strip()
    if not text:
        raise BadRequest(later("This message has no words of its own. Add the page or the file instead."))
    written = Written(
        str(message.id),
        title_of(text),
        text,
        message.created_at,
        message.jump_url,
        message.channel.id,
        message.author.id,
    )
    answers = interaction.client.services.answers
    async with answers.quoting.in_step(guild.id):
        added = await answers.guides.add(guild.id, interaction.user.id, written, language_of(interaction))
    await answer(interaction, added)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Knowledge(bot))
    bot.tree.add_command(
        app_commands.ContextMenu(name=app_commands.locale_str(mark("Add to knowledge")), callback=add_message)
    )

"""`/notebook`: share notebooks, find those of others, change and withdraw one's own."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.client import EssaiBot
from bot.chat.files import read_attachment
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.errors import BadRequest
from bot.notebooks import cards
from bot.notebooks.limits import largest_attached
from bot.notebooks.shared import Search
from bot.texts import later, mark
from cogs.ask import reader_of
from cogs.notebook_compare import compare_any
from cogs.notebook_readers import WhileTyping
from cogs.result import Short, place_of

Interaction = discord.Interaction[EssaiBot]
Paragraph = app_commands.Range[str, 1, 600]
Address = app_commands.Range[str, 1, 2000]


@app_commands.guild_only()
class Notebook(
    commands.GroupCog, group_name="notebook", group_description=mark("Jupyter notebooks of members")
):
    """The commands of members."""

    def __init__(self, bot: EssaiBot) -> None:
        self._bot = bot

    @app_commands.command(description=mark("Share a notebook; you see first what everyone would see"))
    @app_commands.describe(
        file=mark("A Jupyter notebook, a file that ends in .ipynb"),
        link=mark("Where it is: Hugging Face, GitHub, a gist, Colab, Kaggle"),
    )
    async def share(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        link: Address | None = None,
    ) -> None:
        """Show in private what was read and found; with both, the file is read and the link is kept."""
        if file is not None:
            await share_attached(interaction, file, link)
        elif link is not None:
            await share_linked(interaction, link)
        else:
            raise BadRequest(later("Attach a notebook as `file`, or give a `link` to one."))

    @app_commands.command(name="list", description=mark("Notebooks that were shared here, the latest first"))
    @app_commands.describe(
        words=mark("Words of its title, its summary or its settings"),
        model=mark("A model that it uses"),
        dataset=mark("A dataset that it uses"),
        library=mark("A library that it uses"),
        author=mark("Who shared it"),
    )
    async def find(
        self,
        interaction: Interaction,
        words: Short | None = None,
        model: Short | None = None,
        dataset: Short | None = None,
        library: Short | None = None,
        author: discord.User | None = None,
    ) -> None:
        """Only the person who asks sees it."""
        await think(interaction)
        wanted = Search(words, model, dataset, library, None if author is None else author.id)
        found = self._bot.services.notebooks.shelf.find(
            guild_of(interaction).id, wanted, reader_of(interaction), language_of(interaction)
        )
        await answer(interaction, await found)

    @app_commands.command(description=mark("What a notebook does, uses and found"))
    @app_commands.describe(notebook=mark("Which notebook, by words of its title"))
    async def show(self, interaction: Interaction, notebook: int) -> None:
        """Only the person who asks sees it."""
        await think(interaction)
        shown = self._bot.services.notebooks.shelf.show(
            guild_of(interaction).id, notebook, reader_of(interaction), language_of(interaction)
        )
        await answer(interaction, await shown)

    @app_commands.command(
        description=mark(
            "Compare two notebooks: what changed in what they use, set and find, and cell by cell"
        )
    )
    @app_commands.describe(
        a=mark("The first, older notebook, by words of its title"),
        b=mark("The second, newer notebook, by words of its title"),
        a_file=mark("A file instead of the first one"),
        b_file=mark("A file instead of the second one"),
        details=mark("Also compare outputs and metadata"),
    )
    async def compare(
        self,
        interaction: Interaction,
        a: Short | None = None,
        b: Short | None = None,
        a_file: discord.Attachment | None = None,
        b_file: discord.Attachment | None = None,
        details: bool = False,
    ) -> None:
        """Only the person who asks sees it."""
        await compare_any(interaction, (a, b), (a_file, b_file), details=details)

    @app_commands.command(description=mark("The notebooks that you shared here"))
    async def mine(self, interaction: Interaction) -> None:
        """Also those that are hidden."""
        await think(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        mine = self._bot.services.notebooks.shelf.mine(guild_id, user_id, language_of(interaction))
        await answer(interaction, await mine)

    @app_commands.command(description=mark("Give a notebook of yours another title or summary"))
    @app_commands.describe(
        notebook=mark("Which of your notebooks"),
        title=mark("Its new title"),
        summary=mark("What it does, in a sentence or two"),
    )
    async def edit(
        self,
        interaction: Interaction,
        notebook: int,
        title: Short | None = None,
        summary: Paragraph | None = None,
    ) -> None:
        """Its post follows."""
        await think(interaction)
        service, language = self._bot.services.notebooks.care, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        await answer(interaction, await service.edit(guild_id, user_id, notebook, title, summary, language))

    @app_commands.command(description=mark("Take a notebook of yours back; its files are deleted"))
    @app_commands.describe(notebook=mark("Which of your notebooks"))
    async def withdraw(self, interaction: Interaction, notebook: int) -> None:
        """All of its versions."""
        await think(interaction)
        service, language = self._bot.services.notebooks.care, language_of(interaction)
        guild_id, user_id = guild_of(interaction).id, interaction.user.id
        await answer(interaction, await service.withdraw(guild_id, user_id, notebook, language))

    @show.autocomplete("notebook")
    async def complete_any(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """Everybody's public notebooks."""
        return await notebooks_like(interaction, typed)

    @compare.autocomplete("a")
    @compare.autocomplete("b")
    async def complete_posts(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Every version of everybody's public notebooks."""
        shelf, guild_id = self._bot.services.notebooks.shelf, guild_of(interaction).id
        found = await shelf.suggest_versions(guild_id, typed, WhileTyping(interaction))
        return [app_commands.Choice(name=cards.label_of_version(one), value=one.post) for one in found]

    @edit.autocomplete("notebook")
    @withdraw.autocomplete("notebook")
    async def complete_own(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """The person's own notebooks."""
        return await notebooks_like(interaction, typed, interaction.user.id)


async def share_attached(interaction: Interaction, file: discord.Attachment, link: str | None = None) -> None:
    """Show in private what would be public of an attached file, which people can also open at the link."""
    place = place_of(interaction)
    await think(interaction)
    notebooks, language = interaction.client.services.notebooks, language_of(interaction)
    async with notebooks.openings.preview(interaction.user.id):
        content = await read_attachment(file, largest_attached(interaction.filesize_limit))
        shown = await notebooks.sharing.preview(place, file.filename, file.url, content, language, link)
    await answer(interaction, shown)


async def share_linked(interaction: Interaction, link: str) -> None:
    """Show in private what would be public of what a link leads to."""
    place = place_of(interaction)
    await think(interaction)
    notebooks, language = interaction.client.services.notebooks, language_of(interaction)
    async with notebooks.openings.preview(interaction.user.id):
        shown = await notebooks.sharing.preview_link(place, link, language)
    await answer(interaction, shown)


async def notebooks_like(
    interaction: Interaction, typed: str, author_id: int | None = None
) -> list[app_commands.Choice[int]]:
    """Notebooks with the words that are typed, the latest first: a member's own, or all they may read."""
    shelf, guild_id = interaction.client.services.notebooks.shelf, guild_of(interaction).id
    if author_id is None:
        found = await shelf.suggest(guild_id, typed, WhileTyping(interaction))
    else:
        found = await shelf.suggest_own(guild_id, typed, author_id)
    return [app_commands.Choice(name=cards.label(one), value=one.id) for one in found]


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(Notebook(bot))

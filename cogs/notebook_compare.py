"""`/notebook compare`, and the buttons that compare notebooks and open their pages."""

from collections.abc import Sequence

import discord

from bot.chat.access import find_channel, require_reader
from bot.chat.client import EssaiBot
from bot.chat.controls import Choice, Control
from bot.chat.files import read_attachment
from bot.chat.person import guild_of, language_of
from bot.chat.replies import answer, think
from bot.errors import BadRequest
from bot.notebooks import controls
from bot.notebooks.comparison.service import Side
from bot.notebooks.limits import largest_attached
from bot.notebooks.shared import Shared
from bot.texts import later
from cogs.ask import reader_of

Interaction = discord.Interaction[EssaiBot]


async def require_readable(interaction: Interaction, found: list[Shared]) -> None:
    """Raise NotAllowed unless the person may read the channels of these notebooks, or stands in them."""
    for one in found:
        if one.channel_id != interaction.channel_id:
            channel = await find_channel(guild_of(interaction), one.channel_id)
            require_reader(interaction.user, channel)


async def compare_posts(interaction: Interaction, before: str, after: str, *, details: bool = False) -> None:
    """Show what differs between the notebooks of two posts."""
    service, guild_id = interaction.client.services.notebooks.comparing, guild_of(interaction).id
    await require_readable(interaction, await service.sides(guild_id, before, after))
    await _compared(interaction, (Side(before), Side(after)), details=details)


async def compare_any(
    interaction: Interaction,
    posts: tuple[str | None, str | None],
    files: tuple[discord.Attachment | None, discord.Attachment | None],
    *,
    details: bool,
) -> None:
    """Show what differs between two notebooks, each that of a post or a file."""
    guild_id, service = guild_of(interaction).id, interaction.client.services.notebooks.comparing
    await think(interaction)
    named = [post if file is None else None for post, file in zip(posts, files, strict=True)]
    found = await service.sides(guild_id, *named)
    await require_readable(interaction, found)
    largest = largest_attached(interaction.filesize_limit)
    sides = [Side(None, one.filename, await read_attachment(one, largest)) for one in files if one]
    if files[0] is not None:
        sides += [Side(one.post) for one in found[-1:] if files[1] is None]
    else:
        own = found[-1:] if files[1] is not None else found
        sides = [*(Side(one.post) for one in own), *sides]
    if len(sides) != len(posts):
        raise BadRequest(
            later(
                "Name two notebooks: one of the suggestions or a file for each. One alone is compared "
                "with its version before."
            )
        )
    await _compared(interaction, sides, details=details)


async def _compared(interaction: Interaction, sides: Sequence[Side], *, details: bool) -> None:
    notebooks, guild_id = interaction.client.services.notebooks, guild_of(interaction).id
    async with notebooks.openings.one(interaction.user.id):
        shown = await notebooks.comparing.compare(guild_id, sides, language_of(interaction), details=details)
    await answer(interaction, shown)


class Whole(Control, template=controls.WHOLE):
    """Opens the page of a notebook."""

    async def act(self, interaction: Interaction) -> None:
        """For the person who asks, who may read its channel."""
        await think(interaction)
        notebooks, guild_id = interaction.client.services.notebooks, guild_of(interaction).id
        nonce = self.match["nonce"]
        await require_readable(interaction, [await notebooks.pages.shared(guild_id, nonce)])
        async with notebooks.openings.one(interaction.user.id):
            opened = await notebooks.pages.open(guild_id, nonce, language_of(interaction))
        await answer(interaction, opened)


class Compare(Control, template=controls.COMPARE):
    """Compares a notebook with its version before, or asks with which other one."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees it."""
        await think(interaction)
        service, guild_id = interaction.client.services.notebooks.comparing, guild_of(interaction).id
        found = await service.sides(guild_id, None, self.match["nonce"])
        if len(found) > 1:
            await compare_posts(interaction, found[0].post, found[1].post)
        else:
            reader, language = reader_of(interaction), language_of(interaction)
            chosen = service.choices(guild_id, found[0], reader, language)
            await answer(interaction, await chosen)


class Against(Choice, template=controls.AGAINST):
    """Compares a notebook with the one that was chosen."""

    async def act(self, interaction: Interaction) -> None:
        """The chosen one is what it is compared with, so it comes first."""
        await think(interaction)
        await compare_posts(interaction, self.values[0], self.match["nonce"])


class Differ(Control, template=controls.DIFFER):
    """Compares outputs and metadata too, or gives the comparison as a page."""

    async def act(self, interaction: Interaction) -> None:
        """Only the person who asks sees it."""
        await think(interaction)
        before, after = self.match["before"], self.match["after"]
        if self.match["what"] == "details":
            await compare_posts(interaction, before, after, details=True)
            return
        notebooks, guild_id = interaction.client.services.notebooks, guild_of(interaction).id
        await require_readable(interaction, await notebooks.comparing.sides(guild_id, before, after))
        sides, language = (Side(before), Side(after)), language_of(interaction)
        async with notebooks.openings.one(interaction.user.id):
            page = await notebooks.comparing.page(guild_id, sides, language)
        await answer(interaction, page)


async def setup(bot: EssaiBot) -> None:
    """Called by discord.py when the extension is loaded."""
    bot.add_dynamic_items(Whole, Compare, Against, Differ)

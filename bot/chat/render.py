"""A `Message` as Discord components; every limit that Discord puts on a message is in this file.

Sources: https://discord.com/developers/docs/components/reference, and for the sum of all texts the
description of discord.py's `LayoutView.content_length`.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Any

import discord
from discord import ui

from bot.chat import boundary
from bot.message import (
    Block,
    Button,
    Buttons,
    Divider,
    Drawing,
    Facts,
    File,
    Gallery,
    Illustrated,
    Link,
    Message,
    Panel,
    Picker,
    Picture,
    Select,
    Text,
)

MOST_COMPONENTS = 40
MOST_CHARACTERS = 4000
BUTTONS_IN_A_ROW = 5
LONGEST_LABEL = 80
LONGEST_CUSTOM_ID = 100
LONGEST_OPTION = 100
LONGEST_PLACEHOLDER = 150
LONGEST_URL = 512
LONGEST_DESCRIPTION = 1024
MOST_PICTURES = 10
CUT = "…"
ATTACHED = "attachment://"

_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}

Item = ui.Item[Any]


class EssaiView(ui.LayoutView):
    """A finished layout. What its buttons do is found by their custom ids, so it is never kept in memory."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.stop()  # discord.py keeps every view that is not stopped for as long as the process lives

    async def on_error(
        self, interaction: discord.Interaction[Any], error: Exception, _item: ui.Item[Any]
    ) -> None:
        """Called by discord.py for an item that is not a `Control`."""
        await boundary.tell(interaction, error)


def render(message: Message) -> EssaiView:
    """The message as components, cut where Discord's limits demand it and never refused.

    Texts that are too long together lose their end; parts beyond the forty components are left out, the
    last row of buttons excepted, because that is how a person goes on.
    """
    view = EssaiView()
    for item in _fitting(message.parts, _Room(_last_buttons(message))):
        view.add_item(item)
    return view


class _Room:
    """What is left of the limits while a message is built."""

    def __init__(self, last: Buttons | None) -> None:
        self.characters = MOST_CHARACTERS
        self.last = last
        self._components = MOST_COMPONENTS
        # One row, and the panel that it may stand in.
        self._reserved = 0 if last is None else 2 + min(len(last.items), BUTTONS_IN_A_ROW)

    def has(self, count: int, *, reserve: bool = False) -> bool:
        return count <= self._components - (0 if reserve else self._reserved)

    def take(self, count: int, *, reserve: bool = False) -> bool:
        if not self.has(count, reserve=reserve):
            return False
        self._components -= count
        return True

    def text(self, markdown: str) -> str:
        cut = shortened(markdown, self.characters)
        self.characters -= len(cut)
        return cut


def shortened(text: str, most: int) -> str:
    """The text, its end replaced by an ellipsis when it is longer than `most` characters."""
    return text if len(text) <= most else text[: max(most - len(CUT), 0)].rstrip() + CUT[:most]


def _fitting(parts: Iterable[Block | Panel], room: _Room) -> Iterator[Item]:
    for part in parts:
        if isinstance(part, Panel):
            if room.take(1, reserve=any(block is room.last for block in part.blocks)):
                children = [item for block in part.blocks for item in _block(block, room)]
                if children:
                    yield ui.Container(*children, accent_colour=part.colour)
        else:
            yield from _block(part, room)


def _block(block: Block, room: _Room) -> Iterator[Item]:
    match block:
        case Text(markdown):
            yield from _text(markdown, room)
        case Facts(rows):
            yield from _text("\n".join(f"**{label}** {value}" for label, value in rows), room)
        case Divider():
            yield from [ui.Separator()] if room.take(1) else []
        case Picture() | Drawing() | Gallery():
            yield from _pictures(block, room)
        case Illustrated():
            yield from _illustrated(block, room)
        case Buttons():
            yield from _rows(block, room)
        case Select() | Picker() | File():
            yield from _select_or_file(block, room)


def _select_or_file(block: Select | Picker | File, room: _Room) -> Iterator[Item]:
    if isinstance(block, File):
        yield from [ui.File(f"{ATTACHED}{block.name}")] if room.take(1) else []
    elif room.take(2):
        yield ui.ActionRow(_picker(block) if isinstance(block, Picker) else _select(block))


def _pictures(block: Picture | Drawing | Gallery, room: _Room) -> Iterator[Item]:
    if not isinstance(block, Gallery):
        yield from _picture(block, room)
    elif block.drawings and room.take(1):
        yield ui.MediaGallery(*(_shown(one) for one in block.drawings[:MOST_PICTURES]))


def _shown(drawing: Drawing) -> discord.MediaGalleryItem:
    described = shortened(drawing.description, LONGEST_DESCRIPTION)
    return discord.MediaGalleryItem(f"{ATTACHED}{drawing.name}", description=described)


def _picture(block: Picture | Drawing, room: _Room) -> Iterator[Item]:
    url = block.url if isinstance(block, Picture) else f"{ATTACHED}{block.name}"
    if (isinstance(block, Drawing) or _is_web(url)) and room.take(1):
        description = shortened(block.description, LONGEST_DESCRIPTION)
        yield ui.MediaGallery(discord.MediaGalleryItem(url, description=description))


def _text(markdown: str, room: _Room) -> Iterator[Item]:
    # An empty text is refused, so one that finds no room is left out.
    if markdown.strip() and room.characters > len(CUT) and room.take(1):
        yield ui.TextDisplay(room.text(markdown))


def _illustrated(block: Illustrated, room: _Room) -> Iterator[Item]:
    if not _is_web(block.picture.url) or not room.has(3):
        yield from _text(block.markdown, room)
        return
    texts = list(_text(block.markdown, room))
    if texts and room.take(2):
        picture: ui.Thumbnail[Any] = ui.Thumbnail(
            block.picture.url, description=shortened(block.picture.description, LONGEST_DESCRIPTION)
        )
        yield ui.Section(*texts, accessory=picture)


def _rows(block: Buttons, room: _Room) -> Iterator[Item]:
    usable = [item for item in block.items if isinstance(item, Button) or _is_web(item.url)]
    rows = -(-len(usable) // BUTTONS_IN_A_ROW)
    longest = -(-len(usable) // rows) if rows else 1
    for start in range(0, len(usable), longest):
        row = usable[start : start + longest]
        if room.take(1 + len(row), reserve=block is room.last):
            yield ui.ActionRow(*(_button(item) for item in row))


def files(message: Message) -> list[discord.File]:
    """The files that go along with a message, with their descriptions."""
    galleries = [block.drawings[:MOST_PICTURES] for block in message.blocks if isinstance(block, Gallery)]
    alone = [block for block in message.blocks if isinstance(block, File | Drawing)]
    return [_file(one) for one in (*alone, *chain.from_iterable(galleries))]


def _file(block: File | Drawing) -> discord.File:
    if isinstance(block, File):
        return discord.File(BytesIO(block.content), block.name)
    description = shortened(block.description, LONGEST_DESCRIPTION)
    return discord.File(BytesIO(block.content), block.name, description=description)


def _select(block: Select) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=shortened(option.label, LONGEST_OPTION), value=option.value, default=option.is_chosen
        )
        for option in block.options
    ]
    return ui.Select(
        custom_id=block.control,
        placeholder=shortened(block.placeholder, LONGEST_PLACEHOLDER),
        min_values=block.least,
        max_values=block.most,
        options=options,
    )


def _picker(block: Picker) -> ui.ChannelSelect[Any] | ui.RoleSelect[Any]:
    select: ui.ChannelSelect[Any] | ui.RoleSelect[Any]
    if block.of == "channels":
        select = ui.ChannelSelect(channel_types=[discord.ChannelType.text, discord.ChannelType.news])
        kind = discord.SelectDefaultValueType.channel
    else:
        select, kind = ui.RoleSelect(), discord.SelectDefaultValueType.role
    select.custom_id = block.control
    select.placeholder = shortened(block.placeholder, LONGEST_PLACEHOLDER)
    select.min_values, select.max_values = block.least, block.most
    select.default_values = [discord.SelectDefaultValue(id=one, type=kind) for one in block.chosen]
    return select


def _last_buttons(message: Message) -> Buttons | None:
    return next((block for block in reversed(message.blocks) if isinstance(block, Buttons)), None)


def _button(item: Link | Button) -> ui.Button[Any]:
    label = shortened(item.label, LONGEST_LABEL)
    if isinstance(item, Link):
        return ui.Button(label=label, url=item.url)
    if len(item.control) > LONGEST_CUSTOM_ID:
        raise ValueError(f"a custom id has at most {LONGEST_CUSTOM_ID} characters: {item.control}")
    return ui.Button(label=label, custom_id=item.control, style=_STYLES[item.style])


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL

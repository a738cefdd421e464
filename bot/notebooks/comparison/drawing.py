"""The picture of a comparison, drawn in the process that opens notebooks."""

import asyncio

from bot.charts.model import Look
from bot.charts.theme import PIXELS
from bot.message import Drawing
from bot.notebooks.comparison import words
from bot.notebooks.comparison.model import Compared
from bot.notebooks.comparison.picture import picture
from bot.notebooks.reader import NotebookReader
from bot.texts import language


async def drawn(reader: NotebookReader, compared: Compared, look: Look) -> Drawing | None:
    """The picture with its words; None when it cannot be drawn."""
    content = await reader.drawn(await asyncio.to_thread(picture, compared, look), PIXELS)
    if content is None:
        return None
    return Drawing("comparison.png", content, words.described(compared, language(look.language)))

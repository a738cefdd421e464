"""The way through a list that is shown a page at a time."""

from collections.abc import Callable

from bot.message import Block, Button, Buttons, Text
from bot.texts import Language


def turning(page: int, pages: int, control: Callable[[int], str], language: Language) -> tuple[Block, ...]:
    """Which page it is, from 0, and buttons to those beside it; nothing where there is one page only.

    `control` gives the custom id of the button to a page.
    """
    if pages <= 1:
        return ()
    buttons = []
    if page > 0:
        buttons.append(Button(language.say("Previous ones"), control(page - 1)))
    if page < pages - 1:
        buttons.append(Button(language.say("Next ones"), control(page + 1)))
    number, total = language.number(page + 1), language.number(pages)
    where = language.say("Page {number} of {total}", number=number, total=total)
    return Text(f"-# {where}"), Buttons(tuple(buttons))

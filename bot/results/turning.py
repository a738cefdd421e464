"""The way through a list that is shown a page at a time."""

from collections.abc import Callable, Iterable
from itertools import chain

from bot.message import Block, Button, Buttons, Text
from bot.texts import Language

# Of the 4,000 characters that Discord allows in all (`bot/chat/render.py`), so many for a page.
MOST_OF_A_PAGE = 3_300


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


def paged(*entries: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Entries, each with its heading, in their order and as many on a page as it holds; at least one page.

    A heading stands once above those that follow each other, and again where a page begins.
    """
    pages: list[list[str]] = [[]]
    size, said = 0, ""
    for heading, entry in chain(*entries):
        new = [entry] if heading in ("", said) else [heading, entry]
        if pages[-1] and size + sum(len(one) + 1 for one in new) > MOST_OF_A_PAGE:
            new = [heading, entry] if heading else [entry]
            pages.append([])
            size = 0
        pages[-1] += new
        size += sum(len(one) + 1 for one in new)
        said = heading
    return pages

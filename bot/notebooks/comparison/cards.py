"""A comparison as a message for one person."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.message import Block, Button, Buttons, Drawing, File, Message, Option, Select, Text
from bot.notebooks import controls
from bot.notebooks.comparison import words
from bot.notebooks.comparison.model import Compared
from bot.notebooks.shared import Shared
from bot.texts import Language

MOST_CHANGES: Final = 14
# Of listings, in characters: a message holds 4,000.
LONGEST_LISTING: Final = 1_700
LONGEST_LINE: Final = 110


def comparison(
    compared: Compared,
    language: Language,
    posts: tuple[str, str] | None,
    drawing: Drawing | None = None,
    page: bytes = b"",
) -> Message:
    """What changed in words, then cell by cell, and drawn; with buttons for two posts, else the page."""
    parts: list[Block] = [Text(f"### {words.title(compared)}")]
    if compared.is_equal:
        parts.append(Text(words.told_of_cells(compared, language)))
    else:
        parts += _differences(compared, language)
    if drawing is not None:
        parts.append(drawing)
    if posts is not None:
        parts.append(_buttons(*posts, language))
    if page:
        parts.append(File("comparison.html", page))
    return Message(tuple(parts), private=True)


def as_page(page: bytes, language: Language) -> Message:
    """The comparison as a file."""
    told = language.say("This is the whole comparison as one page; open it in your browser.")
    return Message((Text(told), File("comparison.html", page)), private=True)


def choice(post: str, others: Sequence[Shared], language: Language) -> Message:
    """Which other notebook to compare with."""
    told = language.say("This notebook has one version only. Choose another notebook to compare it with.")
    options = tuple(Option(one.facts.title[:100], one.post) for one in others)
    select = Select(controls.of_post("against", post), language.say("Compare it with which one?"), options)
    return Message((Text(told), select), private=True)


def _differences(compared: Compared, language: Language) -> Iterator[Block]:
    changes = words.in_order(compared.changes)
    if changes:
        lines = [f"- {words.change(one, language)}" for one in changes[:MOST_CHANGES]]
        left = len(changes) - MOST_CHANGES
        if left > 0:
            lines.append("- " + language.say_count("and {count} more", "and {count} more", left))
        yield Text("\n".join(lines))
    listing = f"\n{_listing(compared, language)}" if compared.cells else ""
    yield Text(f"**{words.told_of_cells(compared, language)}**{listing}")


def _listing(compared: Compared, language: Language) -> str:
    """The cells in one listing, as many as there is room for."""
    shown: list[str] = []
    left = LONGEST_LISTING
    for cell in compared.cells:
        lines = [f"@@ {words.cell(cell, language)} @@"]
        for title, found in words.parts(cell, language):
            lines += [f"  {title}"] * bool(title)
            lines += [words.written(line).replace("`", "'")[:LONGEST_LINE] for line in found]
        for line in lines:
            left -= len(line) + 1
            if left < 0:
                rest = language.say("The rest is on the page.")
                return f"{_closed(shown)}\n-# {rest}"
            shown.append(line)
    return _closed(shown)


def _closed(lines: Sequence[str]) -> str:
    return "```diff\n" + "\n".join(lines) + "\n```"


def _buttons(before: str, after: str, language: Language) -> Buttons:
    return Buttons(
        (
            Button(language.say("With outputs and metadata"), controls.differ(before, after, "details")),
            Button(language.say("As a page"), controls.differ(before, after, "page")),
        )
    )

"""The words of web pages, as markdown of headings, paragraphs and lists; read in a process of its own."""

from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

# What stands around the words of a page.
_AROUND: Final = ("script", "style", "nav", "header", "footer", "aside", "form", "button", "svg", "noscript")
_BODY: Final = ("main", "article", "[role=main]", "body")
_BLOCKS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "pre", "blockquote", "td")


def words_of_page(content: bytes) -> tuple[str, str]:
    """The title of a page and its words; both may be empty."""
    page = BeautifulSoup(content, "html.parser")
    title = " ".join(page.title.get_text(" ").split()) if page.title else ""
    for one in page.find_all(_AROUND):
        one.decompose()
    body = next((found for name in _BODY if (found := page.select_one(name)) is not None), page)
    return title, "\n\n".join(_blocks(body)) or " ".join(body.get_text(" ").split())


def _blocks(body: Tag) -> Iterator[str]:
    for one in body.find_all(_BLOCKS):
        # What holds another block is told by that.
        if one.find(_BLOCKS) is not None:
            continue
        if one.name == "pre":
            yield f"```\n{one.get_text()}\n```"
            continue
        words = " ".join(one.get_text(" ").split())
        if words:
            yield f"{_mark(one.name)}{words}"


def _mark(name: str) -> str:
    if name.startswith("h") and name[1:].isdigit():
        return "#" * int(name[1:]) + " "
    return "- " if name == "li" else ""

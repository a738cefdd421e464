"""What members of the invented community wrote: guides, tips, and questions with their answers."""

import re
from collections.abc import Iterator
from typing import Final

from bot.answers.evaluation.sample.item import Item, day, text_of
from bot.answers.model import Source
from bot.answers.pieces import Piece

_FILES: Final = {Source.GUIDE: "guides", Source.TIP: "tips", Source.ANSWER: "answers"}
_POST: Final = re.compile(r"^## (?P<name>[\w-]+): (?P<title>.+)\n(?P<text>(?:(?!## ).*\n?)+)", re.MULTILINE)


def written() -> Iterator[Item]:
    """Every post, each in one piece."""
    for source, file in _FILES.items():
        for language in ("en", "fr"):
            for post in _POST.finditer(text_of(f"community/{file}.{language}.md")):
                name = post["name"]
                piece = Piece(post["title"], post["text"].strip(), day(source, name), language=language)
                yield Item(source, name, (piece,))

"""Servers with very many watches."""

from datetime import UTC, datetime

import pytest

from bot.chat.render import MOST_CHARACTERS, render
from bot.message import File
from bot.releases import upkeep_cards, watch_cards
from bot.releases.model import Filters, Source, Watch
from bot.releases.portable import MOST_WATCHES
from bot.texts import language

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "end"), [("en", "more; `/watch export`"), ("fr", "autres\u202f; `/watch export`")]
)
def test_a_long_list_says_how_many_more_there_are_and_how_soon_news_are_seen(name: str, end: str) -> None:
    many = [
        Watch(
            number,
            1,
            10**18,
            Source("author", f"author-{number:03}"),
            ("model",),
            Filters(),
            "active",
            None,
            None,
            NOW,
        )
        for number in range(200)
    ]
    message = watch_cards.watch_list(many, [("New repositories", "within 1 minute")], language(name))
    shown = render(message)
    assert shown.content_length() < MOST_CHARACTERS
    text = "\n".join(str(item.content) for item in shown.walk_children() if hasattr(item, "content"))
    named = text.count("author-")
    assert f"{200 - named}" in text
    assert end in text
    assert text.endswith("-# New repositories within 1 minute")


def test_more_watches_than_one_import_takes_are_several_files() -> None:
    message = upkeep_cards.exported(["one", "two"], MOST_WATCHES + 1, language("en"))
    files = [block for block in message.blocks if isinstance(block, File)]
    assert [(file.name, file.content) for file in files] == [
        ("watches-1.yaml", b"one"),
        ("watches-2.yaml", b"two"),
    ]

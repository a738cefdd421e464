"""Papers of two real days become posts in which nothing is lost or wrong."""

import json
from datetime import UTC, datetime
from pathlib import Path

from bot.chat.render import MOST_CHARACTERS, render
from bot.hub.reading import read_paper
from bot.message import Buttons, Facts, Text
from bot.releases.family_cards import Family, announcement
from bot.releases.folding import Member
from bot.releases.papers import paper_release
from bot.texts import language

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_every_paper_of_a_day_is_told_with_its_authors_and_its_own_words(shared: Path) -> None:
    days = sorted((shared / "data" / "hub" / "daily_papers").glob("*.json"))
    papers = [read_paper(item) for day in days for item in json.loads(day.read_text())]
    assert len(papers) > 30
    for paper in papers:
        release = paper_release(paper, "https://huggingface.co", NOW)
        message = announcement(Family((Member(release),)), language("fr"), "a" * 24)
        told = "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))
        facts = {label for block in message.blocks if isinstance(block, Facts) for label, _ in block.rows}
        links = [item.label for block in message.blocks if isinstance(block, Buttons) for item in block.items]
        assert "Un article de recherche, signé **" in told
        assert "Dans les mots de ses auteurs" in told
        assert {"Publié", "Parmi les articles du jour"} <= facts
        assert ("Votes" in facts) == bool(paper.upvotes)
        assert links[:2] == ["Lire", "PDF"]
        assert ("Code" in links) == (paper.github_repo is not None)
        assert "None" not in told
        assert render(message).content_length() <= MOST_CHARACTERS

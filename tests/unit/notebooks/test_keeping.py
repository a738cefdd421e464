"""Pages are kept as long as there is room, and refusals for a while."""

from datetime import UTC, datetime

import pytest

from bot.notebooks.errors import UnreadableNotebook, too_heavy
from bot.notebooks.pages.keeping import TRIED_AGAIN, Kept, Key

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _key(post: str) -> Key:
    return 1, post, "en", "Lions"


def test_what_could_not_be_made_is_tried_again_after_a_while() -> None:
    kept = Kept()
    kept.keep(_key("a"), too_heavy(), NOW)
    with pytest.raises(UnreadableNotebook):
        kept.find(_key("a"), NOW + TRIED_AGAIN / 2)
    assert kept.find(_key("a"), NOW + TRIED_AGAIN) is None
    kept.keep(_key("a"), b"a page", NOW + TRIED_AGAIN)
    assert kept.find(_key("a"), NOW + TRIED_AGAIN * 100) == b"a page"


def test_the_page_that_was_asked_for_longest_ago_goes_first() -> None:
    kept = Kept(most=10)
    kept.keep(_key("a"), b"12345", NOW)
    kept.keep(_key("b"), b"12345", NOW)
    assert kept.find(_key("a"), NOW) == b"12345"
    kept.keep(_key("c"), b"12345", NOW)
    assert [kept.find(_key(one), NOW) for one in "abc"] == [b"12345", None, b"12345"]

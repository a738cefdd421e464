"""What licences allow, in a few words."""

import pytest

from bot.releases.licences import PERMISSIONS, licence_name, permission
from bot.texts import language


@pytest.mark.parametrize(
    ("licence", "name", "words"),
    [
        ("apache-2.0", "Apache 2.0", "commercial use: yes"),
        ("cc-by-4.0", "CC BY 4.0", "commercial use: yes, with credit"),
        ("gpl-3.0", "GPL 3.0", "commercial use: yes, share alike"),
        ("llama3.3", "Llama 3.3 Community", "commercial use: with conditions"),
        ("cc-by-nc-4.0", "CC BY-NC 4.0", "commercial use: no"),
        ("apple-amlr", "Apple AMLR", "research only"),
        ("other", "other", "read its text"),
        ("my-own", "my-own", "read its text"),
        ("mit, apache-2.0", "mit, apache-2.0", "read its text"),
    ],
)
def test_a_licence_is_named_and_summed_up(licence: str, name: str, words: str) -> None:
    assert licence_name(licence) == name
    assert language("en").say(PERMISSIONS[permission(licence)]) == words


def test_nothing_non_commercial_is_called_free() -> None:
    for licence in ("cc-by-nc-2.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-3.0"):
        assert permission(licence) == "non_commercial"


def test_in_french_it_is_as_plain() -> None:
    told = language("fr").say(PERMISSIONS[permission("cc-by-nc-4.0")])
    assert told == "usage commercial\u00a0: non"

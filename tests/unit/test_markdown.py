import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markdown import is_linkable, literal


def test_plain_words_stay_as_they_are() -> None:
    assert literal("Apache 2.0, état de l’art: 7B") == "Apache 2.0, état de l’art: 7B"


def test_links_headings_and_mentions_lose_their_meaning() -> None:
    hostile = "[Free gift](https://evil.example)\n# HUGE\n<@123> `x"
    assert literal(hostile) == r"\[Free gift\]\(https://evil.example\) # HUGE \<@123\> \`x"
    assert literal("# big") == r"\# big"
    assert literal("- item") == r"\- item"
    assert literal("1. first") == r"1\. first"


@given(st.text())
def test_nothing_that_formats_is_left_unescaped(text: str) -> None:
    shown = literal(text)
    assert "\n" not in shown
    without_escapes = re.sub(r"\\[\\`*_~|\[\]()<>#\-+.]", "", shown)
    assert not re.search(r"[\\`*_~|\[\]()<>]", without_escapes)


@given(st.text(min_size=1), st.integers(min_value=2, max_value=40))
def test_a_long_text_is_cut(text: str, most: int) -> None:
    unescaped = re.sub(r"\\(.)", r"\1", literal(text, most))
    assert len(unescaped) <= most


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", False),
        ("https://example.org/a) [b](https://evil.example", False),
        ("javascript:alert(1)", False),
        ("https://example.org/" + "a" * 300, False),
        (None, False),
    ],
)
def test_only_a_plain_address_goes_into_a_link(address: str | None, *, fits: bool) -> None:
    assert is_linkable(address) == fits

"""A row is found wherever it lies, in texts of any language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scrub.rows import BASE64, OF_TOKENS, has_row

TEXTS = st.lists(
    st.sampled_from(["aB3+/", "é", "٣", "日本", "\ud800", " ", "\n", ".", "_", ":", "-", "="])
).map("".join)


@given(TEXTS, st.integers(1, 12))
def test_a_row_of_base64_is_found_where_a_pattern_finds_one(text: str, length: int) -> None:
    assert has_row(text, BASE64, length) == bool(re.search(rf"[A-Za-z0-9+/]{{{length}}}", text))


@given(TEXTS, st.integers(1, 12))
def test_no_row_is_missed_that_may_be_a_token(text: str, length: int) -> None:
    if re.search(rf"[\w.:-]{{{length}}}", text):
        assert has_row(text, OF_TOKENS, length)


@pytest.mark.parametrize("before", range(40))
def test_it_does_not_matter_where_a_row_begins(before: int) -> None:
    text = " " * before + "aB3+/" * 7
    assert has_row(text, BASE64, 35)
    assert not has_row(text, BASE64, 36)

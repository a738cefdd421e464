"""Long texts in pieces: short, whole where possible, and with lines that an editor wrapped put together."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.pieces import LONGEST, pieces

NOW = datetime(2026, 11, 1, tzinfo=UTC)
WRAPPED = """# Sizes

In our runs it lost less than one point on GSM8K against the full weights and
fits an 8B model into six gigabytes.
Short line
Another short line

- a list whose first item is long enough to be wrapped by an editor
- its second item

```
x = "a line of code that is long enough to look wrapped to a careless reader"
y = 2
```
"""


def test_wrapped_lines_are_one_sentence_and_lists_and_code_stay() -> None:
    (one,) = pieces("Guide", WRAPPED, NOW)
    assert one.title == "Guide · Sizes"
    assert "the full weights and fits an 8B model into six gigabytes.\nShort line\nAnother" in one.text
    assert "by an editor\n- its second item" in one.text
    assert 'reader"\ny = 2' in one.text


@given(st.text(alphabet="ab .\n#-`", max_size=3_000))
def test_pieces_are_short_and_no_word_is_lost(text: str) -> None:
    made = pieces("T", text, NOW)
    assert all(len(one.text) <= LONGEST + 100 for one in made)
    told = "".join(one.text + one.title for one in made).split()
    assert "".join(told).count("a") == text.count("a") or "#" in text

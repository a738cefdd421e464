"""What an announcement says, as it is kept to be found."""

import pytest

from bot.answers.knowing.releases import plain
from bot.texts import language


@pytest.mark.parametrize(("locale", "day"), [("en-US", "November 22, 2026"), ("fr", "22 novembre 2026")])
def test_an_instant_is_a_day_in_words_and_told_once(locale: str, day: str) -> None:
    spoken = language(locale)
    assert plain("<t:1795348800:R> (<t:1795348800:f>)", spoken) == day
    assert plain("Created <t:1795348800:D>, [a\\_b](https://huggingface.co)", spoken) == f"Created {day}, a_b"

from datetime import UTC, datetime

import pytest
from discord.ui import TextDisplay
from hypothesis import given
from hypothesis import strategies as some

from bot.chat.render import MOST_CHARACTERS, MOST_COMPONENTS, render
from bot.message import Text
from bot.releases.folding import Member
from bot.releases.model import Release
from bot.releases.roundup_cards import roundup
from bot.releases.timing import Cause, Outage
from bot.texts import language

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NONCE = "0" * 24
CAUSES: list[Cause] = ["quiet", "daily", "weekly", "late", "cap"]


def member(author: str, name: str, *, is_hidden: bool = False) -> Member:
    url = f"https://huggingface.co/{author}/{name}"
    release = Release(
        "model",
        name,
        f"{author}/{name}",
        author,
        url,
        NOW,
        NOW,
        "text-generation",
        licence="mit",
        parameters=8,
    )
    return Member(release, is_hidden=is_hidden)


def shown(cause: Cause, members: list[Member], outage: Outage | None = None, tag: str = "en") -> str:
    message = roundup(cause, members, outage, language(tag), NONCE)
    return "\n".join(block.markdown for block in message.blocks if isinstance(block, Text))


@given(
    some.sampled_from(CAUSES),
    some.lists(some.text("abcXYZ_*-.0123456789", min_size=1, max_size=96), min_size=1, max_size=300),
    some.sampled_from(["en", "fr"]),
)
def test_any_number_of_releases_fits_one_message_with_its_button(
    cause: Cause, names: list[str], tag: str
) -> None:
    members = [member(f"author-{number % 7}", name) for number, name in enumerate(names)]
    message = roundup(cause, members, Outage(NOW, NOW), language(tag), NONCE)
    view = render(message)
    assert view.content_length() <= MOST_CHARACTERS
    assert view.total_children_count <= MOST_COMPONENTS
    assert "…" not in [block.markdown[-1:] for block in message.blocks if isinstance(block, Text)]
    assert any(NONCE in (getattr(item, "custom_id", None) or "") for item in view.walk_children())


def test_what_has_no_room_is_counted_with_the_pages_of_its_authors() -> None:
    text = shown("cap", [member(f"author-{number % 2}", f"{number:03}-{'x' * 60}") for number in range(100)])
    assert "### And 100 more" in text
    told = text.count("\n- [")
    assert 0 < told < 100
    assert f"… and {100 - told} more by [author-0](https://huggingface.co/author-0)" in text


def test_many_releases_stand_below_their_authors() -> None:
    members = [member("qwen" if number % 2 else "mistral", f"Model-{number}") for number in range(10)]
    text = shown("daily", members)
    assert text.count("**mistral**") == text.count("**qwen**") == 1
    assert "- [Model-1](https://huggingface.co/qwen/Model-1) · 8 · MIT" in text


def test_what_is_no_longer_public_is_struck_out() -> None:
    text = shown("quiet", [member("qwen", "One"), member("qwen", "Two", is_hidden=True)], tag="fr")
    assert "**~~[Two](https://huggingface.co/qwen/Two)~~ (n’est plus public)**" in text


@pytest.mark.parametrize(
    ("of", "told"), [("hub", "I could not reach the Hub from"), ("discord", "I could not reach Discord from")]
)
def test_an_outage_is_told_with_its_times(of: str, told: str) -> None:
    outage = Outage(NOW, NOW, of)  # type: ignore[arg-type]
    assert told in shown("late", [member("qwen", "One"), member("qwen", "Two")], outage)


def test_eight_releases_with_very_long_names_have_whole_links() -> None:
    members = [member(f"author-{number}" + "_" * 30, f"{number}" + "_" * 95) for number in range(8)]
    message = roundup("cap", members, Outage(NOW, NOW), language("fr"), NONCE)
    view = render(message)
    assert view.content_length() <= MOST_CHARACTERS
    drawn = "".join(one.content for one in view.walk_children() if isinstance(one, TextDisplay))
    assert drawn == "".join(one.markdown for one in message.blocks if isinstance(one, Text))

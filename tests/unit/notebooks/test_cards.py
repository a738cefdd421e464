"""Posts and previews as people read them, whatever the notebook holds."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.render import render
from bot.message import Button, Buttons, Message, Select
from bot.notebooks import cards, preview_cards
from bot.notebooks.answers import Looked
from bot.notebooks.cleaning import Cleaning
from bot.notebooks.facts import Facts, Metric, OpenIn, Parameter
from bot.notebooks.looking import look
from bot.notebooks.shared import Draft, Shared
from bot.texts import language
from tests.unit.notebooks.making import code, notebook, prose

ENGLISH = language("en")
HUB = "https://huggingface.co"


def _shared(facts: Facts) -> Shared:
    at = datetime(2026, 7, 1, tzinfo=UTC)
    return Shared(1, 10, "public", None, 1, 1, "a" * 24, 5, "a b.ipynb", "", facts, 0, at)


def _text(message: Message) -> str:
    return "\n".join(
        str(getattr(block, "markdown", ""))
        + "\n".join(f"{name}: {value}" for name, value in getattr(block, "rows", ()))
        for block in message.blocks
    )


def _labels(message: Message) -> list[str]:
    rows = [block for block in message.blocks if isinstance(block, Buttons)]
    return [item.label for row in rows for item in row.items]


def test_words_of_a_notebook_are_shown_and_never_act() -> None:
    evil = "@everyone **bold** [click](https://evil.example) `x` <@1>"
    facts = replace(
        look(notebook(prose(f"# {evil}\n\nIn this notebook we {evil} do things."), code("1")), "a.ipynb"),
        models=("evil](https://evil.example",),
        parameters=(Parameter(evil, evil, evil, "constant", 1),),
        metrics=(Metric(evil, 0.5, "printed", 1),),
        links=(OpenIn("Colab", "javascript:alert(1)"),),
    )
    for message in (
        cards.post(_shared(facts), (), (), HUB, ENGLISH),
        cards.details(_shared(facts), [_shared(facts)], ENGLISH),
    ):
        # What stands in code is shown as it is.
        text = re.sub(r"(?<!\\)`[^`\n]*(?<!\\)`", "", _text(message))
        assert "](https://evil" not in text.replace("\\](", "")
        assert "**bold**" not in text
        assert "<@1>" not in text.replace("\\<@1\\>", "")
    assert "Open in Colab" not in _labels(cards.post(_shared(facts), (), (), HUB, ENGLISH))


def test_findings_come_in_pages_that_discord_takes() -> None:
    read = notebook(code("\n".join(f"m{number} = 'nora{number}@lions{number}.org'" for number in range(12))))
    findings = Cleaning(read).findings()
    looked = Looked(look(read, "a.ipynb"), findings, "", (4, 4), 1)
    draft = Draft(7, 10, 5, "a.ipynb", "https://cdn/a", looked, {6: "harmless"})
    post = cards.post(_shared(looked.facts), (), (), HUB, ENGLISH)
    pages = [preview_cards.preview(draft, post, 1, 0, ENGLISH, page) for page in range(3)]
    asked = [[block for block in page.blocks if isinstance(block, Select)] for page in pages]
    assert [len(selects) for selects in asked] == [5, 5, 2]
    assert [option.value for option in asked[1][0].options if option.is_chosen] == ["harmless"]
    assert [_labels(page)[3:] for page in pages] == [
        ["What else was found"],
        ["Earlier ones", "What else was found"],
        ["Earlier ones"],
    ]
    for page in pages:
        assert len(list(render(page).walk_children())) <= 40


@pytest.mark.parametrize("link", [None, "https://github.com/a/b/blob/main/a.ipynb"])
def test_the_preview_says_what_is_taken_out_unasked(link: str | None) -> None:
    looked = Looked(Facts("a", ""), (), "", (4, 4), 1, cleaned_pictures=1, files=2)
    draft = Draft(7, 10, 5, "a.ipynb", "https://cdn/a", looked, {}, link)
    told = _text(
        preview_cards.preview(draft, cards.post(_shared(looked.facts), (), (), HUB, ENGLISH), 1, 0, ENGLISH)
    )
    assert "From 1 picture I take out what its file says besides" in told
    assert "I take out 2 files inside it that I cannot look through, such as PDFs" in told
    assert "I found nothing in it" not in told
    assert "In its texts I found nothing that should not become public." in told
    assert ("still stands behind your link" in told) == (link is not None)


def test_the_longest_post_keeps_its_buttons() -> None:
    many = tuple(Parameter("p" * 300 + str(number), "v" * 300, "g", "constant", 1) for number in range(300))
    facts = Facts(
        "t" * 150,
        "s" * 500,
        models=tuple(f"{'o' * 90}/{number:090}" for number in range(50)),
        parameters=many,
    )
    view = render(cards.post(_shared(facts), (), (), HUB, ENGLISH))
    assert view.content_length() <= 4000
    labels = [getattr(item, "label", None) for item in view.walk_children()]
    assert "Download" in labels


def test_a_file_is_given_under_a_name_that_every_system_takes() -> None:
    given = cards.downloaded(_shared(Facts("a", "")), b"{}", ENGLISH)
    assert [getattr(block, "name", None) for block in given.blocks][-1] == "a_b.ipynb"
    assert isinstance(cards.gone(_shared(Facts("a", "")), ENGLISH).blocks[-1], Buttons)
    assert Button in {type(item) for item in cards.older(_shared(Facts("a", "")), ENGLISH).blocks[-1].items}  # type: ignore[union-attr]

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.render import MOST_CHARACTERS, MOST_COMPONENTS, files, render, shortened
from bot.message import (
    Button,
    Buttons,
    Divider,
    Drawing,
    Facts,
    Gallery,
    Illustrated,
    Link,
    Message,
    Panel,
    Picker,
    Picture,
    Text,
    from_json,
    to_json,
)

_words = st.text(max_size=1500)
_urls = st.sampled_from(
    ["https://example.org/a.png", "http://127.0.0.1/x", "javascript:alert(1)", "", "ftp://x"]
)
_pictures = st.builds(Picture, _urls, _words)
_drawings = st.builds(Drawing, st.just("chart.png"), st.binary(max_size=90), _words)
_links = st.builds(Link, st.text(min_size=1, max_size=120), _urls)
_buttons = st.builds(Button, st.text(min_size=1, max_size=120), st.text("abc:", min_size=1, max_size=100))
_blocks = st.one_of(
    st.builds(Text, _words),
    st.builds(Facts, st.lists(st.tuples(st.text(max_size=30), st.text(max_size=90)), max_size=9).map(tuple)),
    _pictures,
    _drawings,
    st.builds(Gallery, st.lists(_drawings, max_size=12).map(tuple)),
    st.builds(Illustrated, _words, _pictures),
    st.just(Divider()),
    st.builds(Buttons, st.lists(st.one_of(_links, _buttons), max_size=12).map(tuple)),
)
_parts = st.one_of(_blocks, st.builds(Panel, st.lists(_blocks, max_size=12).map(tuple), st.just(0x4F6BED)))
_messages = st.builds(Message, st.lists(_parts, max_size=20).map(tuple))


def _sent(message: Message) -> list[dict[str, Any]]:
    components: list[dict[str, Any]] = render(message).to_components()  # type: ignore[no-untyped-call]
    return components


def _all(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for component in components:
        found.append(component)
        found += _all(component.get("components", []))
        if "accessory" in component:
            found += _all([component["accessory"]])
    return found


@given(_messages)
@settings(max_examples=150, deadline=None)
async def test_any_message_fits_discords_limits(message: Message) -> None:
    components = _all(_sent(message))
    assert len(components) <= MOST_COMPONENTS
    assert sum(len(one["content"]) for one in components if one["type"] == 10) <= MOST_CHARACTERS
    assert all(one["content"].strip() for one in components if one["type"] == 10)
    assert all(1 <= len(one["components"]) <= 5 for one in components if one["type"] == 1)
    assert all(len(one.get("label") or "") <= 80 for one in components if one["type"] == 2)
    assert all(one["url"].startswith("http") for one in components if one["type"] == 2 and "url" in one)


@given(_messages)
@settings(max_examples=60, deadline=None)
def test_a_message_survives_storage(message: Message) -> None:
    assert from_json(to_json(message)) == message


async def test_the_last_buttons_stay_however_long_the_message_is() -> None:
    last = Buttons((Button("Go on", "go"),))
    message = Message((*(Divider() for _ in range(100)), Text("x" * 9000), Panel((Text("end"), last))))
    components = _all(_sent(message))
    assert [one["label"] for one in components if one["type"] == 2] == ["Go on"]


async def test_facts_are_one_line_each() -> None:
    (text,) = _sent(Message((Facts((("Licence", "MIT"), ("Task", "translation"))),)))
    assert text["content"] == "**Licence** MIT\n**Task** translation"


async def test_a_custom_id_that_is_too_long_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="100 characters"):
        render(Message((Buttons((Button("x", "y" * 101),)),)))


@pytest.mark.parametrize(
    ("text", "most", "cut"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ab cd", 4, "ab…")]
)
def test_a_long_text_ends_with_an_ellipsis(text: str, most: int, cut: str) -> None:
    assert shortened(text, most) == cut


def test_a_picker_shows_what_is_chosen() -> None:
    roles = Picker("roles", "Which roles?", "roles", (5, 6), most=25)
    channels = Picker("channel", "Which channel?", "channels", (7,))
    (row, other) = _sent(Message((roles, channels)))
    assert row["components"][0]["default_values"] == [
        {"id": 5, "type": "role"},
        {"id": 6, "type": "role"},
    ]
    assert (row["components"][0]["min_values"], row["components"][0]["max_values"]) == (0, 25)
    assert other["components"][0]["default_values"] == [{"id": 7, "type": "channel"}]
    assert other["components"][0]["channel_types"] == [0, 5]


async def test_a_drawing_is_shown_from_its_file_and_both_have_its_description() -> None:
    message = Message((Panel((Drawing("chart.png", b"picture", "in words"),)),))
    (panel,) = _sent(message)
    (shown,) = panel["components"][0]["items"]
    assert (shown["media"]["url"], shown["description"]) == ("attachment://chart.png", "in words")
    (file,) = files(message)
    assert (file.filename, file.fp.read(), file.description) == ("chart.png", b"picture", "in words")


def test_pictures_of_a_gallery_share_one_space_and_go_along() -> None:
    drawings = tuple(Drawing(f"{number}.png", b"picture", f"picture {number}") for number in range(12))
    message = Message((Gallery(drawings), Gallery(())))
    parts = render(message).to_components()  # type: ignore[no-untyped-call]
    shown = [item["media"]["url"] for part in parts for item in part["items"]]
    assert shown == [f"attachment://{number}.png" for number in range(10)]
    assert [file.filename for file in files(message)] == [f"{number}.png" for number in range(10)]
    assert from_json(to_json(message)) == message

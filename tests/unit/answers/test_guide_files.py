"""Guides are read from Markdown, text and web pages; what is no guide is refused with a sentence."""

import pytest
from yarl import URL

from bot.answers.knowing.pages import words_of_page
from bot.answers.knowing.reader import GuideReader, plain_text
from bot.errors import BadRequest
from bot.fetching.shown_files import itself

PAGE = """<!doctype html><html><head><title> Serving
models </title><style>p {}</style></head><body><header><p>Menu</p></header><main><h2>Slots</h2>
<p>Take <b>two</b> slots.</p><ul><li>One for you</li><li><p>One for others</p></li></ul>
<pre>serve --slots 2</pre><script>alert(1)</script></main><footer><p>Imprint</p></footer></body></html>"""


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("https://github.com/a/b/blob/main/x.md", "https://raw.githubusercontent.com/a/b/main/x.md"),
        ("https://huggingface.co/a/b/blob/main/x.md", "https://huggingface.co/a/b/resolve/main/x.md"),
        ("https://gitlab.com/a/b/-/blob/main/x.md", "https://gitlab.com/a/b/-/raw/main/x.md"),
        (
            "https://github.com/a/b/blob/main/x%20y.md?plain=1#top",
            "https://raw.githubusercontent.com/a/b/main/x%20y.md?plain=1#top",
        ),
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://arxiv.org/abs/2009.03300", "https://arxiv.org/abs/2009.03300"),
    ],
)
def test_the_words_of_a_file_are_read_and_not_the_page_that_shows_it(page: str, words: str) -> None:
    assert str(itself(URL(page))) == words


def test_a_page_gives_its_words_without_what_stands_around_them() -> None:
    title, words = words_of_page(PAGE.encode())
    assert title == "Serving models"
    assert words.split("\n\n") == [
        "## Slots",
        "Take two slots.",
        "- One for you",
        "One for others",
        "```\nserve --slots 2\n```",
    ]
    assert words_of_page(b"<div>Only <i>words</i></div>") == ("", "Only words")


def test_the_first_heading_of_a_text_is_its_title() -> None:
    assert plain_text("\ufeff\r\n## Our rules\r\nNo.".encode()).title == "Our rules"
    assert plain_text(b"Just words.").title == ""


def test_a_text_in_the_letters_of_windows_is_read_and_one_in_others_is_refused() -> None:
    assert plain_text("# Été\nL’entraînement dure trois jours.".encode("cp1252")).title == "Été"
    with pytest.raises(BadRequest):
        plain_text("Окапи спят в полдень.".encode("koi8-r"))
    with pytest.raises(BadRequest):
        plain_text(b"Many words in plain letters, and one that no sign stands for: \x81")


@pytest.mark.parametrize(("name", "content"), [("a.png", b"x"), ("a.md", b"a\0b"), ("noend", b"x")])
async def test_what_is_no_guide_is_refused(name: str, content: bytes) -> None:
    async with GuideReader() as reader:
        with pytest.raises(BadRequest):
            await reader.file(name, content)


async def test_a_web_page_is_read_in_a_process_of_its_own() -> None:
    async with GuideReader() as reader:
        read = await reader.file("a.HTML", PAGE.encode())
    assert (read.title, "Take two slots." in read.text) == ("Serving models", True)

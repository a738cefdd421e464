"""PDFs are read page by page; what cannot be read says why."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from bot.answers.knowing.pdfs import Refused, words_of_pdf
from bot.answers.knowing.reader import GuideReader
from bot.errors import BadRequest
from bot.texts import language
from tests.pdfs import pdf

FIRST = [
    "House rules 2026",
    "We begin LoRA runs of small models at a learning rate of 2e-4, because lower rates learn-",
    "ed nothing in our tests, and higher ones forgot what the model knew before it was trained.",
    "Short end.",
    "# no heading",
    "1",
]
SECOND = ["House rules 2026", "Les okapis sont photographiés à l’aube, jamais à midi.", "2"]
THIRD = ["House rules 2026", "The pangolin run needs nine cards for four days and one night.", "3"]


def test_pages_are_under_their_numbers_without_what_stands_on_all_of_them() -> None:
    read = words_of_pdf(pdf(FIRST, SECOND, THIRD, title="Rules"), 10)
    assert not isinstance(read, Refused)
    title, words = read
    assert title == "Rules"
    assert words.split("\n\n") == [
        "## p. 1",
        "We begin LoRA runs of small models at a learning rate of 2e-4, because lower rates learned nothing "
        "in our tests, and higher ones forgot what the model knew before it was trained. Short end.",
        "no heading",
        "## p. 2",
        "Les okapis sont photographiés à l’aube, jamais à midi.",
        "## p. 3",
        "The pangolin run needs nine cards for four days and one night.",
    ]


def test_a_title_that_no_person_gave_is_none() -> None:
    read = words_of_pdf(pdf(THIRD, title="Microsoft Word - Document1"), 10)
    assert not isinstance(read, Refused)
    assert read[0] == ""


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (pdf(FIRST, password="secret"), Refused("locked")),
        (pdf(FIRST, SECOND, THIRD), Refused("many", 3)),
        (pdf([], ["1"]), Refused("pictures", 2)),
        (b"no pdf at all", Refused("broken")),
        (b"", Refused("broken")),
    ],
)
def test_what_cannot_be_read_says_why_and_nothing_of_it_gets_into_a_log(
    content: bytes, refused: Refused, caplog: pytest.LogCaptureFixture
) -> None:
    assert words_of_pdf(content, 2) == refused
    assert caplog.records == []


def test_a_file_that_is_locked_against_printing_only_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(THIRD))))
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    read = words_of_pdf(written.getvalue(), 10)
    assert not isinstance(read, Refused)
    assert "nine cards" in read[1]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes_or_refused(cut: float) -> None:
    whole = pdf(FIRST, SECOND, THIRD)
    read = words_of_pdf(whole[: int(len(whole) * cut)], 10)
    assert isinstance(read, tuple) or read.why in ("broken", "pictures")


async def test_a_pdf_is_read_in_a_process_of_its_own_and_refused_with_a_sentence() -> None:
    async with GuideReader() as reader:
        read = await reader.file("Rules.PDF", pdf(FIRST, SECOND, title="Rules"))
        assert (read.title, "## p. 2" in read.text) == ("Rules", True)
        with pytest.raises(BadRequest) as locked:
            await reader.file("rules.pdf", pdf(FIRST, password="secret"))
        with pytest.raises(BadRequest) as many:
            await reader.file("rules.pdf", pdf(*[SECOND] * 201))
    assert "mot de passe" in language("fr").tell(locked.value.sentence)
    assert "201 pages" in language("en").tell(many.value.sentence)

"""A preview tells what was taken out and what is odd, and lets every result be seen before all see it."""

from dataclasses import replace

import pytest

from bot.chat.render import MOST_CHARACTERS
from bot.message import Button, Buttons, Message, Text
from bot.results import preview_cards
from bot.results.model import Reading, Result, Scrubbed, Setup
from bot.texts import language, later

SETUP = Setup(
    harness="lm-evaluation-harness", harness_version="0.4.9", hardware="NVIDIA GeForce RTX 4090 " * 3
)
RESULT = Result(
    "gsm8k", "gsm8k", "exact_match", 0.5, 0.5, "share", model="org/model", model_name="org/model", setup=SETUP
)
LIMITED = later("Only the first {count} samples were measured.", count=10)


def _texts(message: Message) -> list[str]:
    return [block.markdown for block in message.blocks if isinstance(block, Text)]


def _labels(message: Message) -> list[str]:
    rows = [block for block in message.blocks if isinstance(block, Buttons)]
    return [one.label for row in rows for one in row.items if isinstance(one, Button)]


def _of_models(count: int, name: str = "run.json", each: int = 1) -> Reading:
    results = tuple(
        replace(RESULT, model=(model := f"org/model-{number:03}"), model_name=model, subset=f"part {part}")
        for number in range(count)
        for part in range(each)
    )
    return Reading(name, "1" * 64, "lm-evaluation-harness", results, scrubbed=(Scrubbed("token", "config"),))


def _all(reading: Reading, name: str = "en") -> list[str]:
    """Each page of everything."""
    pages: list[str] = []
    while True:
        shown = preview_cards.everything(1, [reading], 0, language(name), len(pages))
        pages.append("\n".join(_texts(shown)))
        if not {"Next ones", "Suivants"} & set(_labels(shown)):
            return pages


@pytest.mark.parametrize("count", [1, 3, 8, 40])
@pytest.mark.parametrize("name", ["en", "fr"])
def test_what_was_taken_out_is_told_however_much_a_preview_holds(name: str, count: int) -> None:
    readings = [_of_models(20, f"a rather long folder/of_run_{number}.json", 5) for number in range(count)]
    shown = preview_cards.preview(1, readings, 0, language(name))
    texts = _texts(shown)
    assert sum(map(len, texts)) <= MOST_CHARACTERS
    assert texts[1].startswith("🔒")
    assert "(`config`)" in texts[1]
    more = "autre" if name == "fr" else "more"
    assert all("org/model" in text and more in text for text in texts if "lm-evaluation" in text)
    assert ("Tout afficher" if name == "fr" else "Show all") in _labels(shown)


def test_names_of_any_length_leave_what_was_taken_out_in_sight() -> None:
    long = replace(RESULT, model_name="_" * 600, model=None)
    kinds = ("token", "home folder", "host", "e-mail", "text")
    scrubbed = tuple(Scrubbed(kind, "x" * 200) for kind in kinds)
    reading = replace(_of_models(1), results=(long,) * 30, scrubbed=scrubbed, file="*" * 600)
    wrong = [replace(reading, error=later("The file is empty.")) for _ in range(20)]
    shown = preview_cards.preview(1, [reading, *wrong], 0, language("fr"), ("_" * 600, ["org/a"]))
    assert sum(map(len, _texts(shown))) <= MOST_CHARACTERS
    assert _texts(shown)[1].count("\n- ") == len(kinds)


def test_a_file_of_many_models_says_how_many_results_are_not_shown_and_lists_all() -> None:
    reading = _of_models(216)
    shown = preview_cards.preview(1, [reading], 0, language("en"))
    text = "\n".join(_texts(shown))
    seen = text.count("\n- GSM8K")
    assert seen >= 8
    assert f"… and {216 - seen} more results." in text
    assert _labels(shown) == ["Publish", "Show all", "Cancel"]
    pages = _all(reading)
    assert len(pages) > 1
    assert all(len(page) <= MOST_CHARACTERS for page in pages)
    assert sum(page.count("- GSM8K") for page in pages) == 216
    assert all(f"org/model-{number:03}" in "\n".join(pages) for number in range(216))


def test_a_page_of_all_results_begins_with_their_model() -> None:
    pages = _all(_of_models(1, each=90))
    assert len(pages) > 1
    assert all(page.count("org/model-000") == 1 for page in pages)
    assert [line for page in pages for line in page.splitlines() if "RTX 4090" in line] != []


def test_a_warning_is_seen_beside_many_files_that_could_not_be_read() -> None:
    wrong = [Reading(f"{number}.json", "", error=later("The file is empty.")) for number in range(30)]
    limited = replace(_of_models(1), warnings=(LIMITED,))
    shown = preview_cards.preview(1, [*wrong, limited], 0, language("en"))
    text = "\n".join(_texts(shown))
    assert "⚠️ Only the first 10 samples were measured." in text
    assert f"… and {32 - text.count('❌') - text.count('⚠️')} more remarks." in text
    assert "Show all" in _labels(shown)
    every = "\n".join(_all(replace(limited, file="run.json")))
    assert "⚠️ Only the first 10 samples were measured." in every
    told = preview_cards.everything(1, [*wrong, limited], 0, language("en"))
    assert "\n".join(_texts(told)).count("❌") == 30


def test_what_is_shown_whole_has_no_button_for_more() -> None:
    shown = preview_cards.preview(1, [_of_models(2)], 0, language("en"))
    assert "more result" not in "\n".join(_texts(shown))
    assert _labels(shown) == ["Publish", "Cancel"]

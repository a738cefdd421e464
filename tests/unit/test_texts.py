import re
import string
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.texts import CATALOGUES, LANGUAGES, language, later, moment

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"say": None, "say_count": (1, 2), "later": None, "mark": None}
METHODS = [("**.py", "python")]
Key = str | tuple[str, ...]


def _used() -> set[Key]:
    return {
        message
        for folder in ("bot", "cogs")
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, method_map=METHODS, keywords=KEYWORDS)
    }


def _catalogue(name: str) -> list[Message]:
    with (CATALOGUES / f"{name}.po").open("rb") as file:
        return [message for message in read_po(file, locale=name) if message.id]


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def test_every_sentence_exists_in_french_and_none_is_unused() -> None:
    translated = {
        tuple(message.id) if isinstance(message.id, list | tuple) else message.id
        for message in _catalogue("fr")
        if all(_forms(message.string))
    }
    assert _used() - translated == set(), "sentences without a translation"
    assert translated - _used() == set(), "translations that nothing uses"


def test_a_translation_has_the_same_values_as_its_sentence() -> None:
    wrong = [
        message.id
        for message in _catalogue("fr")
        for form in _forms(message.string)
        if _names(form) != _names(_forms(message.id)[-1])
    ]
    assert wrong == []


def test_french_has_its_own_spaces_before_high_punctuation() -> None:
    wrong = [
        form
        for message in _catalogue("fr")
        for form in _forms(message.string)
        if re.search(r"(?<![\u202f`:]) ?[;?!](?!\w)(?<!\u202f[;?!])|[^\u00a0] :(?=\s)|\w'\w", form)
    ]
    assert wrong == []


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "FR"])
def test_french_locales_give_french(tag: str) -> None:
    assert language(tag).name == "fr"


@pytest.mark.parametrize("tag", ["en-US", "en-GB", "de", "zh-CN", None, ""])
def test_all_other_locales_give_english(tag: str | None) -> None:
    assert language(tag).name == "en"


def test_numbers_sizes_and_lists_are_written_as_each_language_does() -> None:
    english, french = (language(name) for name in LANGUAGES)
    assert english.roughly(7_248_023_552) == "7.2 billion"
    assert french.roughly(7_248_023_552) == "7,2 milliards"
    assert english.size(14_496_078_512) == "14.5 GB"
    assert french.size(14_496_078_512) == "14,5\u202fGo"
    assert english.size(999) == "999 bytes"
    assert english.size(5 * 10**15) == "5,000 TB"
    assert english.enumeration(["a", "b", "c"]) == "a, b, and c"
    assert french.alternatives(["a", "b"]) == "a ou b"
    assert french.name_of_language("zh") == "chinois"
    assert french.name_of_language("xx-unknown") == "xx-unknown"


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (999, "999", "999"),
        (999_999, "1 million", "1 million"),
        (1_000_000, "1 million", "1 million"),
        (1_540_000, "1.5 million", "1,5 million"),
        (999_940_000, "999.9 million", "999,9 millions"),
        (999_950_000, "1 billion", "1 milliard"),
        (2_000_000_000, "2 billion", "2 milliards"),
        (70_553_706_496, "70.6 billion", "70,6 milliards"),
    ],
)
def test_large_counts_are_rounded_as_a_person_would(value: int, english: str, french: str) -> None:
    assert language("en").roughly(value) == english
    assert language("fr").roughly(value) == french


def test_one_and_many_take_their_own_form() -> None:
    french = language("fr")
    one, many = "{count} watch", "{count} watches"
    assert [french.say_count(one, many, count) for count in (0, 1, 2)] == ["0 suivi", "1 suivi", "2 suivis"]


def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    sentence = later("A model by {author} is now public.", author=later("not stated"))
    assert language("fr").tell(sentence) == "Un modèle désormais public, signé pas d’indication."


def test_a_moment_is_shown_by_discord_in_the_readers_time_zone() -> None:
    assert moment(datetime(2026, 11, 22, tzinfo=UTC), "D") == "<t:1795305600:D>"

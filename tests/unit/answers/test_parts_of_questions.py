from datetime import date

import pytest

from bot.answers.figures import dates, licences, setups, sizes
from bot.answers.figures.model import Size
from bot.answers.figures.sheet import Sheet

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ("best under 8B", Size(most=8e9, strict=True)),
        ("moins de 8B", Size(most=8e9, strict=True)),
        ("sous les 3 milliards", Size(most=3e9, strict=True)),
        ("plus petits que 500M", Size(most=5e8, strict=True)),
        ("entre 1 et 4 milliards de paramètres", Size(1e9, 4e9)),
        ("1-4B", Size(1e9, 4e9)),
        ("2B maximum", Size(most=2e9)),
        ("4B au plus", Size(most=4e9)),
        ("d’au moins 14B", Size(least=14e9)),
        ("Quel 7B", Size(7e9, 7e9)),
    ],
)
def test_sizes_are_read_in_both_languages(asked: str, size: Size) -> None:
    assert sizes.take(Sheet(asked)) == size


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ("since March", date(2026, 3, 1), None),
        ("depuis mars", date(2026, 3, 1), None),
        ("depuis le 15 octobre", date(2026, 10, 15), None),
        ("before September", None, date(2026, 9, 1)),
        ("en 2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("ce mois-ci", date(2026, 11, 1), None),
        ("Ces deux dernières semaines", date(2026, 11, 9), None),
        ("yesterday or later", date(2026, 11, 22), None),
    ],
)
def test_times_are_read_in_both_languages(asked: str, since: date | None, until: date | None) -> None:
    assert dates.take(Sheet(asked), TODAY) == (since, until)


def test_what_was_understood_is_taken_off_and_the_rest_stays_in_its_place() -> None:
    sheet = Sheet("Mirage en Q4_K_M sur une 4060 Ti")
    assert setups.take_quantisation(sheet, ()) == ("Q4_K_M", False)
    assert setups.take_hardware(sheet, (), None) == "4060 Ti"
    assert [one[0] for one in sheet.words()] == ["mirage", "en", "sur", "une"]
    assert sheet.written(0, 6) == "Mirage"


def test_mit_is_a_licence_in_capitals_and_a_french_verb_in_small_letters() -> None:
    assert licences.take(Sheet("the best MIT model")) == "mit"
    assert licences.take(Sheet("il mit une heure")) is None

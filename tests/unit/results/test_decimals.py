import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.results.decimals import Written, read


@pytest.mark.parametrize(
    ("text", "value", "error", "unit"),
    [
        ("20.0 ± 1.2", 20.0, 1.2, ""),
        ("4505.82 +/- 12.90", 4505.82, 12.9, ""),
        ("42,5 ± 0,3 t/s", 42.5, 0.3, "t/s"),
        ("42,5 t/s ± 0,3 t/s", 42.5, 0.3, "t/s"),
        ("4,2 ± 0,3 %", 4.2, 0.3, "%"),
        ("75,7±0,6", 75.7, 0.6, ""),
        ("75.7 % ± 0.6", 75.7, 0.6, "%"),
        ("75.7% ± 0.6%", 75.7, 0.6, "%"),
        ("(75,7 ± 0,6)\u00a0%", 75.7, 0.6, "%"),
        ("75 ± 0,6", 75.0, 0.6, ""),
        ("1e-3", 0.001, None, ""),
        ("-0,25", -0.25, None, ""),
        ("0,757", 0.757, None, ""),
    ],
)
def test_numbers_are_read_with_points_and_with_commas(
    text: str, value: float, error: float | None, unit: str
) -> None:
    assert read(text) == Written(value, error, unit)


@pytest.mark.parametrize(
    "text", ["12 345,6", "12\u202f345,6", "12\u00a0345,6", "12,345.6", "12345,6", "12 345.6", "12345.6"]
)
def test_thousands_are_read_in_any_spelling(text: str) -> None:
    assert read(text) == Written(12345.6)


def test_what_may_be_one_number_or_another_is_told_by_what_is_beside_it_and_never_guessed() -> None:
    assert read("1,234") is None
    assert read("1,234 ± 12") is None
    assert read("1,234 ± 0.5") == Written(1234, 0.5)
    assert read("1,234 ± 0,5") == Written(1.234, 0.5)
    assert read("75,701", is_share=True) == Written(75.701)
    assert read("1,234,567") == Written(1234567)


@pytest.mark.parametrize(
    "text", ["", "many", "1.2.3", "NaN", "inf", "12 34", "1,2,3", "1 ± 2 ± 3", "5 % ± 1 s", "±", "1e999"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read(text) is None


@given(st.decimals(-(10**6), 10**6, places=2), st.decimals(0, 10**3, places=1))
def test_french_and_english_spellings_of_a_number_are_the_same_number(value: object, error: object) -> None:
    english = f"{value} ± {error}"
    assert read(english) == read(english.replace(".", ",")) == Written(float(str(value)), float(str(error)))

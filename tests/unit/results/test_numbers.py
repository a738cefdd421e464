import pytest

from bot.results.numbers import moment_of, real, settle_error, whole


def test_a_given_error_is_kept_and_a_missing_or_false_one_is_worked_out() -> None:
    kept, false = settle_error(0.5, 0.01, 101, binary=True)
    assert (kept and kept.origin, false) == ("given", False)
    for given_error in (None, 0.0):
        found, false = settle_error(0.5, given_error, 101, binary=True)
        assert found is not None
        assert found.standard_error == pytest.approx(0.05)
        assert (found.origin, false) == ("recomputed", given_error == 0)


def test_no_error_is_invented() -> None:
    assert settle_error(0.5, None, None, binary=True) == (None, False)
    assert settle_error(0.5, None, 100, binary=False) == (None, False)
    assert settle_error(0.0, 0.0, 100, binary=True) == (None, True)


def test_numbers_are_read_from_text_and_nothing_else_is_one() -> None:
    written: list[object] = ["1.5", 2, 0.0, "NaN", "inf", True, None, [], "N/A", ""]
    assert [real(one) for one in written] == [
        1.5,
        2.0,
        0.0,
        *[None] * 7,
    ]
    assert [whole(one) for one in (3, "4", 2.5, -1, float("nan"))] == [3, 4, None, None, None]


def test_a_clock_that_starts_with_the_machine_is_no_date() -> None:
    assert moment_of(503488.670346375) is None
    found = moment_of(1712191475.1370711)
    assert found is not None
    assert found.isoformat().startswith("2024-04-04T00:44:35")

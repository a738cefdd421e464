"""Lines of base64 that are values of a list go together where something lies in them."""

import base64

import pytest

from bot.scrub.listed import kinds_of_lines

TOKEN = "hf_aB3dE5gH7jK9mN1pQ3sT5vX7zA9cD1"
# The token lies across the end of a line, so that no line says enough by itself.
SETTINGS = f"{'pad ' * 11}{TOKEN}\n{'pad ' * 20}~~~???ÿ".encode()


def _lines(encode: object = base64.b64encode) -> list[str]:
    assert callable(encode)
    written = encode(SETTINGS).decode()
    return [written[start : start + 64] for start in range(0, len(written), 64)]


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("end", ["", "\n"])
def test_all_lines_go_where_they_stand_among_others(encode: object, end: str) -> None:
    lines = [f"{line}{end}" for line in _lines(encode)]
    values = ["before", None, *lines, "after that", 3]
    assert kinds_of_lines(values) == dict.fromkeys(range(2, 2 + len(lines)), "token")


def test_lines_that_do_not_follow_each_other_are_none() -> None:
    first, *others = _lines()
    assert kinds_of_lines([first, 1, *others]) == {}


@pytest.mark.parametrize("values", [[], [1, 2.5, None], ["a" * 64] * 3, ["some words"] * 3, [{"a": TOKEN}]])
def test_other_lists_hold_none(values: list[object]) -> None:
    assert kinds_of_lines(values) == {}

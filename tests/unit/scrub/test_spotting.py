"""Spots lie where a person would point, whatever hides the words."""

import base64
import hashlib
import html
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scrub.spotting import spots

TOKEN = "hf_aB3dE5gH7jK9mN1pQ3sT5vX7zA9cD1"
JWT = f"eyJ{'hbGciOi' * 6}.eyJ{'zdWIiOiI' * 120}.{'Sig_na-ture' * 30}"
QUIET = st.text(st.sampled_from("ab \n.,&<>'\"\\\x1b[31m"), max_size=60)


def _found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in spots(text)]


@given(QUIET, QUIET)
def test_a_token_is_found_where_it_stands(before: str, after: str) -> None:
    text = f"{before} {TOKEN} {after}"
    assert TOKEN in _found(text)


@given(st.text(max_size=300))
def test_spots_are_in_order_and_apart_in_any_text(text: str) -> None:
    found = spots(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"\x1b[33m{TOKEN}\x1b[39m", TOKEN),
        (f"one\\n{TOKEN}\\ttwo", TOKEN),
        (html.escape('{"api_key": "Xk39sLq0Zp"}'), "Xk39sLq0Zp"),
        ('{\\"api_key\\": \\"Xk39sLq0Zp\\"}', "Xk39sLq0Zp"),
        ("https:\\/\\/me:Xk39sLq0Zp@db.example.org", "Xk39sLq0Zp"),
        ("C:\\Users\\nora\\data", "C:\\Users\\nora"),
        ("'\\u002Fhome\\u002Fnora\\u002Fx'", "\\u002Fhome\\u002Fnora"),
        (f"data:image/png;base64,{'A' * 700} {TOKEN}", TOKEN),
        (f"{'x ' * 20_000}{TOKEN}", TOKEN),
    ],
)
def test_nothing_hides_it(text: str, found: str) -> None:
    assert found in _found(text)


@pytest.mark.parametrize("before", [0, 40, 6_800, 7_590, 7_700, 7_999, 8_000])
def test_a_jwt_is_found_whole_wherever_a_long_line_is_cut(before: int) -> None:
    assert JWT in _found(f"{'x' * before} {JWT} {'y ' * 5_000}")


@pytest.mark.parametrize("before", [6_800, 7_500, 7_700, 7_980])
def test_a_long_token_after_its_name_is_found_whole_wherever_a_long_line_is_cut(before: int) -> None:
    secret = "FwoGZXIv" * 130
    assert secret in _found(f"{'x' * before} access_token='{secret}' {'y ' * 5_000}")


def test_a_page_inside_a_page_goes_whole_where_something_lies_in_it() -> None:
    clean, leaking = (
        base64.b64encode(f"<p>{one} {'pad ' * 40}</p>".encode()).decode() for one in ("no", TOKEN)
    )
    assert _found(f'<iframe src="data:text/html;charset=utf-8;base64,{leaking}"></iframe>') == [leaking]
    assert _found(f'<iframe src="data:text/html;base64,{clean}"></iframe>') == []
    assert _found("data:text/html;base64,abcde") == []


def test_the_longer_one_of_two_that_overlap_is_told() -> None:
    assert _found(f'token="{TOKEN}"') == [TOKEN]


def test_a_file_of_settings_written_as_letters_goes_whole_where_something_lies_in_it() -> None:
    settings = '{"type": "account", "scopes": ["one", "two", "three"], "project": "lions", "api_key": "%s"}'
    account = base64.b64encode((settings % TOKEN).encode()).decode()
    assert _found(f"credentials = '{account}'") == [account]
    assert _found(f"numbers = '{base64.b64encode((settings % 'os.environ').encode()).decode()}'") == []
    assert _found(f"numbers = '{base64.b64encode(bytes(range(256))).decode()}'") == []


@pytest.mark.parametrize("between", ["\n", "\n# ", "\\n", '", "', "',\n    '", '\\n" +\n  "', '\\",\\"'])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_lines_of_base64_go_together_where_something_lies_in_them(
    between: str, encode: Callable[[bytes], bytes]
) -> None:
    written = encode(f"???~~~ÿÿÿ {'pad ' * 30}\nkey={TOKEN}\n{'pad ' * 40}???~~~ÿÿÿ".encode()).decode()
    lines = between.join(written[start : start + 64] for start in range(0, len(written), 64))
    assert _found(f'data = ["{lines}"]') == [lines]


@pytest.mark.parametrize("between", ["\n", '", "'])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_line_that_does_not_belong_to_those_around_it_is_looked_at_by_itself(
    between: str, encode: Callable[[bytes], bytes]
) -> None:
    hashes = [hashlib.sha256(bytes([number])).hexdigest() for number in range(3)]
    (token, other) = (encode(f"~~~???{one}~~~???".encode()).decode() for one in (TOKEN, TOKEN[::-1]))
    assert _found(f'["{between.join([*hashes, token])}"]') == [token]
    assert _found(f'["{between.join([*hashes, other])}"]') == []
    assert _found(f'["{between.join(hashes)}"]') == []

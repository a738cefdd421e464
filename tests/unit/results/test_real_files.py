"""Every real file is read with its own figures, or refused with the right reason.

`expected/` was written by hand from the files.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.results.model import Reading
from bot.results.showing import row
from bot.results.worker import read_file
from bot.texts import language

DATA = Path(__file__).parents[3] / "../shared/data/results"
EXPECTED = Path(__file__).with_name("expected")
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not beside this checkout")
Case = tuple[str, dict[str, Any]]


@cache
def _cases() -> list[Case]:
    return [
        (f"{path.stem}/{name}", wanted)
        for path in sorted(EXPECTED.glob("*.yaml"))
        for name, wanted in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    ]


@cache
def reading_of(name: str) -> Reading:
    """What is read from a real file, with what describes its run beside it."""
    path = DATA / name
    beside = [
        (str(other), other.read_bytes()) for other in path.parent.glob("run_spec.json") if other != path
    ]
    (found,) = read_file(name, path.read_bytes(), beside)
    return found


def _told(reading: Reading) -> list[str]:
    return [language("en").tell(warning) for warning in reading.warnings]


def _fits(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(_same(found[name], value) for name, value in wanted.items())


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, float) and isinstance(found, float):
        return found == pytest.approx(wanted, rel=1e-6)
    return bool(found == wanted)


@needs_data
def test_an_expectation_was_written_for_every_real_file() -> None:
    files = {str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file()}
    assert {name for name, _ in _cases()} == files - {"PROVENANCE.md"}


@needs_data
@pytest.mark.parametrize(("name", "wanted"), [case for case in _cases() if "error" in case[1]])
def test_a_file_without_results_is_refused_with_the_right_reason(name: str, wanted: dict[str, Any]) -> None:
    reading = reading_of(name)
    assert reading.error is not None
    assert wanted["error"] in language("en").tell(reading.error)
    assert reading.results == ()


@needs_data
@pytest.mark.parametrize(("name", "wanted"), [case for case in _cases() if "error" not in case[1]])
def test_a_file_is_read_with_its_own_figures(name: str, wanted: dict[str, Any]) -> None:
    reading = reading_of(name)
    assert reading.error is None
    assert reading.format == wanted["format"]
    assert len(reading.results) == wanted["count"]
    rows = [row(result, reading.sha256) for result in reading.results]
    missing = [one for one in wanted["rows"] if not any(_fits(found, one) for found in rows)]
    assert missing == []


@needs_data
@pytest.mark.parametrize(("name", "wanted"), [case for case in _cases() if "warnings" in case[1]])
def test_what_is_odd_in_a_file_is_said(name: str, wanted: dict[str, Any]) -> None:
    told = _told(reading_of(name))
    assert len(told) == len(wanted["warnings"])
    for part in wanted["warnings"]:
        assert any(part in sentence for sentence in told), told


@needs_data
@pytest.mark.parametrize(("name", "wanted"), [case for case in _cases() if "scrubbed" in case[1]])
def test_what_is_taken_out_is_told_with_its_place(name: str, wanted: dict[str, Any]) -> None:
    assert [[one.kind, one.place] for one in reading_of(name).scrubbed] == wanted["scrubbed"]


@needs_data
def test_no_reading_holds_a_key_a_home_folder_or_an_answer_of_a_model() -> None:
    for name, _ in _cases():
        kept = repr(reading_of(name))
        for secret in ("sk-or-v1-", "/home/", "192.168.", "localhost", "spark-17ed", "It’s a great book for"):
            assert secret not in kept, (name, secret)

"""Which record of a file is kept, and how large it may be."""

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.results import limits
from bot.results.document import Document
from bot.results.recording import record_of

_PLAIN = some.one_of(some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=30))
_LISTS = some.lists(_PLAIN, max_size=8)
_VALUES = some.dictionaries(some.text(max_size=5), _PLAIN | _LISTS, max_size=6)


def _plainly(value: Any, longest: int, most: int) -> Any:
    if isinstance(value, dict):
        return {key: _plainly(item, longest, most) for key, item in value.items()}
    if isinstance(value, list):
        return [_plainly(item, longest, most) for item in value[:most]]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value[:longest].replace("\x00", "") if isinstance(value, str) else value


@given(value=some.lists(_VALUES, max_size=8) | _VALUES)
@settings(max_examples=60)
def test_a_record_is_kept_as_long_as_it_fits(value: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in (("RAW_TEXT", 20), ("RAW_LIST", 5), ("RAW_BYTES", 150)):
            patch.setattr(limits, name, limit)
        shortened = _plainly(value, 20, 5)
        fits = len(json.dumps(shortened, ensure_ascii=False).encode()) <= 150
        assert record_of(Document("run.json", "", value)) == (shortened if fits else None)


def test_the_text_of_a_log_is_its_record_when_it_fits() -> None:
    assert record_of(Document("log.txt", "pp512 100")) == "pp512 100"
    assert record_of(Document("log.txt", "é" * limits.RAW_BYTES)) is None

"""Real files that are changed or cut somewhere are read or refused with a sentence, and nothing breaks."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.results.worker import read_file
from bot.texts import language
from tests.unit.results.test_real_files import DATA

FILES = sorted(path for path in DATA.rglob("*") if path.is_file() and path.suffix != ".eval")
ODD: tuple[Any, ...] = (None, "", 0, -1, 1e308, "x", [], {}, [None], {"a": 1}, True, [[]], float("nan"))
TRIES = 8


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value[:3]) if isinstance(value, list) else ()
    )
    for key, item in inner:
        yield (*path, key)
        yield from _places(item, (*path, key))


def _changed(text: str, chance: random.Random) -> str | None:
    """The JSON with another value in one place; None for what is no JSON."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    *way, last = chance.choice(list(_places(data)))
    parent = data
    for key in way:
        parent = parent[key]
    parent[last] = chance.choice(ODD)
    return json.dumps(data)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_changed_file_is_read_or_refused_with_a_sentence(path: Path) -> None:
    chance = random.Random(path.name)
    text = path.read_text(encoding="utf-8")
    beside = [(str(other), other.read_bytes()) for other in path.parent.glob("run_spec.json")]
    for _ in range(TRIES):
        variants = (_changed(text, chance), text[: chance.randrange(len(text))])
        for variant in variants:
            if variant is not None:
                (reading,) = read_file(path.name, variant.encode(), beside)
                assert (reading.error is None) == bool(reading.results)
                if reading.error is not None:
                    assert "not built as it builds" not in language("en").tell(reading.error)

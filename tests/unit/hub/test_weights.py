"""Files of models that are fetched from the Hub by two commands at once."""

import fcntl
from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.hub.weights import Found, fetch

FOUND = Found("a/b", "main", "model.gguf", 4, "ab" * 32, "mit")
NOBODY = "http://127.0.0.1:9"


def test_what_another_command_fetches_is_not_written_by_a_second_one(tmp_path: Path) -> None:
    part = tmp_path / f"{FOUND.sha256}.part"
    with part.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(OperatorError, match="Another command fetches"):
            fetch(NOBODY, None, FOUND, tmp_path)
    # Nobody holds it any more, so the Hub is asked.
    with pytest.raises(OperatorError, match="cannot be reached"):
        fetch(NOBODY, None, FOUND, tmp_path)

"""What the command line says before it begins to write a file of results."""

from pathlib import Path

import pytest

from bot.cli_results import export
from bot.errors import OperatorError


@pytest.mark.parametrize(
    ("name", "said"), [(".", "is a folder. Name a file in it"), ("nowhere/out.csv", "There is no folder")]
)
def test_a_place_in_which_no_file_can_be_written_is_told_at_once(
    tmp_path: Path, name: str, said: str
) -> None:
    with pytest.raises(OperatorError, match=said):
        export(guild=1, out=tmp_path / name)

"""`essai` loads the code of the command that is called, and lists all where none is."""

import subprocess
import sys

import pytest

LOADED = (
    "import sys; sys.argv[0] = 'essai'\n"
    "from bot.cli import main\n"
    "try: main()\n"
    "except SystemExit: print('bot.db.engine' in sys.modules)\n"
)


def run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_command_loads_no_database_for_which_it_has_no_use() -> None:
    assert run("config").splitlines()[-1] == "False"


@pytest.mark.parametrize("arguments", [["--help"], ["nonsense"], []])
def test_without_a_known_command_all_are_known(arguments: list[str]) -> None:
    shown = run(*arguments)
    if arguments != ["nonsense"]:
        for name in (
            "run",
            "status",
            "hub",
            "deliveries",
            "results",
            "notebooks",
            "model",
            "answers",
            "demo",
        ):
            assert f" {name} " in shown
    assert shown.splitlines()[-1] == "True"

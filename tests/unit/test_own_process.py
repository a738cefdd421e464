"""What is heavy stays out of the bot's own process."""

import subprocess
import sys

import pytest

HEAVY = (
    *(
        "numpy",
        "scipy",
        "pandas",
        "altair",
        "vl_convert",
        "pyarrow",
        "nbformat",
        "nbconvert",
        "nbdime",
        "PIL",
    ),
    *("onnxruntime", "tokenizers", "xllamacpp", "pypdf"),
)
LOOK = """
import importlib, sys
import bot.app
for name in bot.app.EXTENSIONS:
    importlib.import_module(name)
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_the_bot_loads_nothing_that_draws_or_computes_at_length() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOOK, *HEAVY], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("process", ["bot.charts.drawing", "bot.notebooks.worker"])
def test_a_process_that_needs_jsonschema_does_not_read_its_grammar_of_addresses(process: str) -> None:
    look = f"import sys, {process}; print('jsonschema' in sys.modules, sys.modules['rfc3987_syntax'])"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", look], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "None"]

"""What is heavy stays out of the bot's own process."""

import subprocess
import sys

HEAVY = ("numpy", "scipy", "pandas", "altair", "vl_convert", "pyarrow", "nbformat")
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

"""Tables in the terminal, or for a program that reads them."""

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.table import Table

# Where nobody looks on, no line is broken.
_UNLIMITED: Final = 10_000


def show(table: "Table") -> None:
    """Print a table as wide as the terminal, else as wide as it is."""
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else _UNLIMITED).print(table)

"""The Python of a notebook as syntax trees, and what it gives to the shell.

Lines of IPython are not Python: `!pip install …`, `%env A=1`, `%%bash`, `name?`.
Source: https://ipython.readthedocs.io/en/stable/interactive/magics.html
"""

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from bot.notebooks.model import Cell, Notebook

# Magics of a cell whose body is Python all the same, and those whose body goes to a shell.
_PYTHON_MAGICS: Final = frozenset(
    {"time", "timeit", "capture", "prun", "python", "python3", "py", "writefile"}
)
_SHELL_MAGICS: Final = frozenset({"bash", "sh", "script", "system", "sx", "cmd"})
# Magics of a line that do what the shell would.
_SHELL_LINES: Final = frozenset({"pip", "conda", "mamba", "uv", "system", "sx"})

# Of all code together, in characters; a program of this length is read in a second.
LONGEST: Final = 1_000_000

_CELL_MAGIC = re.compile(r"\A\s*%%(\w+)([^\n]*)\n?")
_LINE = re.compile(r"^(?P<indent>\s*)(?:(?P<name>[\w., ]+)=\s*)?(?P<mark>!!?|%)(?P<rest>.*)$")
_HELP = re.compile(r"^\s*\??\??[\w.]+\?{1,2}\s*$|^\s*\?{1,2}[\w.]+\s*$")


@dataclass(frozen=True)
class Script:
    """The code of one cell: its statements, none where it is no Python, and its lines for the shell."""

    cell: Cell
    statements: tuple[ast.stmt, ...]
    commands: tuple[str, ...]


def scripts(notebook: Notebook) -> tuple[Script, ...]:
    """The code of every cell in order, as far as it is not too long; statements only of Python."""
    cells = [cell for cell in notebook.cells if cell.kind == "code"]
    lengths = accumulate(len(cell.source) for cell in cells)
    return tuple(
        _script(cell, is_python=notebook.is_python) if length <= LONGEST else Script(cell, (), ())
        for cell, length in zip(cells, lengths, strict=True)
    )


def statements(source: str) -> tuple[ast.stmt, ...]:
    """The statements of a text, none where it is no Python."""
    try:
        with warnings.catch_warnings():
            # Invalid escapes in foreign code are not our business.
            warnings.simplefilter("ignore")
            return tuple(ast.parse(source).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _script(cell: Cell, *, is_python: bool) -> Script:
    magic = _CELL_MAGIC.match(cell.source)
    body = cell.source if magic is None else cell.source[magic.end() :]
    if magic is not None and magic[1] in _SHELL_MAGICS:
        return Script(cell, (), tuple(_joined(body.split("\n"))))
    if not is_python or (magic is not None and magic[1] not in _PYTHON_MAGICS):
        return Script(cell, (), ())
    # What is Python as it stands may hold lines of text that only look like magics.
    whole = statements(body)
    if whole:
        return Script(cell, whole, ())
    lines = list(_joined(body.split("\n")))
    commands = tuple(command for line in lines if (command := _command(line)) is not None)
    return Script(cell, statements("\n".join(_as_python(line) for line in lines)), commands)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those for the shell with what continues them after a backslash."""
    held = ""
    for line in lines:
        text = f"{held} {line.strip()}" if held else line
        if text.rstrip().endswith("\\") and (_LINE.match(text) or held):
            held = text.rstrip()[:-1].rstrip()
            continue
        yield text
        held = ""
    if held:
        yield held


def _as_python(line: str) -> str:
    match = _LINE.match(line)
    if match is not None:
        name = match["name"]
        return f"{match['indent']}{f'{name}= None' if name else 'pass'}"
    return "pass" if _HELP.match(line) else line


def _command(line: str) -> str | None:
    match = _LINE.match(line)
    if match is None:
        return None
    if match["mark"].startswith("!"):
        return match["rest"].strip()
    first = match["rest"].split(" ", 1)[0]
    return match["rest"].strip() if first in _SHELL_LINES else None

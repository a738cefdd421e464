"""A notebook as values, of whatever version of the format its file was."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

CellKind = Literal["code", "markdown", "raw"]
OutputKind = Literal["stream", "execute_result", "display_data", "error"]

# https://en.wikipedia.org/wiki/ANSI_escape_code#Control_Sequence_Introducer_commands
_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*(?:\x07|$)")


@dataclass(frozen=True)
class Output:
    """What a cell showed. `name` is that of a stream (stdout, stderr) or of an error (ValueError).

    `text` is what a person reads of it without pictures, colours and overwritten progress. `data` holds what
    it is by media type, each as one string or, for JSON, as values.
    """

    kind: OutputKind
    name: str
    text: str
    data: Mapping[str, Any]
    metadata: Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """One cell; `number` counts from 1, as people do."""

    number: int
    kind: CellKind
    source: str
    outputs: tuple[Output, ...]
    metadata: Mapping[str, Any]

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, such as `parameters`."""
        tags = self.metadata.get("tags", ())
        return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


@dataclass(frozen=True)
class Notebook:
    """A notebook that was read.

    `version` is the format of its file, such as (3, 0). `content` are its JSON values in format 4 with every
    text as one string, as nbformat and nbconvert take them; nobody changes them. `language` is in lower case.
    """

    version: tuple[int, int]
    language: str
    language_version: str | None
    cells: tuple[Cell, ...]
    metadata: Mapping[str, Any]
    content: dict[str, Any]

    @property
    def is_python(self) -> bool:
        """Whether its code is Python."""
        return self.language in {"python", "python3", "ipython", "ipython3"}


def readable(text: str) -> str:
    """A text of a terminal without colours, and without what was overwritten by later progress."""
    plain = _ANSI.sub("", text).replace("\r\n", "\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in plain.split("\n"))

"""What the process that opens notebooks answers."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.notebooks.facts import Facts
from bot.notebooks.findings import Finding


@dataclass(frozen=True)
class Looked:
    """What a notebook holds, and what should not become public of it.

    `sha256` is that of the file as it was given, `version` its format, `cells` how many it has, and
    `file_name` what it may be called where everyone sees it.
    Of `cleaned_pictures` of its pictures, what their files said besides the picture was taken out; so many
    `files` were taken out because nobody can look through them.
    """

    facts: Facts
    findings: tuple[Finding, ...]
    sha256: str
    version: tuple[int, int]
    cells: int
    cleaned_pictures: int = 0
    file_name: str = ""
    files: int = 0


LOOKED: TypeAdapter[Looked] = TypeAdapter(Looked)

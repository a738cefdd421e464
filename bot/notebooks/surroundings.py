"""What a notebook ran on, and the pictures that it shows."""

import re
from collections.abc import Iterable
from typing import Any, Final

from bot.notebooks.facts import Environment, Library, PictureOf
from bot.notebooks.model import Notebook

MOST_PICTURES: Final = 4
PICTURES: Final = ("image/png", "image/jpeg")
# A picture of fewer characters (in base64) is an icon.
_SMALLEST: Final = 1_000
_GPU = re.compile(
    r"\b(?P<name>(?:NVIDIA |Tesla |GeForce |AMD |Quadro )+[A-Z][\w-]*"
    r"(?: (?:Ti|SUPER|Ada|PCIe|SXM\d?|\d+ ?GB|[A-Z]?\d{3,4}\w*))*"
    r"|(?:A100|H100|H200|V100|L40S?|A10G?|B200)-(?:SXM\d?|PCIE|PCIe)-\d+GB"
    r"|Apple M\d(?: (?:Pro|Max|Ultra))?|MI\d{3}X?)\b"
)
# One of these stands in each of them.
_MAKERS: Final = ("NVIDIA ", "Tesla ", "GeForce ", "AMD ", "Quadro ", "Apple M", "MI", "-SXM", "-PCI")
_NO_GPU = re.compile(r"NVIDIA(?:-SMI|\sCorporation)?$|^NVIDIA (?:SMI|Driver|CUDA|Corporation)")
_PYTHON = re.compile(r"\bPython (?:version:? )?(3\.\d+(?:\.\d+)?)\b")


def environment_of(notebook: Notebook, libraries: Iterable[Library]) -> Environment:
    """Python, the machine and the packages whose versions are known."""
    texts = [output.text[:50_000] for cell in notebook.cells for output in cell.outputs]
    spoken_of = (text for text in texts if "Python " in text)
    printed = next((match[1] for text in spoken_of if (match := _PYTHON.search(text))), None)
    stated = notebook.language_version if notebook.is_python else None
    packages = {one.name: one.version for one in libraries if one.version is not None}
    return Environment(printed or stated, _hardware(texts) or _rented(notebook.metadata), packages)


def _hardware(texts: Iterable[str]) -> str | None:
    for text in texts:
        for match in _GPU.finditer(text) if any(maker in text for maker in _MAKERS) else ():
            if not _NO_GPU.search(match["name"]):
                return match["name"].strip()
    return None


def _rented(metadata: Any) -> str | None:
    """What Colab was asked for."""
    colab = metadata.get("colab")
    kind = colab.get("gpuType") if isinstance(colab, dict) else None
    return kind if isinstance(kind, str) and kind else None


def pictures_of(notebook: Notebook) -> tuple[PictureOf, ...]:
    """The first pictures of its outputs, where they are."""
    found: list[PictureOf] = []
    for cell in notebook.cells:
        for number, output in enumerate(cell.outputs, 1):
            kind = next((kind for kind in PICTURES if len(str(output.data.get(kind, ""))) >= _SMALLEST), None)
            if kind is not None:
                found.append(PictureOf(cell.number, number, kind))
    return tuple(found[:MOST_PICTURES])

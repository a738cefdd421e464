"""Where a notebook can be opened, by the badges that its author put on it."""

import re
from typing import Final

from bot.notebooks.facts import OpenIn
from bot.notebooks.model import Notebook

# Badges stand at the beginning.
_CELLS: Final = 10
_HEAD: Final = 20_000
MOST: Final = 3
_PLACES: Final = {
    "colab.research.google.com": "Colab",
    "colab.google": "Colab",
    "kaggle.com": "Kaggle",
    "www.kaggle.com": "Kaggle",
    "huggingface.co": "Hugging Face",
    "studiolab.sagemaker.aws": "SageMaker Studio Lab",
    "mybinder.org": "Binder",
}
_ADDRESS = r"https://(?P<host>[\w.-]+)/[^\s\"'()<>\\]{1,300}"
# A link around a picture: [![…](badge.svg)](address), or the same in HTML.
_BADGES = (
    re.compile(rf"\[!\[[^\]]{{0,100}}\]\([^)\s]{{1,500}}\)\]\((?P<address>{_ADDRESS})\)"),
    re.compile(rf"(?i)<a\s[^>]{{0,200}}?href=[\"'](?P<address>{_ADDRESS})[\"'][^>]{{0,200}}>\s*<img\s"),
)


def links_of(notebook: Notebook) -> tuple[OpenIn, ...]:
    """The first badge for each place that is known."""
    found: dict[str, OpenIn] = {}
    cells = [cell for cell in notebook.cells if cell.kind == "markdown"][:_CELLS]
    for text in (cell.source[:_HEAD] for cell in cells):
        for match in (match for badge in _BADGES for match in badge.finditer(text)):
            name, is_notebook = _PLACES.get(match["host"]), _is_notebook(match["address"])
            if name is not None and is_notebook:
                found.setdefault(name, OpenIn(name, match["address"]))
    return tuple(found.values())[:MOST]


def _is_notebook(address: str) -> bool:
    """Whether an address leads to a notebook: a badge of a course or of a profile does not."""
    return re.search(r"\.ipynb|/drive/|/gist/|/code/|/kernels/", address) is not None

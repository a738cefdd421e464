"""The files of a local embedding model, in its folder."""

from pathlib import Path
from typing import Final

MODEL: Final = "model.onnx"
TOKENIZER: Final = "tokenizer.json"
RECIPE: Final = "recipe.json"


def is_model(folder: Path) -> bool:
    """Whether a folder looks like an embedding model."""
    return (folder / MODEL).is_file() and (folder / TOKENIZER).is_file()

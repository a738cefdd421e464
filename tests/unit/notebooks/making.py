"""Small notebooks for tests."""

import json
from collections.abc import Sequence
from typing import Any

from bot.notebooks.model import Notebook
from bot.notebooks.reading import read_notebook


def code(source: str, *outputs: dict[str, Any], tags: Sequence[str] = ()) -> dict[str, Any]:
    """A cell of code with its outputs."""
    metadata = {"tags": list(tags)} if tags else {}
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "execution_count": None,
        "outputs": list(outputs),
    }


def prose(source: str) -> dict[str, Any]:
    """A cell of markdown."""
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def printed(text: str) -> dict[str, Any]:
    """An output that was printed."""
    return {"output_type": "stream", "name": "stdout", "text": text}


def shown(**data: Any) -> dict[str, Any]:
    """An output by media type; text__html stands for text/html."""
    by_type = {name.replace("__", "/"): value for name, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": by_type}


def values(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    """The JSON values of a notebook in format 4.4."""
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": list(cells)}


def notebook(*cells: dict[str, Any], **metadata: Any) -> Notebook:
    """A notebook of these cells, as it is read."""
    return read_notebook(json.dumps(values(*cells, **metadata)).encode())

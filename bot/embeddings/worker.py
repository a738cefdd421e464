"""The process of a local embedding model: onnxruntime and tokenizers. Started by `local.py`.

A model is a folder with `model.onnx`, `tokenizer.json` and, where it wants something else than the mean of
its tokens, `recipe.json` (`model.Recipe`). It stays loaded until another folder is asked for.
"""

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnxruntime
from pydantic import ValidationError
from tokenizers import Tokenizer

from bot.aside.answering import answer_all
from bot.aside.packing import pack, unpack
from bot.embeddings.files import MODEL, RECIPE, TOKENIZER
from bot.embeddings.model import RECIPES, Purpose, Recipe

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PIECE: Final = 4 * 1024 * 1024
_loaded: dict[str, "_Model"] = {}


class _Unusable(Exception):
    """What is wrong with a folder, in words for the operator."""


class _Model:
    """A model in memory."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._recipe = _recipe(folder / RECIPE)
        self._tokenizer = _tokenizer(folder / TOKENIZER)
        self._tokenizer.enable_truncation(self._recipe.tokens)
        self._tokenizer.enable_padding()
        self._session = _session(folder / MODEL, threads)
        self._inputs = {one.name for one in self._session.get_inputs()}
        self.fingerprint = _fingerprint(folder)

    def embed(self, texts: list[str], purpose: Purpose) -> "NDArray[np.float32]":
        """A row of length 1 for each text."""
        encoded = self._tokenizer.encode_batch([self._recipe.worded(text, purpose) for text in texts])
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }
        found = self._run({name: given[name] for name in given if name in self._inputs})
        if found.ndim == 3:
            found = self._pooled(found, mask)
        if found.ndim != 2 or len(found) != len(texts):
            raise _Unusable(f"its first output has the shape {found.shape}, which is not one vector a text")
        if not np.isfinite(found).all():
            raise _Unusable("it gives numbers that are none")
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        rows: NDArray[np.float32] = found / np.maximum(lengths, np.finfo(np.float32).tiny)
        return rows

    def _run(self, given: "dict[str, NDArray[np.int64]]") -> "NDArray[np.float32]":
        try:
            return np.asarray(self._session.run(None, given)[0], dtype=np.float32)
        except Exception as error:  # as for loading
            raise _Unusable(f"it does not work with {MODEL} and {TOKENIZER} of this folder") from error

    def _pooled(self, found: "NDArray[np.float32]", mask: "NDArray[np.int64]") -> "NDArray[np.float32]":
        if self._recipe.pooling == "cls":
            first: NDArray[np.float32] = found[:, 0]
            return first
        shares = mask[:, :, None].astype(np.float32)
        mean: NDArray[np.float32] = (found * shares).sum(axis=1) / np.maximum(shares.sum(axis=1), 1)
        return mean


def answer(question: bytes) -> bytes:
    """The vectors of texts, packed: rows of 32-bit numbers one after the other."""
    header, texts = unpack(question)
    try:
        model = _model(header["folder"], header["threads"])
        found = model.embed([one.decode() for one in texts], Purpose(header["purpose"]))
    except _Unusable as error:
        return pack({"unfit": str(error)}, [])
    about = {"fingerprint": model.fingerprint, "dimension": int(found.shape[1])}
    return pack(about, [found.astype("<f4").tobytes()])


def _model(folder: str, threads: int) -> _Model:
    if folder not in _loaded:
        _loaded.clear()
        _loaded[folder] = _Model(Path(folder), threads)
    return _loaded[folder]


def _session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or os.cpu_count() or 1
    # Threads that spin while they wait would take the cores from everybody else.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # What it complains about on the way is told in the error too.
    options.log_severity_level = 4
    if not path.is_file():
        raise _Unusable(f"there is no file {path}")
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common class of their own
        raise _Unusable(f"{path.name} is no model that onnxruntime can load") from error


def _tokenizer(path: Path) -> Tokenizer:
    if not path.is_file():
        raise _Unusable(f"there is no file {path}")
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing else
        raise _Unusable(f"{path.name} is no tokenizer that can be read") from error


def _recipe(path: Path) -> Recipe:
    try:
        return RECIPES.validate_json(path.read_bytes())
    except FileNotFoundError:
        return Recipe()
    except ValidationError as error:
        raise _Unusable(f"{path.name} is no recipe: {error.errors()[0]['msg']}") from error


def _fingerprint(folder: Path) -> str:
    """Of everything that the numbers depend on."""
    digest = hashlib.sha256()
    for name in (MODEL, TOKENIZER, RECIPE):
        with contextlib.suppress(FileNotFoundError), (folder / name).open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
        digest.update(b"\0")
    return digest.hexdigest()


if __name__ == "__main__":
    answer_all(answer)

"""What a source calls a model: a repository on the Hub, somebody's folder, or a service's name."""

import re
from dataclasses import dataclass
from typing import Any

from bot.results.numbers import sha_of

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?"
_HUB_ID = re.compile(rf"{_NAME}/{_NAME}")
_ADDRESS = re.compile(rf"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/({_NAME}/{_NAME})(?:/|$|[?#])")
_CACHE = re.compile(r"models--([^/\\]+?)--([^/\\]+)(?:[/\\]snapshots[/\\]([0-9a-f]{40}))?")
_PATH = re.compile(r"^(?:/|~|\.{1,2}/|\[home\]|[A-Za-z]:\\|file:)|\\")
# First parts of a relative path that look like an author but are a folder.
_FOLDERS = frozenset(
    [
        "checkpoint",
        "checkpoints",
        "ckpt",
        "ckpts",
        "data",
        "exp",
        "experiments",
        "gguf",
        "huggingface",
        "hub",
        "local",
        "model",
        "models",
        "out",
        "output",
        "outputs",
        "result",
        "results",
        "run",
        "runs",
        "save",
        "saved",
        "snapshots",
        "tmp",
        "trained",
        "weights",
        "workspace",
    ]
)
# Letters by their class that show nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_FILES = (".gguf", ".bin", ".safetensors", ".pt", ".ggml", ".onnx")


@dataclass(frozen=True)
class ModelName:
    """`hub_id` is certain; `name` is what the source calls the model, without the folders before it.

    With `is_revision_of_posting` nobody stated the revision: it is the repository's newest at the moment.
    """

    hub_id: str | None = None
    name: str | None = None
    revision: str | None = None
    is_revision_of_posting: bool = False


def hub_id(written: str) -> str | None:
    """The repository that an id or an address on the Hub names; None for anything else."""
    address = _ADDRESS.match(written)
    if address is not None:
        return address[1]
    if not _HUB_ID.fullmatch(written) or written.lower().endswith(_FILES):
        return None
    return None if written.partition("/")[0].lower() in _FOLDERS else written


def is_name(written: str) -> bool:
    """Whether a text has a letter or a digit that people can see."""
    return any(one.isalnum() and one not in _FILLERS for one in written)


def name_model(written: Any, *, on_hub: bool, revision: Any = None) -> ModelName:
    """The model that `written` means; with `on_hub` the tool that wrote it loads models from the Hub by id.

    `revision` is kept when it is a full commit sha.
    """
    if not isinstance(written, str) or not is_name(written):
        return ModelName()
    text = written.strip().rstrip("/")
    cached = _CACHE.search(text)
    if cached is not None:
        name = f"{cached[1]}/{cached[2]}"
        return ModelName(name, name, sha_of(revision) or cached[3])
    if (on_hub or _ADDRESS.match(text)) and (found := hub_id(text)) is not None:
        return ModelName(found, found, sha_of(revision))
    if _PATH.search(text) or text.lower().endswith(_FILES) or text.partition("/")[0].lower() in _FOLDERS:
        return ModelName(None, _without_folders(text))
    return ModelName(None, text)


def _without_folders(path: str) -> str | None:
    """The file's name; of a folder its last two parts where they look like a repository."""
    parts = [part for part in re.split(r"[/\\]", path) if part and part not in (".", "..", "~", "[home]")]
    if not parts:
        return None
    if parts[-1].lower().endswith(_FILES) or len(parts) == 1:
        return parts[-1]
    return hub_id("/".join(parts[-2:])) or parts[-1]

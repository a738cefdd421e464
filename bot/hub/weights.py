"""Fetches a model's file from the Hub: what the Hub says of it, then its bytes, then whether they are right.

huggingface_hub's own download begins anew when it was stopped, which for gigabytes is a pity; its parts are
used here with a file that is kept.
"""

import fcntl
import fnmatch
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from urllib.parse import urlsplit

from bot.errors import OperatorError
from bot.hub.account import client

if TYPE_CHECKING:
    from huggingface_hub import HfApi

ENDINGS: Final = (".gguf", ".onnx")
_PIECE: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class Asked:
    """A repository, and which of its files is wanted: `file`, or the first of `patterns` that it has."""

    repo: str
    patterns: Sequence[str]
    revision: str = "main"
    file: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Found:
    """A file on the Hub at one commit; `size` in bytes, `sha256` and `licence` as the Hub states them."""

    repo: str
    revision: str
    file: str
    size: int
    sha256: str
    licence: str | None


def look(endpoint: str, token: str | None, asked: Asked) -> Found:
    """What would be fetched. Raises OperatorError where the Hub has it not, or not as it was asked for."""
    from huggingface_hub.errors import RepositoryNotFoundError

    with client(endpoint, token) as api:
        try:
            info = api.model_info(asked.repo, revision=asked.revision, files_metadata=True)
        except RepositoryNotFoundError as error:
            raise OperatorError(
                f"The Hub has no public repository {asked.repo}. For a private one set ESSAI_HUB_TOKEN."
            ) from error
    sizes = {one.rfilename: one for one in info.siblings or ()}
    name = asked.file or chosen(list(sizes), asked.patterns)
    if name is None or name not in sizes:
        there = ", ".join(sorted(one for one in sizes if one.endswith(ENDINGS))) or "no such file at all"
        wanted = name or " or ".join(asked.patterns)
        raise OperatorError(f"{asked.repo} has no {wanted}; it has: {there}.")
    lfs = sizes[name].lfs
    if lfs is None or info.sha is None:
        raise OperatorError(
            f"The Hub states no SHA-256 for {name} of {asked.repo}, so it could not be checked."
        )
    if asked.sha256 is not None and asked.sha256 != lfs.sha256:
        raise OperatorError(f"{name} of {asked.repo} is another file than was asked for: {lfs.sha256}.")
    stated = info.card_data.license if info.card_data else None
    licence = stated if isinstance(stated, str) else None
    return Found(asked.repo, info.sha, name, lfs.size, lfs.sha256, licence)


def chosen(files: Sequence[str], patterns: Sequence[str]) -> str | None:
    """The first file of the pattern that is wanted most; none that is a part of a larger one."""
    whole = sorted(one for one in files if not fnmatch.fnmatch(one, "*-?????-of-?????.gguf"))
    for pattern in patterns:
        for name in whole:
            if fnmatch.fnmatch(name.lower(), pattern.lower()):
                return name
    return None


def fetch(endpoint: str, token: str | None, found: Found, folder: Path) -> Path:
    """The file in `folder`, with a progress bar; goes on where an earlier attempt has stopped.

    Raises OperatorError where it cannot be fetched, or is not what the Hub said it is.
    """
    target = folder / f"{found.sha256}{PurePosixPath(found.file).suffix}"
    if _is_whole(target, found):
        return target
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{found.sha256}.part"
    with part.open("ab") as file:
        _hold(file, found)
        if _is_whole(target, found):
            # Another command has ended it while this one opened its part.
            part.unlink(missing_ok=True)
            return target
        with client(endpoint, token) as api:
            _go_on(api, found, file)
        file.flush()
        if sha256_of(part) != found.sha256:
            part.unlink()
            raise OperatorError(
                f"What was fetched of {found.file} is not what the Hub said it is, so it was deleted. "
                "Try again."
            )
        return part.rename(target)


def fetch_beside(endpoint: str, token: str | None, found: Found, name: str, folder: Path) -> Path:
    """A small file of the same commit, into `folder`. Raises OperatorError where there is none."""
    from huggingface_hub.errors import EntryNotFoundError

    with client(endpoint, token) as api:
        try:
            path = api.hf_hub_download(found.repo, name, revision=found.revision, local_dir=folder)
        except EntryNotFoundError as error:
            raise OperatorError(f"{found.repo} has no {name}, which its model needs.") from error
    return Path(path)


def _is_whole(target: Path, found: Found) -> bool:
    return target.is_file() and target.stat().st_size == found.size


def _hold(file: BinaryIO, found: Found) -> None:
    """Two commands that write the same part would mix their bytes."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OperatorError(
            f"Another command fetches {found.file} of {found.repo} at this moment. Let it end, or stop it."
        ) from error


def _go_on(api: "HfApi", found: Found, file: BinaryIO) -> None:
    """Fetch what is missing of the part."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.errors import GatedRepoError
    from huggingface_hub.file_download import http_get

    url = hf_hub_url(found.repo, found.file, revision=found.revision, endpoint=api.endpoint)
    try:
        told = api.get_hf_file_metadata(url=url)
    except GatedRepoError as error:
        raise OperatorError(
            f"{found.repo} asks for agreement to its terms: agree on {api.endpoint}/{found.repo}, "
            "and set ESSAI_HUB_TOKEN to a token of that account."
        ) from error
    # A token is for the Hub, and not for the servers on which it keeps large files.
    is_hub = urlsplit(told.location).netloc == urlsplit(url).netloc
    headers = {"Authorization": f"Bearer {api.token}"} if is_hub and api.token else {}
    there = os.fstat(file.fileno()).st_size
    if there > found.size:
        file.truncate(0)
        there = 0
    http_get(
        told.location,
        file,
        resume_size=there,
        headers=headers,
        expected_size=found.size,
        displayed_filename=found.file,
    )


def sha256_of(path: Path, tell: Callable[[int], Any] = lambda _: None) -> str:
    """The SHA-256 of a file; `tell` hears how many bytes were read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            tell(len(piece))
    return digest.hexdigest()

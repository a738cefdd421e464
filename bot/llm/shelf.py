"""The models that were pulled: a small file in the data folder says what they are and which one is used."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from bot.errors import OperatorError

# The kinds of models: those that write, and those that turn texts into vectors.
WRITERS: Final = "models"
EMBEDDINGS: Final = "embeddings"


@dataclass(frozen=True)
class Kept:
    """A model, one file or a folder: where it is, where from, its file's checked SHA-256; `size` in bytes."""

    path: Path
    repo: str
    revision: str
    file: str
    sha256: str
    size: int
    licence: str


@dataclass(frozen=True)
class Contents:
    """Models by their names, and the name of the one that is used."""

    models: Mapping[str, Kept] = field(default_factory=dict)
    used: str | None = None


_CONTENTS: Final = TypeAdapter(Contents)


class Shelf:
    """The folder of models of one kind; `used` names one of them, or is the path of one elsewhere."""

    def __init__(self, data_dir: Path, kind: str = WRITERS) -> None:
        self.folder = data_dir / kind
        self._file = self.folder / "shelf.json"

    @property
    def files(self) -> Path:
        """Where the files are kept, by their hashes."""
        return self.folder / "files"

    def read(self) -> Contents:
        """What is there. Raises OperatorError where the file cannot be read."""
        try:
            return _CONTENTS.validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return Contents()
        except (OSError, ValidationError) as error:
            raise OperatorError(
                f"{self._file} cannot be read. Delete it, and fetch the models again with "
                "`essai model pull`; what is in the cache is not downloaded twice."
            ) from error

    def put(self, name: str, kept: Kept) -> Path | None:
        """A model that was pulled; the first one is used at once.

        The file that it had before, if that is another one and no other model is that.
        """
        with self._alone():
            now = self.read()
            models = {**now.models, name: kept}
            self._write(Contents(models, now.used or name))
        before = now.models.get(name)
        return None if before is None or before.path in {one.path for one in models.values()} else before.path

    def use(self, name: str | None) -> None:
        """Choose another one, or none."""
        with self._alone():
            self._write(Contents(self.read().models, name))

    def forget(self, name: str) -> list[str]:
        """A model that is no longer there; the names of others that are the same file, which they need."""
        with self._alone():
            now = self.read()
            rest = {one: kept for one, kept in now.models.items() if one != name}
            self._write(Contents(rest, None if now.used == name else now.used))
        gone = now.models.get(name)
        return [one for one, kept in rest.items() if gone is not None and kept.path == gone.path]

    def path_of(self, named: str | None) -> tuple[str, Path] | None:
        """The name and the file of what is named, or of the one that is used; None where there is none."""
        now = self.read()
        named = named or now.used
        if named is None:
            return None
        kept = now.models.get(named)
        return (named, kept.path) if kept else (Path(named).stem, Path(named).expanduser())

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Of two commands at once the second changes what the first has written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._file.with_suffix(".lock")):
            yield

    def _write(self, contents: Contents) -> None:
        new = self._file.with_suffix(".new")
        new.write_bytes(_CONTENTS.dump_json(contents, indent=1))
        new.replace(self._file)


def size_of(path: Path) -> int:
    """In bytes; 0 for a file that is not there."""
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0

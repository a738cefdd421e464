"""Files of results on this machine, for the command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import BadRequest, OperatorError
from bot.results import mapping
from bot.results.formats.any_table import COLUMNS
from bot.results.limits import LARGEST_BYTES
from bot.results.model import Reading
from bot.results.reading import DESCRIPTIONS, FileReader, Upload
from bot.texts import later


async def read_all(files: Sequence[Path], columns: dict[str, str]) -> list[Reading]:
    """A reading for each file, also of one named twice; descriptions that lie beside them are used too."""
    files = list(dict.fromkeys(files))
    uploads: list[Upload] = []
    refused: dict[str, Reading] = {}
    for path in files:
        try:
            uploads.append(Upload(str(path), _content(path), columns))
        except OSError as error:
            reason = later("The file cannot be opened: {reason}.", reason=error.strerror or str(error))
            refused[str(path)] = Reading(str(path), "", error=reason)
    described = [Upload(str(path), _content(path)) for path in beside(files)]
    async with FileReader() as reader:
        read = await reader.read(uploads, described)
    return [one for path in files for one in _of_file(str(path), read, refused)]


def beside(files: Sequence[Path]) -> list[Path]:
    """Descriptions of a model or run that lie beside the files and are none of them."""
    found = {path.parent / name for path in files for name in DESCRIPTIONS} - set(files)
    return [path for path in sorted(found) if path.is_file()]


def _of_file(path: str, read: Sequence[Reading], refused: Mapping[str, Reading]) -> list[Reading]:
    """The readings of one file; those of an archive stand below it."""
    if path in refused:
        return [refused[path]]
    return [one for one in read if one.file == path or one.file.startswith(f"{path}/")]


def columns_of(given: Sequence[str]) -> dict[str, str]:
    """What columns of a table mean, from `what=name`. Raises OperatorError."""
    try:
        return mapping.parsed(given)
    except BadRequest as error:
        raise OperatorError(
            f"--column takes what=name of a column, where what is one of {', '.join(COLUMNS)}."
        ) from error


def _content(path: Path) -> bytes:
    """The file's bytes; of one that is too large, enough to see that it is."""
    with path.open("rb") as file:
        return file.read(LARGEST_BYTES + 1)

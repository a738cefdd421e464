"""Files are read in a process of their own, off the event loop, within limits of time and memory."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

import structlog

from bot.aside.helped import Helped
from bot.aside.helper import NoAnswer
from bot.results import answers, limits
from bot.results.benchmarks.own import NO_WORDS, Vocabulary
from bot.results.jobs import Job, pack
from bot.results.keepable import plain
from bot.results.model import Reading
from bot.texts import Sentence, later

# Descriptions that belong to the other files of their folder.
DESCRIPTIONS: Final = ("run_spec.json", "model_meta.json")
# The formats whose files have them.
DESCRIBED: Final = ("HELM", "MTEB")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Upload:
    """A file as a person gave it; `columns` is what they say that columns of a table mean."""

    path: str
    content: bytes
    columns: Mapping[str, str] = field(default_factory=dict)


class FileReader(Helped):
    """Reads files, one after the other: `async with FileReader() as files`."""

    MODULE = "bot.results.worker"
    SECONDS = limits.SECONDS
    # The process takes some 60 MB, and a second to start.
    IDLE_SECONDS = 60.0

    async def read(
        self, uploads: Sequence[Upload], described: Sequence[Upload] = (), words: Vocabulary = NO_WORDS
    ) -> list[Reading]:
        """A reading for each file, and for each file in an archive.

        `described` are further descriptions that are not to be read themselves, `words` what a server calls
        benchmarks. A file that takes more than
        its time, or ends the process, is answered with the reason, and the others are read all the same.
        """
        found: list[Reading] = []
        for upload in (replace(one, path=plain(one.path)) for one in uploads):
            found += await self._one(upload, _beside(upload, [*uploads, *described]), words)
        return _with_descriptions(found)

    async def _one(self, upload: Upload, beside: Sequence[Upload], words: Vocabulary) -> list[Reading]:
        others = [(one.path, one.content) for one in beside]
        job = Job(upload.path, upload.content, others, dict(upload.columns), words)
        try:
            answer = await self._helper.ask(pack(job))
        except NoAnswer as error:
            _log.warning("a file of results could not be read", reason=str(error))
            return [Reading(upload.path, hashlib.sha256(upload.content).hexdigest(), error=too_slow())]
        return await answers.unpack(answer)


def too_slow() -> Sentence:
    """What is told of a file that cannot be read in time or memory."""
    return later(
        "The file takes too long or too much memory to read. "
        "Post the summary of the run, without its samples."
    )


def _with_descriptions(readings: Sequence[Reading]) -> list[Reading]:
    """A description beside a file that it was used for is no failure, and holds no result."""
    read = {PurePosixPath(one.file).parent for one in readings if one.format in DESCRIBED}
    used = later("It describes the other files of its folder.")
    return [
        replace(one, error=None, warnings=(used,))
        if one.error is not None and _is_description(one.file) and PurePosixPath(one.file).parent in read
        else one
        for one in readings
    ]


def _is_description(path: str) -> bool:
    return PurePosixPath(path).name in (*DESCRIPTIONS, "scenario.json")


def _beside(upload: Upload, others: Sequence[Upload]) -> list[Upload]:
    """The descriptions in the same folder."""
    folder = PurePosixPath(upload.path).parent
    return [
        other
        for other in others
        if other is not upload
        and PurePosixPath(other.path).parent == folder
        and PurePosixPath(other.path).name in DESCRIPTIONS
    ]

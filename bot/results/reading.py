"""Files are read in a process of their own, off the event loop, within limits of time and memory."""

import asyncio
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from pydantic import TypeAdapter

from bot.results import limits
from bot.results.model import Reading
from bot.texts import Sentence, later

_LENGTH: Final = 8
_READINGS: TypeAdapter[list[Reading]] = TypeAdapter(list[Reading])
# Descriptions that belong to the other files of their folder.
DESCRIPTIONS: Final = ("run_spec.json", "model_meta.json")


@dataclass(frozen=True)
class Upload:
    """A file as a person gave it; `columns` is what they say that columns of a table mean."""

    path: str
    content: bytes
    columns: Mapping[str, str] = field(default_factory=dict)


class FileReader:
    """Reads files, one call after the other: a worker takes memory, so there is never more than one."""

    def __init__(self, *, seconds: float = limits.SECONDS) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()

    async def read(self, uploads: Sequence[Upload], described: Sequence[Upload] = ()) -> list[Reading]:
        """A reading for each file, and for each file in an archive.

        `described` are further descriptions that are not to be read themselves. A file that takes more than
        its time, or ends the worker, is answered with the reason, and the others are read all the same.
        """
        async with self._turn:
            worker: _Worker | None = None
            found: list[Reading] = []
            try:
                for upload in uploads:
                    worker = worker or await _Worker.start()
                    beside = _beside(upload, [*uploads, *described])
                    readings = await worker.read(upload, beside, self._seconds)
                    if readings is None:
                        await worker.stop()
                        worker = None
                    found += readings or [_refused(upload, too_slow())]
            finally:
                if worker is not None:
                    await worker.stop()
            return found


class _Worker:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> "_Worker":
        # An empty environment: what parses foreign files knows no token.
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.results.worker"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={},
            )
        )

    async def read(self, upload: Upload, beside: Sequence[Upload], seconds: float) -> list[Reading] | None:
        """The readings of one file; None when it took too long or the worker has ended."""
        try:
            async with asyncio.timeout(seconds):
                return await self._asked(upload, beside)
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            return None

    async def stop(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _asked(self, upload: Upload, beside: Sequence[Upload]) -> list[Reading]:
        source, target = self._process.stdout, self._process.stdin
        assert source is not None
        assert target is not None
        job = json.dumps(
            {
                "path": upload.path,
                "size": len(upload.content),
                "columns": dict(upload.columns),
                "beside": [(other.path, len(other.content)) for other in beside],
            }
        ).encode()
        for part in (
            len(job).to_bytes(_LENGTH, "big"),
            job,
            upload.content,
            *(one.content for one in beside),
        ):
            target.write(part)
            await target.drain()
        length = int.from_bytes(await source.readexactly(_LENGTH), "big")
        return await asyncio.to_thread(_READINGS.validate_json, await source.readexactly(length))


def too_slow() -> Sentence:
    """What is told of a file that cannot be read in time or memory."""
    return later(
        "The file takes too long or too much memory to read. Post the summary of the run, without "
        "its samples."
    )


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


def _refused(upload: Upload, reason: Sentence) -> Reading:
    return Reading(upload.path, hashlib.sha256(upload.content).hexdigest(), error=reason)

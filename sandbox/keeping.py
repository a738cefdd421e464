"""The state of a server on disk: written after changes, at most once a second, and at the end."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

PAUSE_SECONDS = 1.0
State = TypeVar("State")


class UnreadableState(ValueError):
    """What was kept cannot be read; its text says what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"The state in {path} cannot be read. Delete that file to begin afresh.")
        self.path = path


def load(path: Path, read: Callable[[Any], State]) -> State | None:
    """What was kept, or None where nothing was; raises UnreadableState."""
    if not path.exists():
        return None
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableState(path) from error


def save(path: Path, data: dict[str, Any]) -> None:
    """Write it whole or not at all: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


class Keeper:
    """Calls `write` soon after `changed` was called."""

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._dirty = asyncio.Event()
        self._written = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Something is different from what was written last."""
        self._written.clear()
        self._dirty.set()

    def start(self) -> None:
        """Write, and begin to watch for changes."""
        self.changed()
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def until_written(self) -> None:
        """Wait until everything up to now is on disk."""
        await self._written.wait()

    async def stop(self) -> None:
        """Write the last state, if it was watched."""
        if self._task is None:
            return
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        self._task = None
        self._write()

    async def _run(self) -> None:
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            self._write()
            self._written.set()
            await asyncio.sleep(PAUSE_SECONDS)

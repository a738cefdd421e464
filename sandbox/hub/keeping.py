"""The state of a sandbox on disk: written after changes, at most once a second, and at the end."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sandbox.hub.state import HubState

PAUSE_SECONDS = 1.0


class UnreadableState(ValueError):
    """What was kept cannot be read; its text says what to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"The state in {path} cannot be read. Delete that file to begin with a fresh Hub.")
        self.path = path


def load(path: Path) -> HubState | None:
    """What was kept, or None where nothing was; raises UnreadableState."""
    if not path.exists():
        return None
    try:
        return HubState.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableState(path) from error


def save(path: Path, data: dict[str, Any]) -> None:
    """Write it whole or not at all: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


class Keeper:
    """Writes `snapshot()` into `path` soon after `changed` was called."""

    def __init__(self, path: Path, snapshot: Callable[[], dict[str, Any]]) -> None:
        self._path = path
        self._snapshot = snapshot
        self._dirty = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Something is different from what was written last."""
        self._dirty.set()

    def start(self) -> None:
        """Begin to watch for changes."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Write the last state."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        save(self._path, self._snapshot())

    async def _run(self) -> None:
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            save(self._path, self._snapshot())
            await asyncio.sleep(PAUSE_SECONDS)

"""A gateway session: what was sent to it, so that it can be resumed."""

import json
import secrets
from collections import deque
from typing import Any, Protocol


class Line(Protocol):
    """A connection, as a session sees it."""

    def send(self, frame: str) -> None:
        """Put a frame on its way."""

    def close(self, code: int) -> None:
        """Close after what is on its way."""


class Session:
    """Events in order, with the last ones kept for a replay. `dropped_at` is when its connection went."""

    def __init__(self, intents: int, shard: tuple[int, int], replayed: int) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.sequence = 0
        self.line: Line | None = None
        self.dropped_at: float | None = None
        self._sent: deque[tuple[int, str]] = deque(maxlen=replayed)

    def dispatch(self, event_type: str, data: str) -> None:
        """Send an event whose data is JSON already, or keep it for a replay."""
        self.sequence += 1
        frame = f'{{"t":"{event_type}","s":{self.sequence},"op":0,"d":{data}}}'
        self._sent.append((self.sequence, frame))
        if self.line is not None:
            self.line.send(frame)

    def can_replay_from(self, sequence: int) -> bool:
        """Whether all events after `sequence` are still here."""
        if not 0 <= sequence <= self.sequence:
            return False
        return sequence == self.sequence or (bool(self._sent) and self._sent[0][0] <= sequence + 1)

    def replay(self, sequence: int) -> None:
        """Send all events after `sequence` once more."""
        if self.line is not None:
            for number, frame in self._sent:
                if number > sequence:
                    self.line.send(frame)


def encode(value: Any) -> str:
    """JSON as it goes over the wire."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)

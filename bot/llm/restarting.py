"""When the process of the model is started again, and when there is no use in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.llm.engine import OUT_OF_MEMORY, UNREADABLE

FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0
MOST_LOADS: Final = 2
MOST_ENDINGS: Final = 5
# Endings before that are forgotten, in seconds.
REMEMBERED: Final = 600.0
# In place of an exit code: it was ended by us, because it did not answer.
STUCK: Final = 0


@dataclass(frozen=True)
class Ending:
    """When a process ended, in seconds of any clock; its exit code or minus the signal."""

    at: float
    code: int
    was_ready: bool


@dataclass(frozen=True)
class GiveUp:
    """No further start, and why, for the operator."""

    reason: str


def next_step(endings: Sequence[Ending]) -> float | GiveUp:
    """The seconds to wait before the next start, from how it ended until now, the newest last."""
    last = endings[-1]
    lately = [one for one in endings if last.at - one.at <= REMEMBERED]
    if not last.was_ready and last.code in _AT_ONCE:
        return GiveUp(_AT_ONCE[last.code])
    if sum(not one.was_ready for one in lately) >= MOST_LOADS:
        return GiveUp(
            f"its process ends while the file is loaded, which may be wrong ({in_words(last.code)})"
        )
    if len(lately) >= MOST_ENDINGS:
        return GiveUp(f"its process ended {len(lately)} times in ten minutes ({in_words(last.code)})")
    return float(min(LONGEST_WAIT, FIRST_WAIT * 4 ** (len(lately) - 1)))


def in_words(code: int) -> str:
    """How a process ended, for the log."""
    if code == OUT_OF_MEMORY:
        return "it took more memory than it may"
    if code == UNREADABLE:
        return "the file cannot be read as a model"
    if code == STUCK:
        return "it did not answer"
    return f"ended by signal {-code}" if code < 0 else f"exit code {code}"


_AT_ONCE: Final = {
    UNREADABLE: "the file cannot be read as a GGUF model: it may be cut off, or of an unknown kind",
    OUT_OF_MEMORY: "the model needs more memory than ESSAI_MODEL_MEMORY_GB allows",
}

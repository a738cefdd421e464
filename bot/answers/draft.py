"""An answer of the model while it is made, as a value."""

from dataclasses import dataclass
from enum import StrEnum

from bot.answers.grounding import Checked
from bot.llm.model import State


class Stage(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    READING = "reading"
    WRITING = "writing"
    DONE = "done"


class Why(StrEnum):
    """Why there are no words of the model in the end."""

    NOT_READY = "not ready"
    PERSON_WAITS = "this person waits for several answers"
    GUILD_WAITS = "this server waits for many answers"
    BROKE_OFF = "it broke off"
    TOO_SLOW = "it took too long"
    UNSUPPORTED = "hardly anything was backed by the passages"
    NO_ANSWER = "it found no answer in the passages"
    CANCELLED = "it was cancelled"
    REPLACED = "the same person has asked for it again"


@dataclass(frozen=True)
class Draft:
    """What there is now: `place` in the line while it waits, and the sentences that are backed.

    In the end either there are sentences, or `why` says why there are none; `state` is the model's.
    """

    stage: Stage
    place: int = 0
    said: tuple[Checked, ...] = ()
    why: Why | None = None
    state: State = State.READY
    model: str | None = None

"""What is asked of a model and what it says: values, no storage, no network, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from bot.texts import Sentence, later

Role: TypeAlias = Literal["system", "user", "assistant"]


class State(StrEnum):
    """How the model fares."""

    MISSING = "missing"
    LOADING = "loading"
    READY = "ready"
    RESTARTING = "restarting"
    BROKEN = "broken"


@dataclass(frozen=True)
class Status:
    """The state, the model's name, and for the operator why it is not ready."""

    state: State
    name: str | None = None
    reason: str | None = None


_WORDS = {
    State.MISSING: later(
        "No language model is installed on my machine, so I answer with what members wrote."
    ),
    State.LOADING: later("My language model is being loaded; until then I answer with what members wrote."),
    State.READY: later("My language model is ready."),
    State.RESTARTING: later(
        "My language model has stopped and is being started again; "
        "until then I answer with what members wrote."
    ),
    State.BROKEN: later(
        "My language model does not work at the moment, so I answer with what members wrote. "
        "Whoever runs me finds the reason in the log."
    ),
}


def in_words(state: State) -> Sentence:
    """A state for people who ask something."""
    return _WORDS[state]


@dataclass(frozen=True)
class Turn:
    """One message of a conversation with a model."""

    role: Role
    text: str


@dataclass(frozen=True)
class Form:
    """The form that an answer must have: a JSON schema, and the same as a GBNF grammar where there is one.

    llama.cpp takes the grammar, which leaves no room for blanks; other servers take the schema.
    """

    schema: Mapping[str, Any]
    grammar: str | None = None


@dataclass(frozen=True)
class Wanted:
    """One answer that is asked for; at temperature 0 the likeliest one, always the same."""

    turns: Sequence[Turn]
    most_tokens: int
    temperature: float = 0.0
    stop: Sequence[str] = ()
    form: Form | None = None


@dataclass(frozen=True)
class Use:
    """The tokens of an answer: of the prompt, of these those that were still in memory, and those said."""

    prompt: int = 0
    cached: int = 0
    said: int = 0


@dataclass
class Heard:
    """What became of an answer, filled in while it is read; `ended` is `stop`, `length` or None."""

    ended: str | None = None
    use: Use = field(default_factory=Use)

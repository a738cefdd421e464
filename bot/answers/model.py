"""Questions and what was found for them: values, no storage, no Discord, no clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """What a passage was taken from."""

    RELEASE = "release"
    CARD = "card"
    RESULT = "result"
    NOTEBOOK = "notebook"
    GUIDE = "guide"
    TIP = "tip"
    ANSWER = "answer"
    TERM = "term"


class Level(StrEnum):
    """How an answer is worded."""

    SIMPLE = "simple"
    STANDARD = "standard"
    EXPERT = "expert"


@dataclass(frozen=True)
class Question:
    """What a person asks, in the language of the answer (`en` or `fr`).

    `earlier` are the questions before it in the same conversation, the oldest first.
    """

    text: str
    language: str
    level: Level = Level.STANDARD
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A piece of what a community knows, small enough to be shown and cited whole.

    `link` leads to where it stands; `channel_id` is the channel one must be able to read, None where
    everybody may.
    """

    passage_id: int
    source: Source
    title: str
    text: str
    language: str | None
    link: str | None
    channel_id: int | None
    written_at: datetime


@dataclass(frozen=True)
class Asked:
    """A question as one person asked it, and the passages that were shown for it, in their order.

    `channel_id` is where it was asked, `follows_id` the question that it goes on about, `post_id` the message
    that puts it to the community.
    """

    member_id: int
    channel_id: int
    question: Question
    is_public: bool
    follows_id: int | None = None
    passage_ids: tuple[int, ...] = ()
    post_id: int | None = None

"""Messages of people that answers are taken from: values and rules, no storage, no Discord."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.answers.pieces import Piece, pieces
from bot.markdown import bare
from bot.results.keepable import plain

LONGEST_TITLE: Final = 120
MOST_MESSAGES: Final = 500


@dataclass(frozen=True)
class Said:
    """One message; `channel_id` is where it stands, whose readers are shown it."""

    id: int
    text: str
    link: str
    channel_id: int
    author_id: int
    at: datetime


@dataclass(frozen=True)
class Conversation:
    """A thread with its messages, the oldest first; one that `is_cut` has more than are here."""

    id: int
    name: str
    link: str
    said: tuple[Said, ...]
    is_cut: bool = False


def shortened(title: str) -> str:
    """A title on one line, as it is kept."""
    return " ".join(plain(title).split())[:LONGEST_TITLE]


def title_of(text: str) -> str:
    """What a text is called that has no title: its first line with words, without signs of formatting."""
    lines = (shortened(bare(line.strip().lstrip("# "))) for line in text.splitlines())
    return next((line for line in lines if is_name(line)), "") or shortened(text)


def is_name(title: str) -> bool:
    """Whether there is anything to see in it."""
    return any(sign.isprintable() and not sign.isspace() for sign in title)


def key_of(thread_id: int) -> str:
    """What stands for a whole thread; the id alone stands for the message that it began with."""
    return f"t{thread_id}"


def origin_of(thread_id: int, message_id: int) -> str:
    """What stands for a message as a part of a thread."""
    return f"{key_of(thread_id)}/{message_id}"


def origins_of(channel_id: int, message_id: int) -> list[str]:
    """All that may stand for a message: itself, a part of its thread, the beginning of one below it."""
    return [str(message_id), origin_of(channel_id, message_id), origin_of(message_id, message_id)]


def pieces_of(title: str, one: Said) -> list[Piece]:
    """A message of a thread as passages."""
    return pieces(title, one.text, one.at, link=one.link, channel_id=one.channel_id, author_id=one.author_id)

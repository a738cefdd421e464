"""Follows: what a person wants to hear of in private. Values and rules."""

from dataclasses import dataclass
from typing import Literal

from bot.releases.model import Release
from bot.releases.names import series_of

What = Literal["author", "family"]

# So many follows a person may have; nobody reads the news of more.
MOST_FOLLOWS = 50
# A direct message names so many releases, and counts the rest.
MOST_TOLD = 10


@dataclass(frozen=True)
class Follow:
    """A person follows an author, or with a `family` only the models whose names begin so.

    With a `member_id` it is a member of the server, called `author` there, whose notebooks they hear of.

    `guild_id` is the server in which it was asked for; `is_fed` tells whether any server still watches that
    author, since otherwise nothing is heard of its releases.
    """

    id: int
    guild_id: int
    author: str
    family: str
    is_fed: bool = True
    member_id: int | None = None
    guild_name: str = ""


@dataclass(frozen=True)
class Follower:
    """A person who follows something: in which language they read, where their private messages go.

    `is_blocked`: Discord refused the last message, so nothing is sent until they ask for it again.
    """

    user_id: int
    locale: str
    channel_id: int | None = None
    is_blocked: bool = False


def has_family(release: Release) -> bool:
    """Whether a release is a model with a family to follow."""
    return release.kind == "model" and len(series_of(release.name)) > 1


def is_news(release: Release) -> bool:
    """Whether followers of its author hear of a release: something new that the author has published."""
    return release.kind != "paper" and release.revision is None and release.collected is None

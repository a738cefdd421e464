"""A channel as Discord shows it now: what a moderator may choose there, as values."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.errors import BadRequest
from bot.releases.model import Posting
from bot.texts import later

Sort = Literal["text", "announcement", "forum", "thread", "gone"]

# https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel
MOST_TAGS = 5


@dataclass(frozen=True)
class Tag:
    """One of the tags that a forum has for its posts."""

    id: int
    name: str


@dataclass(frozen=True)
class Place:
    """What kind of channel it is, a forum's own tags, and whether the bot may call each role, by its id."""

    sort: Sort
    tags: tuple[Tag, ...] = ()
    needs_tag: bool = False
    roles: Mapping[int, bool] = field(default_factory=dict)


# Gives the place of a channel by its id.
Look = Callable[[int], Awaitable[Place]]


def fitted(posting: Posting, place: Place) -> Posting:
    """How to post in this place: without what it does not know, such as the tags of another forum."""
    if place.sort == "gone":
        return posting
    known = {tag.id for tag in place.tags}
    mention = posting.mention
    return Posting(
        is_forum=place.sort == "forum",
        tags=tuple(tag for tag in posting.tags if tag in known),
        crosspost=posting.crosspost and place.sort == "announcement",
        mention=mention if mention is None or mention.role_id in place.roles else None,
    )


def require_tags(posting: Posting, place: Place, channel_id: int) -> None:
    """Raise BadRequest where a forum takes no post without a tag and none was chosen."""
    if place.needs_tag and not posting.tags:
        raise BadRequest(
            later(
                "{channel} takes posts with a tag only, and none is chosen. Use `/watch add` there, press "
                "*Change*, and choose one under *Where and whom*. Nothing was changed.",
                channel=f"<#{channel_id}>",
            )
        )

"""A post of a watch on its way: where it goes, under which title, and whom it calls."""

from collections.abc import Sequence

from bot.message import Message
from bot.outbox.model import Draft, ForumPost
from bot.releases.filters import objections
from bot.releases.model import Release, Watch


def post_of(watch: Watch, release: Release, message: Message, nonce: str) -> Draft:
    """The announcement of a release by a watch; `nonce` stands in one of its buttons."""
    return Draft(
        watch.guild_id,
        watch.channel_id,
        nonce,
        message,
        forum=_forum(watch, release.name),
        crosspost=watch.posting.crosspost,
        mention_role_id=called_role(watch, release),
    )


def roundup_of(told: Sequence[tuple[Release, Watch]], title: str, message: Message, nonce: str) -> Draft:
    """One post for releases that watches of one channel want, as the first of them posts.

    It goes on to the followers, and calls a role, if one of the releases alone would.
    """
    watch = told[0][1]
    roles = (called_role(one, release) for release, one in told)
    return Draft(
        watch.guild_id,
        watch.channel_id,
        nonce,
        message,
        forum=_forum(watch, title),
        crosspost=any(one.posting.crosspost for _, one in told),
        mention_role_id=next((role for role in roles if role is not None), None),
    )


def test_of(watch: Watch, release: Release, message: Message, nonce: str) -> Draft:
    """A test: it calls nobody and stays in its channel."""
    return Draft(watch.guild_id, watch.channel_id, nonce, message, forum=_forum(watch, f"🧪 {release.name}"))


def called_role(watch: Watch, release: Release) -> int | None:
    """The role that the post of a release calls, if any."""
    mention = watch.posting.mention
    if mention is None or mention.is_gone or objections(release, watch.kinds, mention.filters):
        return None
    return mention.role_id


def _forum(watch: Watch, title: str) -> ForumPost | None:
    return ForumPost(title, watch.posting.tags) if watch.posting.is_forum else None

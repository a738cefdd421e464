"""Living messages: the one place that says what a post should show, and asks for an edit when it differs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.db.engine import Database, Session
from bot.jobs.queue import enqueue, ids
from bot.measured import store as measurements
from bot.outbox import edits, retitling
from bot.releases import roundup_posts
from bot.releases.family_cards import Family, announcement
from bot.releases.folding import Member, ranked
from bot.releases.store import families, roundups
from bot.releases.store.families import LivingPost
from bot.texts import language

REFRESH = "refresh"
# Posts that are written anew in one transaction, while nothing else runs in this process.
BATCH = 100


async def refresh(session: Session, delivery_ids: Collection[int], *, urgent: bool = False) -> None:
    """Bring living posts up to date with what is stored; `urgent` where a person waits for it.

    Ids of other deliveries are passed over, and nothing is sent to Discord where nothing has changed.
    """
    # Otherwise what an older look has read could be written last.
    await families.hold_posts(session, delivery_ids)
    posts = await families.living_posts(session, delivery_ids)
    told = {release_id for post in posts for release_id in post.release_ids}
    members = await families.members(session, told)
    derivatives = await families.derivatives(session, told)
    models = {one.release.repo_id for one in members.values() if one.release.kind == "model"}
    measured = await measurements.of(session, {post.guild_id for post in posts}, models)
    shown: dict[frozenset[int], Family] = {}
    wanted = {}
    for post in posts:
        if post.release_ids not in shown:
            shown[post.release_ids] = _family(post, members, derivatives)
        family = shown[post.release_ids]
        here = measured.get(post.guild_id, {})
        own = [one.release.repo_id for one in family.members if one.release.repo_id in here]
        told_here = replace(family, measured=tuple((name, here[name]) for name in own))
        wanted[post.delivery_id] = announcement(told_here, language(post.locale), post.nonce, post.outage)
    await edits.change(session, wanted, urgent=urgent)
    titles = {
        post.delivery_id: members[post.titled_by].release.name for post in posts if post.titled_by is not None
    }
    await retitling.retitle(session, titles)


async def refresh_later(session: Session, release_ids: Sequence[int]) -> None:
    """Queue that every living post that tells of these releases is brought up to date."""
    await enqueue(session, REFRESH, *ids("release", release_ids))


class Refresher:
    """Does the jobs of `refresh_later`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def refresh(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: bring every post that tells of a release, alone or with others, up to date."""
        release_id = int(payload["release"])
        async with self._database.transaction() as session:
            delivery_ids = await families.telling_of(session, release_id)
            several = await roundups.telling_of(session, release_id)
        for start in range(0, len(delivery_ids), BATCH):
            async with self._database.transaction() as session:
                await refresh(session, delivery_ids[start : start + BATCH])
        for start in range(0, len(several), BATCH):
            async with self._database.transaction() as session:
                await roundup_posts.refresh(session, several[start : start + BATCH])


class Follower:
    """Does the jobs of `bot/measured/model.py`: posts follow what the members of their guild measured."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(self, payload: dict[str, Any], _attempts: int) -> None:
        """The job: bring a guild's posts about a model up to date."""
        async with self._database.transaction() as session:
            delivery_ids = await families.about(session, int(payload["guild"]), str(payload["model"]))
            await refresh(session, delivery_ids)


def _family(
    post: LivingPost, members: Mapping[int, Member], derivatives: Mapping[int, Mapping[str, Collection[str]]]
) -> Family:
    told = [members[release_id] for release_id in post.release_ids]
    own = {one.release.key for one in told}
    formats: dict[str, set[str]] = {}
    by_member: dict[int, int] = {}
    for release_id in sorted(post.release_ids):
        for name, keys in derivatives.get(release_id, {}).items():
            foreign = set(keys) - own
            formats.setdefault(name, set()).update(foreign)
            by_member[release_id] = by_member.get(release_id, 0) + len(foreign)
    counts = sorted(((name, len(keys)) for name, keys in formats.items() if keys), key=_most_first)
    most = max(by_member, key=by_member.__getitem__, default=None)
    return Family(tuple(ranked(told)), tuple(counts), None if most is None else members[most].release)


def _most_first(count: tuple[str, int]) -> tuple[int, str]:
    return -count[1], count[0]

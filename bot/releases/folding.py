"""Which releases are told in one message: the rules of families, from values to values.

A family is of one author. Its members are named alike but for their size, their variant (base, instruct,
thinking …) and their format, or say themselves that one was made from another. A word for another purpose
(coder, vision …) or another version makes another family, whatever a repository says it was made from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.releases.model import Release
from bot.releases.names import BASES, PURPOSES, family_name, format_in, words_of

# What comes later than this after the post was opened is news of its own, such as a late instruct version.
WINDOW: Final = timedelta(days=7)


@dataclass(frozen=True)
class Member:
    """A release in a post: `former_name` before it was renamed, `is_hidden` when it is no longer public."""

    release: Release
    former_name: str | None = None
    is_hidden: bool = False


def is_living(release: Release) -> bool:
    """Whether its post is kept alive: it tells of a repository, not of what happened to one."""
    return release.paper is None and release.revision is None and release.collected is None


def can_fold(release: Release) -> bool:
    """Whether it may be told in the post of another: models have sizes and variants, nothing else has."""
    return release.kind == "model" and is_living(release)


def are_family(one: Release, other: Release) -> bool:
    """Whether two releases belong together; their order does not matter."""
    if not (can_fold(one) and can_fold(other)) or one.author.lower() != other.author.lower():
        return False
    alike = family_name(one.repo_id) == family_name(other.repo_id)
    return alike or _is_version_of(one, other) or _is_version_of(other, one)


def family_of_first(releases: Sequence[Release]) -> list[int]:
    """The places of the first of these and of its family, each after one that it belongs with itself.

    Two of a family may belong together only by a third, so the order matters where one folds after another.
    """
    told, left = [0], list(range(1, len(releases)))
    while fitting := [one for one in left if _fits(releases[one], [releases[place] for place in told])]:
        told.append(fitting[0])
        left.remove(fitting[0])
    return told


def posts_of(releases: Iterable[Release]) -> tuple[list[Release], list[Release]]:
    """Of releases in the order of their creation those that open a post, and those that fold into one."""
    posts: list[tuple[Release, list[Release]]] = []
    folded: list[Release] = []
    for release in releases:
        told = next(
            (told for first, told in posts if _is_open(first, release) and _fits(release, told)), None
        )
        if told is None:
            posts.append((release, [release]))
        else:
            told.append(release)
            folded.append(release)
    return [first for first, _ in posts], folded


def ranked(members: Iterable[Member]) -> list[Member]:
    """The head of a family first, which the post is about, then the others; the same from any order.

    What was quantised stands behind what it was made from, large before small, and what people use before
    the base that it was trained from.
    """
    found = list(members)
    bases = {
        base.repo_id.lower()
        for one in found
        for base in one.release.bases
        if base.relation != "quantized" and not is_quantised(one.release)
    }

    def rank(one: Member) -> tuple[bool, bool, float, bool, int, str]:
        is_base = one.release.repo_id.lower() in bases or not BASES.isdisjoint(words_of(one.release.repo_id))
        return (
            one.is_hidden,
            is_quantised(one.release),
            # A base and what was trained from it seldom have quite the same number.
            -float(f"{one.release.parameters or 0:.1e}"),
            is_base,
            len(one.release.name),
            one.release.repo_id,
        )

    return sorted(found, key=rank)


def is_quantised(release: Release) -> bool:
    """Whether its weights are those of another repository, made smaller."""
    stated = any(base.relation == "quantized" for base in release.bases)
    return stated or release.parameters_are_packed or format_in(release.repo_id) is not None


def _is_open(first: Release, later: Release) -> bool:
    """Whether the post that a release opened still takes a later one."""
    if first.created_at is None or later.created_at is None:
        return False
    return later.created_at - first.created_at <= WINDOW


def _fits(release: Release, told: Iterable[Release]) -> bool:
    return any(are_family(release, other) for other in told)


def _is_version_of(release: Release, base: Release) -> bool:
    relations = {each.relation for each in release.bases if each.repo_id.lower() == base.repo_id.lower()}
    if "quantized" in relations:
        return True
    return bool(relations - {"merge"}) and _extends(family_name(release.repo_id), family_name(base.repo_id))


def _extends(name: tuple[str, ...], base: tuple[str, ...]) -> bool:
    """Whether a name only adds words to another, none of which tells of another purpose or version."""
    more = name[len(base) :]
    return name[: len(base)] == base and not any(
        word in PURPOSES or any(sign.isdigit() for sign in word) for word in more
    )

"""Which newer models somebody might start from in place of an older one: rules, from values to values.

A newer base came out later, is made for the same purpose, is about as large, and is its authors' own: neither
a quantisation nor what somebody made of another's model. What one family has of several sizes and variants is
one base, told by the member that is most like the older one. Nothing is guessed: of a model whose number of
parameters is not known nobody can say that it is as large.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from bot.releases.facts import writes
from bot.releases.folding import are_family, can_fold, is_quantised
from bot.releases.model import Release
from bot.releases.names import BASES, CHATS, PURPOSES, THINKERS, series_of, words_of

# From half to twice as many parameters.
ABOUT: Final = 2.0
MOST: Final = 3
# Of those by the same author, so that another's is seen too.
MOST_OWN: Final = 2
# Of those that fit, so many are sorted into families, the most fitting ones.
MOST_LOOKED_AT: Final = 20
_VARIANTS: Final = (BASES, CHATS, THINKERS)


def came_out(release: Release) -> datetime:
    """When a repository was made; the date of a public one is not known better from outside."""
    return release.created_at or release.seen_at


def newer_bases(
    base: Release, found: Iterable[Release], measured: Collection[str] = (), most: int = MOST
) -> list[Release]:
    """The newer bases among `found`: by its author, the same series first, then what is popular of others.

    `measured` are models, by id in lower case, of which results are known: of a family such a one is told.
    """
    series = series_of(base.name).lower()

    def of_own(one: Release) -> tuple[bool, float, str]:
        return series_of(one.name).lower() != series, -came_out(one).timestamp(), one.repo_id

    def of_others(one: Release) -> tuple[bool, int, str]:
        return one.repo_id.lower() not in measured, -(one.likes or 0), one.repo_id

    fitting = list({one.repo_id.lower(): one for one in found if _may_replace(one, base)}.values())
    own = _heads(sorted((one for one in fitting if _is_by(one, base.author)), key=of_own), base, measured)
    popular = sorted((one for one in fitting if not _is_by(one, base.author)), key=of_others)
    others = _heads(popular, base, measured)
    room = max(MOST_OWN, most - len(others))
    return [*own[:room], *others][:most]


def bounds(base: Release) -> tuple[int, int] | None:
    """The least and the most parameters of what is about as large; None where its size is not known."""
    count = counted(base)
    return None if count is None else (math.ceil(count / ABOUT), math.floor(count * ABOUT))


def counted(release: Release) -> int | None:
    """The number of parameters, where the numbers that the Hub counted are parameters."""
    return None if release.parameters_are_packed else release.parameters


def _may_replace(one: Release, base: Release) -> bool:
    return (
        can_fold(one)
        and came_out(one) > came_out(base)
        and _is_as_large(one, base)
        and not is_quantised(one)
        and _is_own(one)
        and not are_family(one, base)
        and _is_for_the_same(one, base)
    )


def _is_own(release: Release) -> bool:
    """Whether it is no adapter, and nothing that was made from another author's model."""
    if release.library == "peft":
        return False
    return all(each.relation != "adapter" and _is_by_author(each.repo_id, release) for each in release.bases)


def _is_for_the_same(one: Release, base: Release) -> bool:
    """Whether both do the same: by the words of their names, and by their tasks where both are stated."""
    if PURPOSES.intersection(words_of(one.repo_id)) != PURPOSES.intersection(words_of(base.repo_id)):
        return False
    if one.task is None or base.task is None:
        return True
    return one.task == base.task or (writes(one) and writes(base))


def _is_as_large(one: Release, base: Release) -> bool:
    """Where nobody knows how large the base is, only another model of its author may be one."""
    limits, count = bounds(base), counted(one)
    if limits is None:
        return _is_by(one, base.author)
    return count is not None and limits[0] <= count <= limits[1]


def _heads(releases: Sequence[Release], base: Release, measured: Collection[str]) -> list[Release]:
    """Of each family, in the order of its first, the member that tells of it; of the first families."""
    families: list[list[Release]] = []
    for one in releases[:MOST_LOOKED_AT]:
        home = next((family for family in families if any(are_family(one, other) for other in family)), None)
        if home is None:
            families.append([one])
        else:
            home.append(one)
    return [
        min(family, key=lambda one: (one.repo_id.lower() not in measured, *_unlike(one, base)))
        for family in families[:MOST]
    ]


def _unlike(one: Release, base: Release) -> tuple[bool, float, str]:
    """How little it is like the base: another variant, then another size."""
    ours, theirs = counted(base), counted(one)
    apart = abs(math.log(theirs / ours)) if ours and theirs else 0.0
    return _variant(one) != _variant(base), apart, one.repo_id


def _variant(release: Release) -> list[bool]:
    """Whether it is named a base, a chat or a thinking model."""
    words = words_of(release.repo_id)
    return [not kind.isdisjoint(words) for kind in _VARIANTS]


def _is_by(release: Release, author: str) -> bool:
    return release.author.lower() == author.lower()


def _is_by_author(repo_id: str, release: Release) -> bool:
    return repo_id.partition("/")[0].lower() == release.author.lower()

"""Whether a watch lets a release through, and if not, why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.releases.model import Filters, Kind, Relation, Release

Reason = Literal[
    "kind", "name_lacks", "name_has", "task", "library", "licence", "language", "parameters", "access",
    "relation", "origin", "duplicate", "gone", "likes", "trending",
]  # fmt: skip

# The Hub's relations as filters name them; a base model without a stated relation counts as fine-tuned, which
# is how the Hub itself lists it.
_RELATIONS: dict[str, Relation] = {
    "finetune": "finetune",
    "adapter": "adapter",
    "quantized": "quantized",
    "merge": "merge",
}


@dataclass(frozen=True)
class Passed:
    """The release is wanted."""


@dataclass(frozen=True)
class FilteredBy:
    """One filter refuses the release; `found` is what the release has there, empty when nothing is stated.

    Of likes and the trending score it is how many there are and how many it takes.
    """

    reason: Reason
    found: tuple[str, ...] = ()


Outcome: TypeAlias = Passed | FilteredBy
PASSED = Passed()


def outcome(release: Release, kinds: Sequence[Kind], filters: Filters) -> Outcome:
    """Passed, or the first filter that refuses the release."""
    refused = objections(release, kinds, filters)
    return refused[0] if refused else PASSED


def objections(release: Release, kinds: Sequence[Kind], filters: Filters) -> tuple[FilteredBy, ...]:
    """Every filter that refuses the release; none means that it is wanted.

    A filter on something that a kind of repository does not have, such as the parameters of a dataset, does
    not concern it. What could be stated and is not does not pass a filter that asks for it.
    """
    if release.kind not in kinds:
        return (FilteredBy("kind", (release.kind,)),)
    found = (
        *_by_name(release, filters),
        *_by_facts(release, filters),
        *_by_model(release, filters),
        *esteem(filters, release.likes, release.trending_score),
    )
    return tuple(found)


def esteem(filters: Filters, likes: int | None, trending_score: int | None) -> tuple[FilteredBy, ...]:
    """What is still missing of likes and of the trending score."""
    return (
        *_at_least("likes", filters.least_likes, likes),
        *_at_least("trending", filters.least_trending, trending_score),
    )


def may_grow(refused: Sequence[FilteredBy]) -> bool:
    """Whether all that refuses a release are numbers that may rise yet."""
    return bool(refused) and all(one.reason in ("likes", "trending") for one in refused)


def relation_of(release: Release) -> Relation:
    """How the model came about: "base" when it was made from no other."""
    relations = {_RELATIONS.get(base.relation, "finetune") for base in release.bases}
    for relation in ("merge", "quantized", "adapter", "finetune"):
        if relation in relations:
            return relation
    return "base"


def is_own(release: Release) -> bool:
    """Whether everything that the model was made from is by the same author."""
    authors = {base.repo_id.partition("/")[0].lower() for base in release.bases}
    return authors <= {release.author.lower()}


def _by_name(release: Release, filters: Filters) -> Iterable[FilteredBy]:
    name = release.name.lower()
    if filters.include and not any(word.lower() in name for word in filters.include):
        yield FilteredBy("name_lacks")
    unwanted = tuple(word for word in filters.exclude if word.lower() in name)
    if unwanted:
        yield FilteredBy("name_has", unwanted)


def _by_facts(release: Release, filters: Filters) -> Iterable[FilteredBy]:
    licences = () if release.licence is None else tuple(release.licence.split(", "))
    yield from _wants("licence", filters.licences, licences)
    if release.kind != "space":
        yield from _wants("language", filters.languages, release.languages)
    if filters.access != "any" and (release.gate == "open") != (filters.access == "open"):
        yield FilteredBy("access", (release.gate,))


def _by_model(release: Release, filters: Filters) -> Iterable[FilteredBy]:
    if release.kind != "model":
        return
    yield from _wants("task", filters.tasks, () if release.task is None else (release.task,))
    yield from _wants("library", filters.libraries, () if release.library is None else (release.library,))
    if not _in_range(release.parameters, filters):
        yield FilteredBy("parameters", () if release.parameters is None else (str(release.parameters),))
    yield from _by_descent(release, filters)


def _by_descent(release: Release, filters: Filters) -> Iterable[FilteredBy]:
    relation, own = relation_of(release), is_own(release)
    named: set[Relation] = {relation}
    if own and relation == "finetune":
        # An author's own instruct version is a release of theirs, whatever its name ends with.
        named.add("base")
    if filters.relations and not named & set(filters.relations):
        yield FilteredBy("relation", (relation,))
    if relation != "base" and filters.origin != "any" and own != (filters.origin == "own"):
        yield FilteredBy("origin", tuple(base.repo_id for base in release.bases))


def _at_least(reason: Reason, least: int | None, there: int | None) -> Iterable[FilteredBy]:
    if least is not None and (there or 0) < least:
        yield FilteredBy(reason, (str(there or 0), str(least)))


def _wants(reason: Reason, wanted: Sequence[str], there: Sequence[str]) -> Iterable[FilteredBy]:
    if wanted and not {one.lower() for one in wanted} & {one.lower() for one in there}:
        yield FilteredBy(reason, tuple(there))


def _in_range(parameters: int | None, filters: Filters) -> bool:
    if filters.smallest is None and filters.largest is None:
        return True
    if parameters is None:
        return False
    return (filters.smallest or 0) <= parameters and (
        filters.largest is None or parameters <= filters.largest
    )

"""What differs among results of one ranking without keeping them apart: pure, and in words."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from bot.results.comparability import Differs, by_weight, differences_of, looked_at
from bot.results.model import Result
from bot.texts import Language

# What stands on each line of its own.
_SHOWN = frozenset({"quantisation", "hardware"})


def unlike(results: Iterable[Result]) -> tuple[Differs, ...]:
    """Each thing once in which any two of these differ, what weighs first."""
    ways = {one.way: one for one in map(looked_at, results)}
    found: dict[str, Differs] = {}
    for first, second in combinations(ways.values(), 2):
        for one in differences_of(first, second):
            if one.values is not None and one.name not in _SHOWN:
                known = found.setdefault(one.name, one)
                found[one.name] = min(known, one, key=by_weight)
    return tuple(sorted(found.values(), key=by_weight))


def are_alike(found: Sequence[Differs]) -> bool:
    """Whether nothing differs that may explain a difference of the values."""
    return all(one.weight == "noted" for one in found)


def named(found: Sequence[Differs], language: Language) -> str:
    """What differs, by its names."""
    return ", ".join(one.label if isinstance(one.label, str) else language.tell(one.label) for one in found)


def told(found: Sequence[Differs], language: Language) -> list[str]:
    """A small line on what differs, none where nothing does."""
    if not found:
        return []
    what = named(found, language)
    return ["-# " + language.say("Differs among these, or is not stated: {what}", what=what)]
